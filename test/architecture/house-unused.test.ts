import { type PlantedProject, plantProject } from './planted-project.ts';

let planted: PlantedProject;
let output: string;

beforeAll(async () => {
  planted = await plantProject({
    'shared/src/limits.ts': 'export const used = 1;\nexport const unusedOfShared = 2;\n',
    'server/src/main.ts':
      "import { used } from '@haven/shared/limits';\nimport { start } from './start.ts';\nstart(used);\n",
    'server/src/start.ts': 'export const start = (n: number) => n;\nexport const unusedOfServer = 1;\n',
    'console/src/main.tsx': 'document.title = String(1);\n',
    'console/src/orphan.tsx': 'document.title = String(2);\n',
  });
  output = (await planted.run('node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints')).output;
}, 180_000);
afterAll(() => planted.remove());

it.each([
  ['an export of shared that nobody imports', 'unusedOfShared'],
  ['an export of the server that nobody imports', 'unusedOfServer'],
  ['a file that nobody imports', 'console/src/orphan.tsx'],
  ['a dependency that nobody imports', /express\s+server\/package\.json/],
])('%s is refused', (_what, mention) => {
  expect(output).toEqual(
    typeof mention === 'string' ? expect.stringContaining(mention) : expect.stringMatching(mention),
  );
});

it('what is used is not refused', () => {
  expect(output).not.toMatch(/^used\s|^start\s|main\.tsx/m);
});

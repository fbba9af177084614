import { type PlantedProject, plantProject } from './planted-project.ts';

/** What is planted, the error that must refuse it, and what it would break. */
const refused: [why: string, file: string, error: string, text: string][] = [
  ['shared knows no DOM', 'shared/src/window.ts', 'TS2304', 'export const width = window.innerWidth;'],
  ['shared knows no Node', 'shared/src/process.ts', 'TS2591', 'export const id = process.pid;'],
  [
    'an index may miss',
    'server/src/index-misses.ts',
    'TS2322',
    'export const first = (all: string[]): string => all[0];',
  ],
  ['the server runs without generated code', 'server/src/enum.ts', 'TS1294', 'export enum Kind { A }'],
  [
    'a type import says so',
    'server/src/type-import.ts',
    'TS1484',
    "import { Logger } from './log.ts';\nexport type A = Logger;",
  ],
  ['the server knows no DOM', 'server/src/document.ts', 'TS2584', 'export const title = document.title;'],
];

let planted: PlantedProject;
let output: string;

beforeAll(async () => {
  const files = Object.fromEntries(refused.map(([, file, , text]) => [file, text]));
  planted = await plantProject({ 'server/src/log.ts': 'export type Logger = () => void;\n', ...files });
  output = (await planted.run('node_modules/typescript/bin/tsc', '-b', 'shared', 'server')).output;
}, 180_000);
afterAll(() => planted.remove());

it.each(refused)('%s: %s is refused with %s', (_why, file, error) => {
  const lines = output.split('\n').filter((line) => line.startsWith(`${file}(`));
  expect(lines.join('\n')).toContain(error);
});

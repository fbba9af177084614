import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { packagePath } from '@haven/server/package-path';
import { signIn } from './api.ts';
import { engineOfProject } from '../support/engine.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

let server: ServerProcess;
beforeAll(async () => {
  // As a real installation begins: nothing is seeded.
  server = await startServer({ engine: engineOfProject(), env: { SEED_DEMO: '0' } });
}, 180_000);
afterAll(async () => {
  await server.stop();
}, 180_000);

/** Runs the built command with the server's settings and something on its standard input. */
async function createAdmin(
  args: string[],
  input: string,
): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, [packagePath('dist/create-admin.js'), ...args], {
    env: server.env,
    cwd: server.env['DATA_DIR'],
  });
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: Number(code), out, err };
}

const person = (email: string) => ['--email', email, '--name', 'First Admin'];

test('an empty installation has no demo, no demo page and no demo sign-in', async () => {
  const root = await fetch(`${server.url}/`, { redirect: 'manual' });
  expect([root.status, root.headers.get('location')]).toEqual([302, '/console/']);
  expect((await fetch(`${server.url}/widget/demo/`)).status).toBe(404);
  await expect(signIn(server.url, 'jonas@demo.haven.example', 'demo-7Kf3qWvT9x')).rejects.toThrow(
    'unauthenticated',
  );
});

test('the first account is made at the command line, and signs in', async () => {
  // The embedded database serves one process: the server has to stop for it, and the command says so.
  if (engineOfProject() === 'embedded') {
    const refused = await createAdmin(person('first@test.example'), '');
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/^Another Haven \(process \d+\) is using .+\n$/);
  }
  await server.kill('SIGTERM');
  const typed = await createAdmin(person('First@Test.example'), 'a password that I chose\n');
  expect(typed).toMatchObject({ code: 0, err: '' });
  expect(typed.out).not.toContain('a password that I chose');
  const generated = await createAdmin(person('second@test.example'), '');
  const [, password = ''] = /first sign-in: (\S{20})\n$/.exec(generated.out) ?? [];

  const refusals = [
    await createAdmin(person('first@test.example'), 'another good password'),
    await createAdmin(person('third@test.example'), 'short'),
    await createAdmin(person('not an e-mail'), ''),
    await createAdmin(['--email', 'third@test.example'], ''),
  ];
  expect(refusals.map(({ code, err }) => [code, err.trim().split('\n').length])).toEqual(
    refusals.map(() => [1, 1]),
  );

  await server.restart();
  const first = await signIn(server.url, 'first@test.example', 'a password that I chose');
  expect(first.me).toMatchObject({ role: 'admin', name: 'First Admin', mustChangePassword: false });
  const second = await signIn(server.url, 'second@test.example', password);
  expect(second.me).toMatchObject({ role: 'admin', mustChangePassword: true });
}, 180_000);

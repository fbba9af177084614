import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { endWithNpm } from '../../server/bin/end-with-npm.mjs';
import { prepare } from '../../server/bin/prepare.mjs';
import { root } from '../../server/bin/root.mjs';
import { ensureEngines } from './ensure-engines.mjs';

/**
 * Installs, builds and finds the engines, then runs a program of the tests with this command's own arguments, and ends
 * as it ends.
 * @param {string} path Its TypeScript source, from the root.
 */
export async function runProgram(path) {
  endWithNpm();
  await prepare();
  await ensureEngines();
  const typescript = ['--conditions=haven-source', '--import', join(root, 'test/bin/run-typescript.mjs')];
  const child = spawn(process.execPath, [...typescript, join(root, path), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.once('close', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
}

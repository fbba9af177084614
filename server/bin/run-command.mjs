// Runs a command in the same terminal, and never leaves it behind.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.mjs';

const STILL_RUNNING_MS = 10_000;

/**
 * Resolves when the command ends well; when it fails or is interrupted this process ends with its code,
 * because the command has already told the reason in the terminal.
 * @param {string[]} command
 * @param {{ label: string, quiet?: boolean, folder?: string, env?: NodeJS.ProcessEnv }} options
 *   `quiet` shows the output only if the command fails.
 */
export async function run([file, ...args], { label, quiet = false, folder = '.', env = process.env }) {
  const startedAt = Date.now();
  const child = spawn(file, args, {
    cwd: join(root, folder),
    env,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: process.platform === 'win32' && file === 'npm',
  });
  const output = [];
  child.stdout?.on('data', (chunk) => output.push(chunk));
  child.stderr?.on('data', (chunk) => output.push(chunk));

  const interrupt = (signal) => child.kill(signal);
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const progress = setInterval(() => {
    console.log(`  still ${label} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
  }, STILL_RUNNING_MS);

  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${file} could not be started: ${error.message}`);
      resolve(1);
    });
    child.once('close', (exitCode, signal) => resolve(signal ? 130 : (exitCode ?? 1)));
  });
  clearInterval(progress);
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
  if (code === 0) return;
  process.stderr.write(Buffer.concat(output));
  console.error(`Stopped: ${label} failed.`);
  process.exit(code);
}

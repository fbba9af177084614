// Installs the dependencies that package-lock.json names.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { run } from './run-command.mjs';

/** True when `node_modules` holds every package of the lock file, in that version. */
export function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const found = packagesOf('node_modules/.package-lock.json');
  if (!found) return false;
  return Object.entries(wanted)
    .filter(([path, entry]) => path.startsWith('node_modules/') && !entry.link && !entry.optional)
    .every(([path, entry]) => found[path]?.version === entry.version);
}

export async function installDependencies() {
  console.log('Installing dependencies (needed once, takes about a minute) …');
  // Under `npm start` npm names itself, so that the npm the person chose is the one that runs.
  const npm = process.env.npm_execpath;
  const command = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  await run([...command, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { label: 'installing' });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

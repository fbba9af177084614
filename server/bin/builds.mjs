// What has to be built, from which files, and whether that is still to be done.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './root.mjs';
import { run } from './run-command.mjs';

const tsc = [process.execPath, join(root, 'node_modules/typescript/bin/tsc')];
const vite = [process.execPath, join(root, 'node_modules/vite/bin/vite.js')];

const IGNORED_FOLDERS = new Set(['node_modules', 'dist', '.types', 'bin']);
const SHARED_BY_ALL = ['package-lock.json', 'tsconfig.base.json', 'server/bin/builds.mjs'];

/**
 * @typedef {object} Build
 * @property {string} name
 * @property {string[]} sources folders and files it is made from
 * @property {string[]} outputs files that must exist afterwards
 * @property {string[][]} commands run in the part's own folder
 */

/** @type {Build[]} */
export const builds = [
  {
    name: 'server',
    sources: ['shared', 'server'],
    outputs: ['server/dist/main.js', 'shared/dist/result.js'],
    commands: [[...tsc, '-b', 'tsconfig.src.json']],
  },
  {
    name: 'widget',
    sources: ['shared', 'widget'],
    outputs: ['widget/dist/loader.js', 'widget/dist/app/index.html'],
    commands: [
      [...vite, 'build'],
      [...vite, 'build', '--config', 'vite.loader.config.ts'],
    ],
  },
  {
    name: 'console',
    sources: ['shared', 'console'],
    outputs: ['console/dist/index.html'],
    commands: [[...vite, 'build']],
  },
];

/** True when the outputs exist and were made from the sources as they are now. */
export function isBuilt(build) {
  if (!build.outputs.every((file) => existsSync(join(root, file)))) return false;
  const stamp = stampFile(build);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(build);
}

/** Builds one part; ends this process with the compiler's message when that fails. */
export async function runBuild(build) {
  const startedAt = Date.now();
  console.log(`Building the ${build.name} …`);
  rmSync(stampFile(build), { force: true });
  // Taken first: a file saved during the build makes the next start build again.
  const stamp = stampOf(build);
  for (const command of build.commands) {
    await run(command, { label: `building the ${build.name}`, quiet: true, folder: build.name });
  }
  writeFileSync(stampFile(build), stamp);
  console.log(`  done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

function stampFile(build) {
  return join(root, build.name, '.build-stamp');
}

function stampOf(build) {
  const hash = createHash('sha256');
  for (const file of [
    ...SHARED_BY_ALL.map((path) => join(root, path)),
    ...build.sources.flatMap(sourceFiles),
  ]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Everything that is compiled or bundled; SQL and Lua are read where they are written. */
function sourceFiles(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return IGNORED_FOLDERS.has(entry.name) ? [] : sourceFiles(path);
    const isInput = !entry.name.startsWith('.') && !/\.(test\.tsx?|lua|sql|md)$/.test(entry.name);
    return isInput ? [join(root, path)] : [];
  });
}

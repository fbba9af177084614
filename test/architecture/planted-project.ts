import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

const workspaces = ['shared', 'server', 'widget', 'console', 'test'];
const toolSettings = [
  '.dependency-cruiser.mjs',
  '.oxlintrc.json',
  'biome.json',
  'knip.json',
  'tsconfig.base.json',
];

export interface PlantedProject {
  root: string;
  /** Runs a tool of the real project inside; resolves with everything that it printed, and whether it was content. */
  run(file: string, ...args: string[]): Promise<{ isGood: boolean; output: string }>;
  remove(): Promise<void>;
}

/**
 * Makes a project with the real settings, manifests and dependencies, whose sources are the given files alone. So
 * a tool that finds fault with one of them does it for what is planted there.
 */
export async function plantProject(files: Record<string, string>): Promise<PlantedProject> {
  const root = await mkdtemp(join(tmpdir(), 'haven-planted-'));
  for (const name of [...toolSettings, 'package.json', 'tsconfig.json']) await copy(root, name);
  for (const workspace of workspaces) {
    const names = await readdir(join(projectRoot, workspace));
    for (const name of names.filter((one) => /^(package|tsconfig.*)\.json$/.test(one))) {
      await copy(root, `${workspace}/${name}`);
    }
  }
  await linkDependencies(root);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return {
    root,
    run: (file, ...args) => run(root, join(projectRoot, file), args),
    remove: () => rm(root, { recursive: true }),
  };
}

async function copy(root: string, path: string): Promise<void> {
  await cp(join(projectRoot, path), join(root, path), { recursive: true });
}

/** Every package as it is, but the workspaces of the planted project instead of the real ones. */
async function linkDependencies(root: string): Promise<void> {
  await mkdir(join(root, 'node_modules/@haven'), { recursive: true });
  for (const name of await readdir(join(projectRoot, 'node_modules'))) {
    if (name === '@haven') continue;
    await symlink(join(projectRoot, 'node_modules', name), join(root, 'node_modules', name));
  }
  for (const name of workspaces) {
    await symlink(join(root, name), join(root, 'node_modules/@haven', name));
    const own = join(projectRoot, name, 'node_modules');
    if (existsSync(own)) await symlink(own, join(root, name, 'node_modules'));
  }
}

function run(cwd: string, program: string, args: string[]): Promise<{ isGood: boolean; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd, maxBuffer: 64e6 }, (error, stdout, stderr) => {
      resolve({ isGood: error === null, output: stdout + stderr });
    });
  });
}

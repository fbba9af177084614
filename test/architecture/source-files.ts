import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './planted-project.ts';

const folders = ['shared', 'server', 'widget', 'console', 'test', '.ci'];
const notOurs = new Set(['node_modules', 'dist', '.types', '.tmp', 'data']);

/** The paths, from the root of the project, of all files that match. */
export function filesThatMatch(pattern: RegExp): string[] {
  return folders.flatMap(below).filter((path) => pattern.test(path));
}

export function linesOf(path: string): string[] {
  return readFileSync(join(projectRoot, path), 'utf8').trimEnd().split('\n');
}

function below(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return notOurs.has(entry.name) ? [] : below(path);
  });
}

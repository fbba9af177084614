// Lets Node run the sources as they are, of every workspace: Node 20 knows no TypeScript. Given to `node --import`
// together with `--conditions=haven-source`.
import { readFile } from 'node:fs/promises';
import { isMainThread } from 'node:worker_threads';
import { register } from 'node:module';
import { transform } from '@swc/core';

// This file is both: what registers, and the hooks, which run in a thread of their own.
if (isMainThread) register(import.meta.url);

/** Module hook: compiles what ends in `.ts`. */
export async function load(url, context, next) {
  if (!new URL(url).pathname.endsWith('.ts')) return next(url, context);
  const { code } = await transform(await readFile(new URL(url), 'utf8'), {
    filename: url,
    jsc: { target: 'es2023', parser: { syntax: 'typescript' }, experimental: { keepImportAttributes: true } },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  });
  return { format: 'module', source: code, shortCircuit: true };
}

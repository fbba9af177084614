import type { EngineName } from './server-process.ts';

/** The engines of the jest project that runs this file: `globals: { HAVEN_ENGINE }` in its configuration. */
export function engineOfProject(): EngineName {
  const name: unknown = Reflect.get(globalThis, 'HAVEN_ENGINE');
  if (name !== 'embedded' && name !== 'native') throw new Error('HAVEN_ENGINE must be embedded or native.');
  return name;
}

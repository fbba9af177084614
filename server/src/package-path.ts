import { fileURLToPath } from 'node:url';

/**
 * The absolute path of a file that ships with this package, e.g. `migrations` or `src/x/lua/y-1.lua`.
 * `src/` and `dist/` lie side by side, so the same step up works for sources and for built files. Lua and SQL
 * are read from where they are written (they ship with the package); threads run from `dist/`, as Node 20 runs
 * no TypeScript.
 */
export function packagePath(relative: string): string {
  return fileURLToPath(new URL(`../${relative}`, import.meta.url));
}

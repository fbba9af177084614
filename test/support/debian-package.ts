import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Outside of the repository, and kept: the documentation packages are 90 MB to fetch. */
export const packageCache = join(tmpdir(), `haven-documentation-${process.getuid?.() ?? ''}`);

/** The folder with what is in a package of Debian's, fetched once. Throws where it is not to be had. */
export function unpackPackage(name: string): string {
  const target = join(packageCache, name);
  if (existsSync(target)) return target;
  mkdirSync(packageCache, { recursive: true });
  execFileSync('apt-get', ['download', name], { cwd: packageCache, stdio: 'ignore' });
  const file = readdirSync(packageCache).find((entry) => entry.startsWith(`${name}_`)) ?? '';
  execFileSync('dpkg', ['-x', file, target], { cwd: packageCache, stdio: 'ignore' });
  rmSync(join(packageCache, file));
  return target;
}

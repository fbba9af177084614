// `npm run lock`: updates package-lock.json after a package.json changed. A registry mirror may lack the packages that
// other platforms need (binaries of compilers, say); npm then leaves them out of the lock file, and `npm ci` refuses it
// as incomplete. They are named by the packages that want them, in exact versions, so they are put back here.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../server/bin/root.mjs';
import { missingOptionals } from './missing-optionals.mjs';

const file = join(root, 'package-lock.json');
execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });

const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = missingOptionals(lock);
for (const { path, version, dev, platform } of missing) {
  const { cpu, libc, os } = platform;
  lock.packages[path] = { version, cpu, dev: dev || undefined, libc, optional: true, os };
}
const sorted = Object.entries(lock.packages).sort(([left], [right]) => left.localeCompare(right, 'en'));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(`${missing.length} packages of other platforms were added to package-lock.json.`);

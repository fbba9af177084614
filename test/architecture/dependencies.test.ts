import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './planted-project.ts';

interface Package {
  version?: string;
  resolved?: string;
  link?: boolean;
  optionalDependencies?: Record<string, string>;
}

const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Package>;
};
const packages = Object.entries(lock.packages);

/** Versions below which somebody outside could stop the server or read too much. */
const minimums: [name: string, version: string][] = [
  ['socket.io-parser', '4.2.7'],
  ['engine.io', '6.6.10'],
  ['ws', '8.21.1'],
];

it.each(minimums)('every %s is at least %s', (name, minimum) => {
  const versions = packages
    .filter(([path]) => path.endsWith(`node_modules/${name}`))
    .map(([, { version }]) => version ?? '0');
  expect(versions).not.toEqual([]);
  expect(versions.filter((version) => compare(version, minimum) < 0)).toEqual([]);
});

it('the lock file names the packages of every platform, or `npm ci` would refuse it (npm run lock)', () => {
  const named = new Set(packages.map(([path]) => path.replace(/^.*node_modules\//, '')));
  const wanted = packages.flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies));
  expect(wanted.length).toBeGreaterThan(50);
  expect(wanted.filter((name) => !named.has(name))).toEqual([]);
});

it('the lock file names no registry, so every mirror serves it', () => {
  const hosts = packages.filter(([, { resolved, link }]) => resolved !== undefined && link !== true);
  expect(hosts).toEqual([]);
});

it.each(['', 'shared', 'server', 'widget', 'console', 'test'])('/%s names exact versions', (folder) => {
  const manifest = JSON.parse(readFileSync(join(projectRoot, folder, 'package.json'), 'utf8')) as Partial<
    Record<'dependencies' | 'devDependencies', Record<string, string>>
  >;
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

function compare(left: string, right: string): number {
  return left.localeCompare(right, 'en', { numeric: true });
}

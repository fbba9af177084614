import { basename } from 'node:path';
import { keys } from '@haven/server/features/routing/keys';
import { filesThatMatch, linesOf } from './source-files.ts';

const scripts = filesThatMatch(/\.lua$/).map((path): [path: string, lines: string[]] => [
  path,
  linesOf(path),
]);

/** The comment at the top, without its dashes. */
function header(lines: string[]): string[] {
  const end = lines.findIndex((line) => !line.startsWith('--'));
  return lines.slice(0, end < 0 ? lines.length : end).map((line) => line.slice(2).trim());
}

const section = (lines: string[], name: string) => header(lines).find((line) => line.startsWith(name));

it('there are scripts to look at', () => {
  expect(scripts.length).toBeGreaterThan(10);
});

it.each(scripts)('%s says what it does, KEYS, ARGV, Returns and Invariant', (_path, lines) => {
  expect(header(lines)[0]).toMatch(/^[A-Z].*\.$/);
  for (const name of ['KEYS', 'ARGV', 'Returns', 'Invariant'])
    expect(section(lines, name)).toMatch(/\w+\W+\w/);
});

it.each(scripts)('%s is named after its number of keys, and uses that many', (path, lines) => {
  const count = /^[a-z]+(?:-[a-z]+)*-(\d+|n)\.lua$/.exec(basename(path))?.[1];
  expect(count).toBeDefined();
  if (count === 'n') return;
  const used = lines.join('\n').match(/KEYS\[(\d+)\]/g) ?? [];
  const highest = Math.max(0, ...used.map((one) => Number(one.replace(/\D/g, ''))));
  expect(highest).toBe(Number(count));
});

it.each(scripts)('%s makes no key of its own: a cluster must see them all in KEYS', (_path, lines) => {
  const code = lines.filter((line) => !line.trimStart().startsWith('--')).join('\n');
  const literalKeys = code.match(/redis\.p?call\(\s*'[A-Z]+'\s*,\s*['"][^)]*/g) ?? [];
  expect(literalKeys).toEqual([]);
  expect(code).not.toMatch(/['"][^'"]*\{[a-z]+\}/);
});

it('[RT18] the keys of routing share one hash tag', () => {
  const tags = new Set(Object.values(keys).map((key) => /\{([^}]+)\}/.exec(key)?.[1]));
  expect([...tags]).toEqual(['rt']);
});

import { filesThatMatch, linesOf } from './source-files.ts';

const sizes = filesThatMatch(/\.(ts|tsx|mjs|js|lua|sql|css)$/)
  .map((path) => ({ path, lines: linesOf(path).length }))
  .sort((a, b) => a.lines - b.lines);
const atShare = (share: number) =>
  sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))]?.lines ?? 0;

it('files are short: none over 400 lines, 90 % up to 250, half of them up to 80', () => {
  const longest = sizes.slice(-5).reverse();
  const median = atShare(0.5);
  const p90 = atShare(0.9);
  process.stderr.write(
    `${sizes.length} source files: median ${median} lines, 90th percentile ${p90}, longest ` +
      `${longest.map(({ path, lines }) => `${path} (${lines})`).join(', ')}\n`,
  );
  expect(longest.filter(({ lines }) => lines > 400)).toEqual([]);
  expect(p90).toBeLessThanOrEqual(250);
  expect(median).toBeLessThanOrEqual(80);
});

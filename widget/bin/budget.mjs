import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');

/** Gzipped bytes that a host page, and the first view inside the frame, may cost. */
const budgets = { loader: 3 * 1024, script: 35 * 1024, style: 6 * 1024, language: 4 * 1024 };

const gzipped = (path) => gzipSync(readFileSync(join(dist, path)), { level: 9 }).length;

/** Every chunk that the first view needs: the entry, what it imports at once, and the larger of the languages. */
function firstView() {
  const manifest = JSON.parse(readFileSync(join(dist, 'app/.vite/manifest.json'), 'utf8'));
  const scripts = new Set();
  const styles = new Set();
  const add = (key) => {
    const chunk = manifest[key];
    if (scripts.has(chunk.file)) return;
    scripts.add(chunk.file);
    for (const style of chunk.css ?? []) styles.add(style);
    for (const imported of chunk.imports ?? []) add(imported);
  };
  add(Object.keys(manifest).find((key) => manifest[key].isEntry));
  const sizeOf = (files) => [...files].reduce((sum, file) => sum + gzipped(`app/${file}`), 0);
  const languages = ['strings/zh-cn.ts', 'strings/en.ts'].map((key) => gzipped(`app/${manifest[key].file}`));
  const language = Math.max(...languages);
  return { script: sizeOf(scripts) + language, style: sizeOf(styles), language };
}

/** Measures what was built: `{ name, bytes, budget, isWithin }` for each part. */
export function measure() {
  const sizes = { loader: gzipped('loader.js'), ...firstView() };
  return Object.entries(budgets).map(([name, budget]) => ({
    name,
    bytes: sizes[name],
    budget,
    isWithin: sizes[name] <= budget,
  }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, bytes, budget, isWithin } of measure()) {
    console.log(`${isWithin ? 'ok ' : 'OVER'} ${name}: ${bytes} of ${budget} bytes gzipped`);
    if (!isWithin) process.exitCode = 1;
  }
}

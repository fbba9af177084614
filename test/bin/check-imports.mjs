// The rules of who may import whom, and proof that they were applied: a cruiser that cannot read TypeScript
// finds no modules and therefore no violations.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

// The architecture tests check a copy of the project with planted violations.
const root = resolve(process.argv[2] ?? '.');
const WORKSPACES = ['shared', 'server', 'widget', 'console', 'test'];
const IGNORED = new Set(['node_modules', 'dist', '.types', '.tmp']);

const { modules, summary } = cruise();
const cruised = new Set(modules.map((module) => module.source));
const missed = WORKSPACES.flatMap(sourceFiles).filter((file) => !cruised.has(file));

for (const { rule, from, to, cycle } of summary.violations) {
  const { comment } = summary.ruleSetUsed.forbidden.find(({ name }) => name === rule.name);
  const path = cycle ? cycle.map(({ name }) => name).join(' → ') : to;
  console.log(`${rule.name}: ${from} → ${path}\n    ${comment}`);
}
for (const file of missed) console.log(`not-cruised: ${file}`);
if (summary.violations.length + missed.length > 0) {
  console.log(`${summary.violations.length} forbidden imports, ${missed.length} files that were not read.`);
  process.exit(1);
}
console.log(`${cruised.size} modules read, no forbidden import.`);

function cruise() {
  const program = join(
    import.meta.dirname,
    '../../node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  );
  const args = [program, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...WORKSPACES];
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 };
  try {
    return JSON.parse(execFileSync(process.execPath, args, options));
  } catch (error) {
    // It ends with the number of violations; without output it could not work at all.
    if (error.stdout?.startsWith('{')) return JSON.parse(error.stdout);
    throw error;
  }
}

function sourceFiles(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return IGNORED.has(entry.name) ? [] : sourceFiles(path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}

// `npm run check`: every `check:*` script of package.json, two at a time, each reported when it is done.
import { exec } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from '../../server/bin/root.mjs';

const AT_ONCE = 2;
const LINES_SHOWN = 80;

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const checks = Object.entries(scripts).filter(([name]) => name.startsWith('check:'));
const failed = [];

await Promise.all(Array.from({ length: AT_ONCE }, work));
if (failed.length > 0) {
  console.log(`Failed: ${failed.join(', ')}. Run one alone with \`npm run check:…\`.`);
  process.exit(1);
}
console.log('All checks passed.');

async function work() {
  for (let next = checks.shift(); next; next = checks.shift()) await check(...next);
}

async function check(name, command) {
  const startedAt = Date.now();
  const { isGood, output } = await runCommand(command);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  const title = `${isGood ? '✓' : '✗'} ${name.slice('check:'.length)} (${seconds} s)`;
  console.log(isGood ? title : `${title}\n${shorten(output.trimEnd(), name)}\n`);
  if (!isGood) failed.push(name);
}

function runCommand(command) {
  const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}` };
  return new Promise((resolve) => {
    exec(command, { cwd: root, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ isGood: error === null, output: stdout + stderr });
    });
  });
}

function shorten(output, name) {
  const lines = output.split('\n');
  if (lines.length <= LINES_SHOWN) return output;
  const rest = lines.length - LINES_SHOWN;
  return `${lines.slice(0, LINES_SHOWN).join('\n')}\n… ${rest} more lines: npm run ${name}`;
}

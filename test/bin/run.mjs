// `npm test`: everything from unit to browser, on a fresh clone too. Arguments go to jest, for example
// `npm test -- --selectProjects unit` or `npm test -- test/http`. The last line counts passed and failed.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endWithNpm } from '../../server/bin/end-with-npm.mjs';
import { prepare } from '../../server/bin/prepare.mjs';
import { root } from '../../server/bin/root.mjs';
import { ensureEngines } from './ensure-engines.mjs';

// Projects that need neither a built server nor engines.
const WITHOUT_SERVER = new Set(['unit', 'unit-widget', 'architecture']);

const args = process.argv.slice(2);
const resultFile = join(root, 'test/.tmp', `result-${process.pid}.json`);

endWithNpm();
const needsServer = !isNarrowedTo(WITHOUT_SERVER);
await prepare({ build: needsServer });
if (needsServer) await ensureEngines();
const code = await runJest();
process.exit(report(code));

function isNarrowedTo(projects) {
  const at = args.indexOf('--selectProjects');
  if (at < 0) return false;
  const rest = args.slice(at + 1);
  const end = rest.findIndex((arg) => arg.startsWith('-'));
  return rest.slice(0, end < 0 ? rest.length : end).every((name) => projects.has(name));
}

function runJest() {
  mkdirSync(join(root, 'test/.tmp'), { recursive: true });
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const config = ['--config', join(root, 'test/jest.config.mjs')];
  const child = spawn(
    process.execPath,
    [jest, ...config, '--json', `--outputFile=${resultFile}`, ...args],
    // The JSON goes to the file; jest tells its progress on stderr.
    { cwd: root, stdio: ['inherit', 'ignore', 'inherit'] },
  );
  // The terminal interrupts jest as well; wait for it, so that its engines are gone before we are.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve) => {
    child.once('close', (exitCode, signal) => resolve(signal ? 130 : (exitCode ?? 1)));
  });
}

/** Prints what is wrong besides failed tests, then the closing line; returns the exit code. */
function report(jestCode) {
  const result = readResult();
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  const skipped = result.numPendingTests + result.numTodoTests;
  const isNarrowed = args.some((arg) => /^(-t|--testNamePattern)\b/.test(arg));

  let problem;
  if (result.numPassedTests + failed === 0) problem = 'No test was run.';
  else if (skipped > 0 && !isNarrowed) problem = `${skipped} tests were skipped; no test of Haven may be.`;
  else if (jestCode !== 0 && failed === 0) problem = `jest ended with code ${jestCode}.`;
  if (problem) console.log(problem);
  console.log(`${result.numPassedTests} passed, ${failed} failed`);
  return jestCode !== 0 ? jestCode : Number(problem !== undefined || failed > 0);
}

function readResult() {
  try {
    return JSON.parse(readFileSync(resultFile, 'utf8'));
  } catch {
    // Jest ended before it ran anything, and has said why.
    return {
      numPassedTests: 0,
      numFailedTests: 0,
      numRuntimeErrorTestSuites: 0,
      numPendingTests: 0,
      numTodoTests: 0,
    };
  } finally {
    rmSync(resultFile, { force: true });
  }
}

// `npm test`: everything from unit to browser, on a fresh clone too. Arguments go to jest, for example
// `npm test -- --selectProjects unit` or `npm test -- test/http`. The last line counts passed and failed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endWithNpm } from '../../server/bin/end-with-npm.mjs';
import { prepare } from '../../server/bin/prepare.mjs';
import { root } from '../../server/bin/root.mjs';
import { ensureEngines } from './ensure-engines.mjs';

// Projects that need neither a built server nor engines.
const WITHOUT_SERVER = new Set(['unit', 'unit-widget', 'architecture']);

const args = process.argv.slice(2);
// Promises of time are tried on a machine that does nothing else.
const runs =
  args.length > 0
    ? [args]
    : [
        ['--ignoreProjects', 'timed'],
        ['--selectProjects', 'timed'],
      ];

// Nobody looks at the pictures of a whole run, and they take a twentieth of its time.
const env = { ...process.env, ...(args.length === 0 && { PICTURES: '0' }) };

endWithNpm();
const needsServer = !isNarrowedTo(WITHOUT_SERVER);
await prepare({ build: needsServer });
if (needsServer) await ensureEngines();
process.exit(report(await runAll()));

async function runAll() {
  const outcomes = [];
  for (const run of runs) {
    outcomes.push(await runJest(run));
    if (outcomes.at(-1).isInterrupted) break;
  }
  return outcomes;
}

function isNarrowedTo(projects) {
  const at = args.indexOf('--selectProjects');
  if (at < 0) return false;
  const rest = args.slice(at + 1);
  const end = rest.findIndex((arg) => arg.startsWith('-'));
  return rest.slice(0, end < 0 ? rest.length : end).every((name) => projects.has(name));
}

/** Runs jest to its end; resolves with its exit code and counts. */
async function runJest(jestArgs) {
  mkdirSync(join(root, 'test/.tmp'), { recursive: true });
  const resultFile = join(root, 'test/.tmp', `result-${process.pid}.json`);
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const config = ['--config', join(root, 'test/jest.config.mjs')];
  const child = spawn(
    process.execPath,
    // Forced, since Node may turn for ever at its end: it waits for a request whose peer was killed, and nothing is left
    // that could wake it.
    [jest, ...config, '--forceExit', '--json', `--outputFile=${resultFile}`, ...jestArgs],
    // The JSON goes to the file; jest tells its progress on stderr.
    { cwd: root, env, stdio: ['inherit', 'ignore', 'inherit'] },
  );
  // The terminal interrupts jest as well; wait for it, so that its engines are gone before we are.
  const passOn = () => child.kill('SIGTERM');
  process.on('SIGINT', noop);
  process.on('SIGTERM', passOn);
  const [exitCode, signal] = await once(child, 'close');
  process.off('SIGTERM', passOn);
  const code = signal ? 130 : (exitCode ?? 1);
  return { code, isInterrupted: code > 128, ...readCounts(resultFile) };
}

function noop() {}

/** Prints what is wrong besides failed tests, then the closing line; returns the exit code. */
function report(outcomes) {
  const sum = (name) => outcomes.reduce((total, outcome) => total + outcome[name], 0);
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
  const code = outcomes.find((outcome) => outcome.code !== 0)?.code ?? 0;
  const isNarrowed = args.some((arg) => /^(-t|--testNamePattern)\b/.test(arg));

  let problem;
  if (outcomes.some((outcome) => outcome.passed + outcome.failed === 0)) problem = 'No test was run.';
  else if (skipped > 0 && !isNarrowed) problem = `${skipped} tests were skipped; no test of Haven may be.`;
  else if (code !== 0 && failed === 0) problem = `jest ended with code ${code}.`;
  if (problem) console.log(problem);
  console.log(`${passed} passed, ${failed} failed`);
  return code !== 0 ? code : Number(problem !== undefined || failed > 0);
}

function readCounts(resultFile) {
  try {
    const result = JSON.parse(readFileSync(resultFile, 'utf8'));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    // Jest ended before it ran anything, and has said why.
    return { passed: 0, failed: 0, skipped: 0 };
  } finally {
    rmSync(resultFile, { force: true });
  }
}

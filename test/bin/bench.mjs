// `npm run bench`: measures Haven beside bare baselines, in the same run. CONTRIBUTING.md tells its options.
import { runProgram } from './run-program.mjs';

await runProgram('test/bench/main.ts');

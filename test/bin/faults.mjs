// `npm run faults`: breaks two servers and their engines in every way, and checks that no message is lost, doubled,
// missing or out of order. CONTRIBUTING.md has its options.
import { runProgram } from './run-program.mjs';

await runProgram('test/faults/main.ts');

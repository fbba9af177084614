// `npm run test:routing`: plays the model of routing against real engines. CONTRIBUTING.md has its options.
import { runProgram } from './run-program.mjs';

await runProgram('test/routing/referee/main.ts');

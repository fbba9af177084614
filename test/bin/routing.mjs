// `npm run test:routing`: plays the model of routing against real engines. CONTRIBUTING.md has its options.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { endWithNpm } from '../../server/bin/end-with-npm.mjs';
import { prepare } from '../../server/bin/prepare.mjs';
import { root } from '../../server/bin/root.mjs';
import { ensureEngines } from './ensure-engines.mjs';

endWithNpm();
await prepare();
await ensureEngines();
const child = spawn(
  process.execPath,
  [
    '--conditions=haven-source',
    '--import',
    join(root, 'test/bin/run-typescript.mjs'),
    join(root, 'test/routing/referee/main.ts'),
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.once('close', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));

// `npm run test:secrets`: what the detection of secrets finds and what it takes for one, counted. CONTRIBUTING.md has
// its options.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare } from '../../server/bin/prepare.mjs';
import { root } from '../../server/bin/root.mjs';

await prepare({ build: false });
const typescript = ['--conditions=haven-source', '--import', join(root, 'test/bin/run-typescript.mjs')];
const child = spawn(
  process.execPath,
  [...typescript, join(root, 'test/secrets/main.ts'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
child.once('close', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));

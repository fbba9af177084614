// `npm run -s test:phishing`: how many asks of agents are refused, and how many harmless lines, with the reasons.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../server/bin/root.mjs';

const typescript = ['--conditions=haven-source', '--import', join(root, 'test/bin/run-typescript.mjs')];
const child = spawn(process.execPath, [...typescript, join(root, 'test/phishing/main.ts')], {
  cwd: root,
  stdio: 'inherit',
});
child.once('close', (code) => process.exit(code ?? 1));

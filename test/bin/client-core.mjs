// `npm run -s test:client-core -- --steps 1000000 --seed 7`: plays the model of the client's delivery core for longer
// than the unit tests do, and prints seed, steps and verdict. The same seed and steps play the same.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../server/bin/root.mjs';

const { values } = parseArgs({
  options: { steps: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
});
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));

const jest = join(root, 'node_modules/jest/bin/jest.js');
const config = join(root, 'test/jest.config.mjs');
const child = spawn(
  process.execPath,
  [jest, '--config', config, '--selectProjects', 'unit', '--runInBand', '--', 'test/client-core'],
  {
    cwd: root,
    // The verdict is printed by the model itself; what jest says goes to stderr.
    stdio: 'inherit',
    env: { ...process.env, CLIENT_CORE_STEPS: values.steps, CLIENT_CORE_SEED: seed },
  },
);
child.once('close', (code) => process.exit(code ?? 1));

// `npm run pictures`: plays a short story against a fresh demo and writes docs/pictures anew.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { endWithNpm } from '../../server/bin/end-with-npm.mjs';
import { prepare } from '../../server/bin/prepare.mjs';
import { root } from '../../server/bin/root.mjs';
import jestConfig from '../jest.config.mjs';
import { ensureEngines } from './ensure-engines.mjs';

endWithNpm();
await prepare();
await ensureEngines();

// Jest runs it, as it is written with what the browser tests are written with.
const browser = jestConfig.projects.find(({ displayName }) => displayName === 'browser');
const config = { ...browser, displayName: 'pictures', testMatch: ['<rootDir>/test/pictures/*.ts'] };
const jest = join(root, 'node_modules/jest/bin/jest.js');
const child = spawn(process.execPath, [jest, '--config', JSON.stringify(config)], {
  cwd: root,
  stdio: 'inherit',
});
child.once('close', (code) => process.exit(code ?? 1));

import { execFile } from 'node:child_process';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './planted-project.ts';
import { filesThatMatch } from './source-files.ts';

const run = promisify(execFile);

it('every test file belongs to a project of the runner', async () => {
  const jest = join(projectRoot, 'node_modules/jest/bin/jest.js');
  const config = join(projectRoot, 'test/jest.config.mjs');
  const { stdout } = await run(process.execPath, [jest, '--config', config, '--listTests', '--json']);
  const listed = (JSON.parse(stdout) as string[]).map((path) => relative(projectRoot, path));
  expect(filesThatMatch(/\.test\.tsx?$/).filter((path) => !listed.includes(path))).toEqual([]);
}, 180_000);

import { startRunPostgres } from './run-engines.ts';
import { makeRunFolder } from './run-folder.ts';

/** Before the tests of a project on native engines. The test runner demands a default export. */
export default async function setUp(): Promise<void> {
  await makeRunFolder();
  await startRunPostgres({ isFsyncOff: true });
}

import { makePgliteTemplate } from './pglite-template.ts';
import { startRunPostgres } from './run-engines.ts';
import { makeRunFolder } from './run-folder.ts';

/** Before the browser tests, which use both columns. The test runner demands a default export. */
export default async function setUp(): Promise<void> {
  await makeRunFolder();
  await makePgliteTemplate();
  await startRunPostgres({ isFsyncOff: true });
}

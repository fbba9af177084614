import { makePgliteTemplate } from './pglite-template.ts';
import { makeRunFolder } from './run-folder.ts';

/** Before the tests of a project on embedded engines. The test runner demands a default export. */
export default async function setUp(): Promise<void> {
  await makeRunFolder();
  await makePgliteTemplate();
}

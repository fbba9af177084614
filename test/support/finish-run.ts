import { stopRunPostgres } from './run-engines.ts';
import { hasRunFolder, removeRunFolder } from './run-folder.ts';
import { endSharedServers } from './shared-server.ts';

/** After the tests of each project; the first one to finish ends it for all, as nothing runs any more. The test runner demands a default export. */
export default async function finish(): Promise<void> {
  if (!hasRunFolder()) return;
  await endSharedServers();
  await stopRunPostgres();
  removeRunFolder();
}

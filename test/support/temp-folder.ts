import { chown, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { runFolder } from './run-folder.ts';

/**
 * A new folder inside the run's, which goes away as a whole when the run ends, also when it fails.
 * `uid` makes it another user's.
 */
export async function createTempFolder(purpose: string, uid?: number): Promise<string> {
  const folder = await mkdtemp(join(runFolder(), `${purpose}-`));
  if (uid !== undefined) await chown(folder, uid, uid);
  return folder;
}

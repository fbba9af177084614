import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blobs } from './blobs.ts';

/** Keeps files below `dataDir/files`, in folders by the id's last two digits. The folder may be shared by processes. */
export function createDiskBlobs({ dataDir }: { dataDir: string }): Blobs {
  const folderOf = (id: string) => join(dataDir, 'files', id.slice(-2));
  const pathOf = (id: string) => join(folderOf(id), id);

  return {
    async put(id, bytes) {
      await mkdir(folderOf(id), { recursive: true });
      // Written aside and renamed, so that a crash leaves no half file under the id.
      const aside = `${pathOf(id)}.part`;
      const file = await open(aside, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(aside, pathOf(id));
    },
    async open(id) {
      try {
        const file = await open(pathOf(id), 'r');
        return file.createReadStream();
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },
    async remove(id) {
      await rm(pathOf(id), { force: true });
    },
  };
}

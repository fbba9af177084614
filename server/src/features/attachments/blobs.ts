import type { Readable } from 'node:stream';

/** Where the bytes of files live: a folder, or an object store. */
export interface Blobs {
  /** Stores the bytes under an id; they are there for good when it resolves. */
  put(id: string, bytes: Uint8Array): Promise<void>;
  /** Reads them; null when there is nothing under the id. */
  open(id: string): Promise<Readable | null>;
  /** Removes them; quiet when there is nothing. */
  remove(id: string): Promise<void>;
}

import { rmSync } from 'node:fs';

/** Removes a folder with everything in it; a program that is just ending may still write there. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { runFolder } from './run-folder.ts';

const run = promisify(execFile);
const template = () => join(runFolder(), 'pglite-template');

/** Makes one empty embedded database, of which every test gets a copy: making one takes seconds, copying does not. */
export async function makePgliteTemplate(): Promise<void> {
  if (existsSync(template())) return;
  const dist = fileURLToPath(new URL('../../server/dist/', import.meta.url));
  const script = `
    import { createLog } from '${dist}log.js';
    import { startPglite } from '${dist}storage/embedded/pglite.js';
    const log = createLog({ logLevel: 'silent', production: true });
    const engine = await startPglite(${JSON.stringify(template())}, log);
    await engine.stop();
  `;
  await run(process.execPath, ['--input-type=module', '-e', script]);
}

/** Puts an empty embedded database into a data folder. */
export async function copyPgliteTemplate(dataDir: string): Promise<void> {
  const target = join(dataDir, 'postgres');
  if (existsSync(template()) && !existsSync(target)) {
    await cp(join(template(), 'postgres'), target, { recursive: true });
  }
}

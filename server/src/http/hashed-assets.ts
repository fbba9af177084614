import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import express, { type RequestHandler } from 'express';

const compress = promisify(gzip);
/** What gets smaller; fonts and images are compressed already. */
const compressible = /^\/([\w.-]+\.(?:js|css|svg))$/;
/** Their names hold a hash of their content. */
const kept = 'public, max-age=31536000, immutable';

/**
 * Serves one folder of files that never change under their names: kept by browsers for ever, and compressed once,
 * since a wallet's webview may be on a slow line and not every installation has a proxy that does it.
 */
export function createHashedAssets(folder: string): RequestHandler {
  const plain = express.static(folder, {
    index: false,
    redirect: false,
    immutable: true,
    maxAge: '365d',
    fallthrough: false,
  });
  const compressed = new Map<string, Promise<Buffer | null>>();

  function compressedFile(name: string): Promise<Buffer | null> {
    const known = compressed.get(name);
    if (known) return known;
    const file = readFile(join(folder, name))
      .then((content) => compress(content))
      .catch(() => {
        // Missing now; kept, anybody could fill the map with names.
        compressed.delete(name);
        return null;
      });
    compressed.set(name, file);
    return file;
  }

  return async function serve(request, response, next) {
    const [, name] = compressible.exec(request.path) ?? [];
    response.vary('Accept-Encoding');
    const wanted = name !== undefined && request.acceptsEncodings('gzip') === 'gzip';
    const body = wanted ? await compressedFile(name) : null;
    if (name === undefined || body === null) return plain(request, response, next);
    response.set({ 'Cache-Control': kept, 'Content-Encoding': 'gzip' }).type(name).send(body);
  };
}

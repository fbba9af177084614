import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type OpenDatabase, openDatabase } from '@haven/server/storage/postgres/db';
import { sql } from 'kysely';
import { findFreePort } from '@haven/server/storage/embedded/free-port';
import { startCutProxy } from '../support/cut-proxy.ts';
import { engineOfProject } from '../support/engine.ts';
import { silentLog } from '../support/open-engines.ts';
import { runServer, type ServerProcess, startServer } from '../support/server-process.ts';
import { createTempFolder } from '../support/temp-folder.ts';

const engine = engineOfProject();
let server: ServerProcess;

beforeAll(async () => {
  server = await startServer({ engine });
}, 180_000);
afterAll(async () => {
  await server.stop();
}, 180_000);

/** The engines of the server that runs; embedded ones are not shared, so nothing. */
function engines(): Record<string, string> {
  const { DATABASE_URL = '', REDIS_URL = '' } = server.env;
  return { DATABASE_URL, REDIS_URL };
}

/** Uses the data of the server while it doesn't run. */
async function withDatabase<T>(work: (db: OpenDatabase['db']) => Promise<T>): Promise<T> {
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = '' } = server.env;
  const { db, close } = await openDatabase({ databaseUrl, dataDir }, silentLog);
  try {
    return await work(db);
  } finally {
    await close();
  }
}

/** Runs a start that must fail: one line, no stack, exit code 1. */
async function refusal(env: Record<string, string>): Promise<string> {
  const folder = await createTempFolder('refused');
  const port = String(await findFreePort());
  const { code, output } = await runServer(
    { LOG_LEVEL: 'warn', PORT: port, DATA_DIR: folder, ...env },
    folder,
  );
  const lines = output.trim().split('\n');
  expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringMatching(/^Haven can't start: /)] });
  return output;
}

describe('a start that fails says why in one line', () => {
  it('a taken port', async () => {
    const output = await refusal({ ...engines(), PORT: String(server.port) });
    expect(output).toContain(`Port ${server.port} on 127.0.0.1 is taken`);
  });

  it('a folder that is a file', async () => {
    const file = join(await createTempFolder('file'), 'data');
    await writeFile(file, '');
    expect(await refusal({ ...engines(), DATA_DIR: file })).toContain(
      `The folder ${file} can't be written to`,
    );
  });

  it('a folder below a file', async () => {
    const file = join(await createTempFolder('file'), 'data');
    await writeFile(file, '');
    expect(await refusal({ ...engines(), DATA_DIR: join(file, 'below') })).toContain("can't be written to");
  });

  // Nothing lies between a server and an embedded engine that could be cut.
  if (engine === 'native') {
    it('a database that is lost in the middle of it', async () => {
      const { DATABASE_URL: url = '' } = engines();
      const proxy = await startCutProxy(
        { host: new URL(url).hostname, port: Number(new URL(url).port) },
        // The first transaction of a start is that of the migrations.
        (sent) => sent.includes('begin'),
      );
      const through = new URL(url);
      through.port = String(proxy.port);
      expect(await refusal({ ...engines(), DATABASE_URL: through.href })).toContain(
        'The database was lost during the start',
      );
      await proxy.close();
    });
  }

  it('wrong settings, all of them at once', async () => {
    const output = await refusal({ PORT: '99999', DATABASE_URL: 'http://u:hidden@db', HOST: '0.0.0.0' });
    expect(output).toContain('PORT is "99999"');
    expect(output).toContain('DATABASE_URL: PostgreSQL');
    expect(output).toContain('set PUBLIC_URL to the https address');
    expect(output).not.toContain('hidden');
  });

  it('a database that nobody serves, without its password', async () => {
    const url = `postgres://user:hidden@127.0.0.1:${await findFreePort()}/haven`;
    const output = await refusal({ ...engines(), DATABASE_URL: url });
    expect(output).toMatch(/The database at 127.0.0.1:\d+\/haven can't be used: .*ECONNREFUSED/);
    expect(output).not.toContain('hidden');
  });

  it.each([
    ['a Redis', (at: string) => `redis://:hidden@${at}/0`, 'connect ECONNREFUSED'],
    ['a cluster', (at: string) => `redis://:hidden@${at},127.0.0.1:1`, 'Failed to refresh slots cache'],
    [
      'sentinels',
      (at: string) => `redis+sentinel://u:hidden@${at}/haven?sentinelPassword=hidden`,
      'All sentinels are unreachable',
    ],
  ])(
    '%s that nobody serves, without the password',
    async (_, address, problem) => {
      const at = `127.0.0.1:${await findFreePort()}`;
      const output = await refusal({ ...engines(), REDIS_URL: address(at) });
      expect(output).toContain(`Redis at ${at} can't be used: ${problem}`);
      expect(output).not.toContain('hidden');
    },
    180_000,
  );

  it('a server that accepts and never answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const output = await refusal({ ...engines(), DATABASE_URL: `postgres://u@127.0.0.1:${port}/haven` });
    expect(output).toContain("can't be used: ");
    silent.close();
  }, 180_000);

  it('a database that a newer version has migrated', async () => {
    await server.kill('SIGTERM');
    await withDatabase((db) => sql`insert into migration values (9999, '9999_future', '')`.execute(db));
    expect(await refusal(server.env)).toContain('The database is newer than this version of Haven');
    await withDatabase((db) => sql`delete from migration where number = 9999`.execute(db));
    await server.restart();
  }, 180_000);
});

describe('a running server', () => {
  it('says that it is alive and ready', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const response = await fetch(`${server.url}${path}`);
      expect([path, response.status]).toEqual([path, 200]);
    }
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends within five seconds of %s and leaves nothing',
    async (signal) => {
      const start = performance.now();
      expect(await server.kill(signal)).toBe(0);
      expect(performance.now() - start).toBeLessThan(5_000);
      expect(existsSync(join(server.env['DATA_DIR'] ?? '', 'haven.lock'))).toBe(false);
      expect(() => process.kill(server.pid(), 0)).toThrow('ESRCH');
      await expect(fetch(server.url)).rejects.toThrow('fetch failed');
      await server.restart();
    },
    60_000,
  );

  it('[TRUTH1] starts again after it was killed, with what it had committed', async () => {
    await server.kill('SIGKILL');
    const { rows } = await withDatabase((db) => sql`select number from migration`.execute(db));
    expect(rows).not.toEqual([]);
    await server.restart();
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  }, 180_000);
});

if (engine === 'embedded') {
  it('a second process on the same data folder is refused while the first one lives', async () => {
    const output = await refusal({ DATA_DIR: server.env['DATA_DIR'] ?? '' });
    expect(output).toContain(`Another Haven (process ${server.pid()}) is using`);
  });
}

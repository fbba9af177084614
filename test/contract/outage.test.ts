import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenDatabase } from '@haven/server/storage/postgres/db';
import { isUnavailable } from '@haven/server/storage/postgres/failures';
import { isRedisUnavailable, openRedis, type OpenRedis } from '@haven/server/storage/redis/client';
import { sql } from 'kysely';
import { openLink } from '../faults/link.ts';
import { engineOfProject } from '../support/engine.ts';
import { type NativeEngine, startRedis } from '../support/engines.ts';
import { openTestDatabase, openTestRedis, silentLog } from '../support/open-engines.ts';

const isNative = engineOfProject() === 'native';

/** What a test opened, closed after it, last opened first, also when it failed. */
const opened: { close: () => Promise<void> }[] = [];
function closeLater<T extends { close: () => Promise<void> }>(thing: T): T {
  opened.push(thing);
  return thing;
}
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

/** The error of something that must fail. */
async function failure(work: Promise<unknown>): Promise<unknown> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (!outcome) throw new Error('It did not fail.');
  return outcome.error;
}

async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    try {
      return await attempt();
    } catch {
      await sleep(50);
    }
  }
  return attempt();
}

describe('a database that goes away', () => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
    await sql`create table room (id int)`.execute(database.db);
  }, 180_000);
  afterAll(() => database.close());

  /** A statement that does not return, because the server ended the session or the engine overflowed. */
  const deadly = isNative
    ? sql`select pg_terminate_backend(pg_backend_pid())`
    : sql.raw(`select ${'1+'.repeat(20_000)}1`);

  it('fails the query as an outage, and the next one works', async () => {
    expect(isUnavailable(await failure(deadly.execute(database.db)))).toBe(true);
    const { rows } = await sql`select 1 as one`.execute(database.db);
    expect(rows).toEqual([{ one: 1 }]);
  }, 180_000);

  it('undoes the transaction that was open, and tells its cause', async () => {
    const open = database.db.transaction().execute(async (trx) => {
      await sql`insert into room values (1)`.execute(trx);
      await deadly.execute(trx);
    });
    expect(isUnavailable(await failure(open))).toBe(true);
    const { rows } = await sql`select count(*) from room`.execute(database.db);
    expect(rows).toEqual([{ count: 0 }]);
  }, 180_000);
});

describe('a Redis that goes away', () => {
  it('fails commands at once, and serves again, empty, without help', async () => {
    const native = isNative ? await startRedis() : undefined;
    const ours = closeLater(await openRedis({ redisUrl: native?.url }, silentLog));
    const heard: string[] = [];
    const renewed: string[] = [];
    const subscriptions = ours.subscribe({
      heard: (_channel, text) => heard.push(text),
      renewed: (channels) => renewed.push(...channels),
    });
    expect(await subscriptions.add(['news'])).toBe(true);
    await ours.redis.set('key', 'value');

    const isDown = await takeDown(ours, native);
    const start = performance.now();
    if (isDown) expect(isRedisUnavailable(await failure(ours.redis.get('key')))).toBe(true);
    expect(performance.now() - start).toBeLessThan(2_500);

    if (native) closeLater({ close: (await startRedis(addressOf(native.url))).stop });
    expect(await eventually(() => ours.redis.get('key'))).toBeNull();
    // The subscription comes back by itself, and says so; then whatever was missed can be looked for.
    await eventually(async () => expect(renewed).toEqual(['news']));
    await eventually(async () => {
      await ours.redis.spublish('news', 'hello');
      if (heard.length === 0) throw new Error('Nothing was heard yet.');
    });
  }, 180_000);
});

it('a Redis write whose reply is lost fails, and is never repeated behind the caller', async () => {
  const engine = closeLater(await openTestRedis());
  const { host = '127.0.0.1', port = 6379, password = '', db = 0 } = engine.redis.options;
  const proxy = closeLater(await openLink(() => [{ host, port }], Math.random));
  const redisUrl = `redis://:${password}@127.0.0.1:${proxy.port}/${db}`;
  const { redis } = closeLater(await openRedis({ redisUrl }, silentLog));

  proxy.poison({ loseReplies: 'cut' });
  const lost = await Promise.all([1, 2, 3].map(() => failure(redis.incr('count'))));
  expect(lost.map(isRedisUnavailable)).toEqual([true, true, true]);
  proxy.poison({});

  await eventually(() => redis.ping());
  const count = Number(await engine.redis.get('count'));
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThanOrEqual(3);
}, 180_000);

function addressOf(url: string): { port: number; password: string } {
  const { port, password } = new URL(url);
  return { port: Number(port), password };
}

/** Ends the engine; whether it stays down until it is brought back. The embedded one comes back by itself. */
async function takeDown(ours: OpenRedis, native: NativeEngine | undefined): Promise<boolean> {
  if (native) {
    await native.process?.end('SIGKILL');
    await sleep(50);
    return true;
  }
  await ours.redis.shutdown('NOSAVE').catch(() => undefined);
  return false;
}

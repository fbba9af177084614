import { Redis } from 'ioredis';
import { eventually } from '../support/eventually.ts';
import { connectVisitor, messageTo, type VisitorClient } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld } from '../support/world.ts';

const messages = 20;
/** A server says twice a second that it is there; what takes longer than this many seconds fails. */
const beatsAtMost = 15;

describe('a server that is alone', () => {
  let one: ServerProcess;
  let redis: Redis;
  beforeAll(async () => {
    one = await startServer({ engine: 'native' });
    redis = new Redis(one.env['REDIS_URL'] ?? '');
  }, 180_000);
  afterAll(async () => {
    redis?.disconnect();
    await one?.stop();
  }, 180_000);

  async function published(): Promise<number> {
    const stats = await redis.info('commandstats');
    return Number(/cmdstat_spublish:calls=(\d+)/.exec(stats)?.[1] ?? 0);
  }

  async function publishedBy(visitor: VisitorClient, conversationId: string): Promise<number> {
    const before = await published();
    for (let index = 0; index < messages; index += 1)
      await visitor.get('entry:send', messageTo(conversationId, `message ${index}`));
    return (await published()) - before;
  }

  it('[TRUTH1] tells nobody what nobody hears, until a second one comes, whose sockets miss nothing', async () => {
    const world = await createWorld(one.url);
    const visitor = await world.visitor();
    const { id } = await world.start(visitor);
    await eventually(async () => {
      expect(await publishedBy(visitor, id)).toBeLessThan(beatsAtMost);
    }, 60_000);

    const { DATABASE_URL = '', REDIS_URL = '' } = one.env;
    const two = await startServer({ engine: 'native', env: { DATABASE_URL, REDIS_URL } });
    const tab = await connectVisitor(two.url, visitor.token);
    await tab.get('conversation:resume', { have: {} });
    expect(await publishedBy(visitor, id)).toBeGreaterThanOrEqual(messages);
    await tab.hears(
      'entry:new',
      ({ entry }) => 'text' in entry.body && entry.body.text === `message ${messages - 1}`,
    );
    tab.close();
    world.close();
    await two.stop();
  }, 180_000);
});

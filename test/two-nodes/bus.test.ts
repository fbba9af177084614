import { Redis } from 'ioredis';
import { eventually } from '../support/eventually.ts';
import { follow } from '../support/follower.ts';
import {
  connectAgent,
  connectVisitor,
  messageTo,
  newMessageId,
  type VisitorClient,
} from '../support/people.ts';
import { type CutProxy, startCutProxy } from '../support/cut-proxy.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld } from '../support/world.ts';

/** Resumes beside a sender: each a chance for an entry to fall between the read and the room. */
const joins = 40;

describe('the bus between two servers', () => {
  let one: ServerProcess;
  let two: ServerProcess;
  let redis: Redis;
  /** Between the first server and Redis. */
  let proxy: CutProxy;
  beforeAll(async () => {
    two = await startServer({ engine: 'native' });
    const { DATABASE_URL = '', REDIS_URL = '' } = two.env;
    redis = new Redis(REDIS_URL);
    const direct = new URL(REDIS_URL);
    proxy = await startCutProxy({ host: direct.hostname, port: Number(direct.port) });
    direct.port = String(proxy.port);
    one = await startServer({ engine: 'native', env: { DATABASE_URL, REDIS_URL: direct.href } });
  }, 180_000);
  afterAll(async () => {
    redis?.disconnect();
    await one?.stop();
    await proxy?.close();
    await two?.stop();
  }, 180_000);

  /** How many servers hear each of the channels that name one of these ids. */
  async function hearersOf(ids: readonly string[]): Promise<number[]> {
    const channels = (await redis.pubsub('SHARDCHANNELS')) as string[];
    const concerned = channels.filter((channel) => ids.some((id) => channel.includes(id)));
    if (concerned.length === 0) return [];
    const pairs: unknown[] = await redis.pubsub('SHARDNUMSUB', ...concerned);
    return pairs.filter((_, index) => index % 2 === 1).map(Number);
  }

  it('[TRUTH1] a server without a member is told of nothing, one with a member is, and it stops a while after', async () => {
    const world = await createWorld(one.url);
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const ids = [id, agent.id, world.team.id];
    const alone = await hearersOf(ids);
    expect(alone.length).toBeGreaterThan(1);
    expect(alone.every((count) => count === 1)).toBe(true);

    const elsewhere = await connectAgent(two.url, agent.cookie);
    await elsewhere.get('conversation:resume', { have: {} });
    expect(Math.max(...(await hearersOf(ids)))).toBe(2);
    elsewhere.close();
    await eventually(async () => expect(Math.max(...(await hearersOf(ids)))).toBe(1), 40_000);
    world.close();
  }, 180_000);

  it(`[LIVE2] ${joins} resumes while another server sends: nothing falls between the room and the read`, async () => {
    const world = await createWorld(one.url);
    for (let round = 0; round < joins; round += 1) {
      // A new visitor each time, whose channel the second server has never held.
      const visitor = await world.visitor();
      const { id } = await world.start(visitor);
      const sending = sendInARow(visitor, id);
      const tab = await connectVisitor(two.url, visitor.token);
      const { conversations } = await tab.get('conversation:resume', { have: { [id]: 0 } });
      const last = await sending;
      const read = conversations[0]?.entries.map(({ seq }) => seq) ?? [];
      // Entries themselves come over the bus alone, so that no comparison of heads helps here.
      await eventually(async () => {
        const heard = tab.heard.flatMap(({ name, payload }) =>
          name === 'entry:new' ? [(payload as { entry: { seq: number } }).entry.seq] : [],
        );
        const known = [...new Set([...read, ...heard])].sort((left, right) => left - right);
        expect(known).toEqual(Array.from({ length: last }, (_, index) => index + 1));
      });
      tab.close();
      visitor.close();
    }
    world.close();
  }, 240_000);

  it('[LIVE1] [MSG2] what the bus lost is told within seconds, and a lost note tells the visitor nothing', async () => {
    const world = await createWorld(one.url);
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const tab = await connectVisitor(two.url, visitor.token);
    await tab.get('conversation:resume', { have: {} });
    const follower = await follow(() => connectAgent(two.url, agent.cookie), id);
    // Past the comparisons that find what was said before.
    await eventually(async () => {
      expect((await agent.get('entry:list', { conversationId: id, after: 0 })).headSeq).toBe(
        follower.seqs().length,
      );
    });

    proxy.cut(true);
    const heardBefore = tab.heard.length;
    const note = { conversationId: id, clientMessageId: newMessageId(), text: 'a note that is lost' };
    const { seq } = await agent.get('entry:note', note);
    await eventually(async () => expect(follower.seqs()).toContain(seq), 20_000);
    expect(tab.heard.slice(heardBefore)).toEqual([]);

    const said = await agent.get('entry:send', messageTo(id, 'a message that is lost'));
    const mine = await visitor.hears('entry:new', ({ entry }) => entry.id === said.id);
    await tab.hears('conversation:changed', ({ conversation }) => conversation.headSeq === mine.entry.seq);
    await eventually(async () => expect(follower.seqs()).toContain(said.seq), 20_000);
    // Nobody on the other server was asked back for it.
    expect(follower.returns()).toBe(0);
    proxy.cut(false);
    follower.close();
    tab.close();
    world.close();
  }, 180_000);
});

/** Sends some messages, each after the ack of the one before; answers with the last seq. */
async function sendInARow(visitor: VisitorClient, conversationId: string): Promise<number> {
  let last = 0;
  for (let index = 0; index < 8; index += 1) {
    ({ seq: last } = await visitor.get('entry:send', messageTo(conversationId, `message ${index}`)));
  }
  return last;
}

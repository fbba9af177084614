import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { type Link, openLink } from '../faults/link.ts';
import { type NativeEngine, startTestRedis } from '../support/engines.ts';
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
const joins = 10;
/** What a subscription takes on the wire, each way: a read that does not wait for it loses what is sent meanwhile. */
const wireMs = 60;
/** Between two messages: some fall into each window, and no backlog forms on that wire. */
const typeEveryMs = 30;

describe('the bus between two servers', () => {
  let one: ServerProcess;
  let two: ServerProcess;
  let engine: NativeEngine;
  let redis: Redis;
  /** Between the first server and Redis. */
  let proxy: CutProxy;
  /** Between the second server and Redis; what it subscribes goes over the other, so that commands stay fast. */
  let link: Link;
  let subscriberLink: Link;
  beforeAll(async () => {
    engine = await startTestRedis();
    redis = new Redis(engine.url);
    const { hostname: host, port } = new URL(engine.url);
    proxy = await startCutProxy({ host, port: Number(port) });
    const direct = { host, port: Number(port) };
    subscriberLink = await openLink(() => [direct], Math.random);
    link = await openLink(
      (head) => [head.includes('haven-subscriber') ? { host, port: subscriberLink.port } : direct],
      Math.random,
    );
    const through = (its: number) => Object.assign(new URL(engine.url), { port: String(its) }).href;
    two = await startServer({ engine: 'native', env: { REDIS_URL: through(link.port) } });
    const { DATABASE_URL = '' } = two.env;
    one = await startServer({ engine: 'native', env: { DATABASE_URL, REDIS_URL: through(proxy.port) } });
  }, 180_000);
  afterAll(async () => {
    redis?.disconnect();
    await one?.stop();
    await proxy?.close();
    await two?.stop();
    await link?.close();
    await subscriberLink?.close();
    await engine?.stop();
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
      const sender = sendInARow(visitor, id);
      subscriberLink.poison({ latencyMs: wireMs });
      const tab = await connectVisitor(two.url, visitor.token);
      // As a tab that saw the most of it: one page of a resume has room for what is left.
      const have = sender.lastSeq();
      const { conversations } = await tab.get('conversation:resume', { have: { [id]: have } });
      subscriberLink.poison({});
      const last = await sender.stop();
      const read = conversations[0]?.entries.map(({ seq }) => seq) ?? [];
      // Entries themselves come over the bus alone, so that no comparison of heads helps here.
      await eventually(async () => {
        const heard = tab.heard.flatMap(({ name, payload }) =>
          name === 'entry:new' ? [(payload as { entry: { seq: number } }).entry.seq] : [],
        );
        const known = new Set([...read, ...heard]);
        const since = Array.from({ length: last - have }, (_, index) => have + index + 1);
        expect(since.filter((seq) => !known.has(seq))).toEqual([]);
      });
      tab.close();
      visitor.close();
    }
    expect(subscriberLink.affected()).toBeGreaterThan(joins);
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

/** Sends messages, each after the ack of the one before, until it is stopped, which answers with the last seq. */
function sendInARow(visitor: VisitorClient, conversationId: string) {
  let isStopping = false;
  let lastSeq = 0;
  const sending = (async () => {
    while (!isStopping) {
      ({ seq: lastSeq } = await visitor.get('entry:send', messageTo(conversationId, 'another')));
      await sleep(typeEveryMs);
    }
    return lastSeq;
  })();
  return {
    lastSeq: () => lastSeq,
    stop(): Promise<number> {
      isStopping = true;
      return sending;
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { startRedis } from '../support/engines.ts';
import { connectAgent, messageTo, newMessageId } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld } from '../support/world.ts';

/** How long Redis is away. */
const awayMs = 4_000;

describe('a Redis that dies under two nodes at work and comes back empty', () => {
  let one: ServerProcess;
  let two: ServerProcess;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    redis = await startRedis();
    one = await startServer({ engine: 'native', env: { REDIS_URL: redis.url } });
    const { DATABASE_URL = '', DATA_DIR = '' } = one.env;
    two = await startServer({
      engine: 'native',
      env: { REDIS_URL: redis.url, DATABASE_URL },
      dataDir: DATA_DIR,
    });
  }, 180_000);
  afterAll(async () => {
    await two?.stop();
    await one?.stop();
    await redis?.stop();
  }, 180_000);

  it('[MSG3] [TRUTH2] [RT17] sends are acked or unavailable, nothing crashes, and everything heals', async () => {
    const world = await createWorld(one.url);
    const agent = await world.agent();
    const colleague = await world.agent({ away: true });
    const visitor = await world.visitor();
    const { id, epoch } = await world.assigned(visitor, agent);
    const elsewhere = await connectAgent(two.url, agent.cookie);
    await elsewhere.get('conversation:resume', { have: {} });
    const waiting = await world.visitor();

    await redis.process?.end('SIGKILL');
    const died = Date.now();
    const sent: string[] = [];
    while (Date.now() - died < awayMs) {
      const draft = messageTo(id, `while it is away ${sent.length}`);
      const answer = await visitor.ask('entry:send', draft);
      expect(answer.ok || ['unavailable', 'busy'].includes(answer.error.code)).toBe(true);
      if (answer.ok) sent.push(draft.text);
      await sleep(200);
    }
    expect(sent.length).toBeGreaterThan(5);
    // On the node where it was said it is heard at once, with or without Redis.
    for (const text of sent)
      await agent.hears('entry:new', ({ entry }) => JSON.stringify(entry).includes(text));
    const to = { kind: 'agent' as const, id: colleague.id };
    const held = { conversationId: id, epoch };
    const asked = [
      await agent.ask('conversation:transfer', { ...held, to, note: '' }),
      await agent.ask('entry:note', { conversationId: id, clientMessageId: newMessageId(), text: 'a note' }),
      await colleague.ask('availability:set', { availability: 'online' }),
      await agent.ask('conversation:list', { view: 'queue', cursor: null }),
      await agent.ask('conversation:open', { conversationId: id }),
      await waiting.ask('conversation:resume', { have: {} }),
    ];
    for (const answer of asked) expect(answer.ok || answer.error.code).not.toBe('internal');
    const queued = await world.start(waiting);
    expect((await agent.ask('conversation:accept', { conversationId: queued.id, epoch: 0 })).ok).toBe(false);

    const { port, password } = new URL(redis.url);
    redis = await startRedis({ port: Number(port), password });

    // Without another word being said, whoever missed it on the other node is asked back, which means resume.
    await waitFor(async () => !elsewhere.socket.connected && !agent.socket.connected);
    const back = await connectAgent(two.url, agent.cookie);
    const { conversations } = await back.get('conversation:resume', { have: { [id]: 0 } });
    const texts = conversations.flatMap(({ entries }) =>
      entries.flatMap(({ body }) => (body.kind === 'message' ? [body.text] : [])),
    );
    expect(texts).toEqual(expect.arrayContaining(sent));
    // And routing is rebuilt: who came while Redis was away is served, by whichever of the two was there first.
    await waitFor(async () => {
      const team = await back.get('conversation:list', { view: 'team', cursor: null });
      return team.conversations.some((each) => each.id === queued.id && each.assignee !== null);
    });
    for (const server of [one, two]) {
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
      expect(server.output()).not.toMatch(/unhandled|uncaught|failed in an unforeseen|a command failed/i);
    }
    world.close();
    back.close();
  }, 180_000);

  it('[MSG3] a Redis that hangs instead delays sends and starts, and fails none of them', async () => {
    const world = await createWorld(one.url);
    const agent = await world.agent();
    const [visitor, newcomer] = [await world.visitor(), await world.visitor()];
    const { id } = await world.assigned(visitor, agent);
    const { pid = 0 } = redis.process ?? {};
    process.kill(pid, 'SIGSTOP');
    try {
      const started = world.start(newcomer);
      const draft = messageTo(id, 'while it hangs');
      const sent = await visitor.get('entry:send', draft);
      expect(await visitor.get('entry:send', draft)).toEqual(sent);
      expect(await started).toMatchObject({ status: 'queued' });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    // What hung took no slot with it: the newcomer is served, by whoever is there after all were asked back.
    let back = await connectAgent(one.url, agent.cookie);
    await waitFor(async () => {
      const mine = await back.ask('conversation:list', { view: 'mine', cursor: null }).catch(() => null);
      if (mine?.ok) return mine.value.conversations.length === 2;
      // As the console does: who is not answered comes back.
      back.close();
      back = await connectAgent(one.url, agent.cookie);
      return false;
    });
    for (const server of [one, two])
      expect(server.output()).not.toMatch(/unhandled|uncaught|unforeseen|a command failed/i);
    back.close();
    world.close();
  }, 180_000);
});

async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 100) {
    if (await isSo()) return;
    await sleep(100);
  }
  throw new Error('it did not come to be');
}

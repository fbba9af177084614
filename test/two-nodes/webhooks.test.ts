import type { ServerResponse } from 'node:http';
import { eventually } from '../support/eventually.ts';
import { connectVisitor, messageTo } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import {
  conversationOf,
  type Delivery,
  entryOf,
  type Receiver,
  seqOf,
  startReceiver,
} from '../support/webhook-receiver.ts';
import { webhooksOf } from '../support/webhook-setup.ts';
import { createWorld } from '../support/world.ts';

const conversations = 20;
/** Of each conversation, the first of which opens it. */
const entries = 5;
/** What one server has under way to one webhook at the most: more at a time come from two. */
const atOnceOfOne = 8;

describe('two servers that deliver what one database holds', () => {
  let first: ServerProcess;
  let second: ServerProcess;
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
    // Patience for an answer that is held back until both servers are at work.
    const patience = { WEBHOOK_TIMEOUT_MS: '60000' };
    first = await startServer({ engine: 'native', env: patience });
    const { DATABASE_URL = '', REDIS_URL = '' } = first.env;
    second = await startServer({ engine: 'native', env: { ...patience, DATABASE_URL, REDIS_URL } });
  }, 180_000);
  afterAll(async () => {
    await receiver?.close();
    await second?.stop();
    await first?.stop();
  }, 180_000);

  it(`[TRUTH3] ${conversations * entries} entries arrive once each, one at a time and in order in each conversation`, async () => {
    const world = await createWorld(first.url);
    const hooks = webhooksOf(world);
    const { webhook } = await hooks.create({ url: receiver.url, topics: ['entry.created'] });
    const held = new Map<Delivery, ServerResponse>();
    let isHolding = true;
    receiver.answerWith((delivery, response) => {
      const busy = [...held.keys()].map(conversationOf);
      if (busy.includes(conversationOf(delivery))) overtaken.push(entryOf(delivery));
      held.set(delivery, response);
      if (!isHolding) setTimeout(() => answer(delivery, response), 5);
    });
    function answer(delivery: Delivery, response: ServerResponse): void {
      held.delete(delivery);
      response.writeHead(204).end();
    }
    /** What came while the one before it of its conversation was without an answer. */
    const overtaken: string[] = [];

    const written = await Promise.all(
      Array.from({ length: conversations }, async () => {
        const visitor = await world.visitor();
        const tab = await connectVisitor(second.url, visitor.token);
        const { id } = await world.start(visitor);
        for (let count = 1; count < entries; count += 1)
          await (count % 2 ? tab : visitor).get('entry:send', messageTo(id, `message ${count}`));
        const log = await visitor.get('entry:list', { conversationId: id, after: 0 });
        tab.close();
        return log.entries.filter(({ body }) => body.kind === 'message').map((entry) => entry.id);
      }),
    );
    await eventually(() => expect(held.size).toBeGreaterThan(atOnceOfOne), 30_000);
    isHolding = false;
    for (const [delivery, response] of held) answer(delivery, response);
    await eventually(
      async () => expect(await hooks.state(webhook.id)).toMatchObject({ pending: 0, dead: 0 }),
      60_000,
    );

    const { deliveries } = receiver;
    expect(written.flat()).toHaveLength(conversations * entries);
    expect(deliveries.map(entryOf).sort()).toEqual(written.flat().sort());
    expect(new Set(deliveries.map(({ id }) => id)).size).toBe(deliveries.length);
    expect(overtaken).toEqual([]);
    for (const id of new Set(deliveries.map(conversationOf))) {
      const seqs = deliveries.filter((delivery) => conversationOf(delivery) === id).map(seqOf);
      expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
    }
    world.close();
  }, 180_000);
});

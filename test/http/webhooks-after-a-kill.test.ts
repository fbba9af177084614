import type { Entry } from '@haven/shared/entry';
import { engineOfProject } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { connectVisitor, messageTo, type VisitorClient } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import {
  type Answer,
  conversationOf,
  type Delivery,
  entryOf,
  type Receiver,
  seqOf,
  startReceiver,
} from '../support/webhook-receiver.ts';
import { webhooksOf } from '../support/webhook-setup.ts';
import { createWorld } from '../support/world.ts';

const conversations = 4;
/** What each writer has acked before the kill comes, amid the next. */
const ackedAtLeast = 6;

describe('a server that is killed between the commit of an entry and its delivery', () => {
  let server: ServerProcess;
  let receiver: Receiver;
  beforeAll(async () => {
    // Waits of a millisecond, three, nine …; what a killed server had claimed is due again after six seconds.
    server = await startServer({
      engine: engineOfProject(),
      env: { WEBHOOK_RETRY_SCALE: '0.0001', WEBHOOK_TIMEOUT_MS: '1000' },
    });
  }, 180_000);
  afterAll(async () => {
    await server?.stop();
  }, 180_000);

  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await receiver.close();
  });

  it.each(['hangs', 'is away'])(
    '[TRUTH3] while the receiver %s, each entry arrives later, once, in order, under the id of its first attempt',
    async (trouble) => {
      const world = await createWorld(server.url);
      const hooks = webhooksOf(world);
      const { webhook } = await hooks.create({ url: receiver.url, topics: ['entry.created'] });
      const arrived: Delivery[] = [];
      const welcome: Answer = (delivery, response) => {
        arrived.push(delivery);
        response.writeHead(204).end();
      };
      const visitors = await Promise.all(Array.from({ length: conversations }, () => world.visitor()));
      const ids = await Promise.all(visitors.map(async (visitor) => (await world.start(visitor)).id));
      await receiver.gets(() => receiver.deliveries.length === conversations);
      const before = receiver.deliveries.splice(0);

      if (trouble === 'hangs') receiver.answerWith(() => undefined);
      else await receiver.down();
      const writing = visitors.map((visitor, index) => writeUntilCut(visitor, ids[index] ?? ''));
      await Promise.all(writing.map(({ isUnderWay }) => isUnderWay));
      if (trouble === 'hangs') await receiver.gets(() => true);
      await server.kill('SIGKILL');
      const acked = (await Promise.all(writing.map(({ ended }) => ended))).flat();
      const attempted = receiver.deliveries.splice(0);
      receiver.answerWith(welcome);
      if (trouble === 'is away') await receiver.up();
      await server.restart();

      const logs = await Promise.all(
        visitors.map(({ token }, index) => logOf(server.url, token, ids[index] ?? '')),
      );
      const committed = logs.flat().map(({ id }) => id);
      expect(committed).toEqual(expect.arrayContaining(acked));
      const due = new Set(committed.filter((id) => !before.some((delivery) => entryOf(delivery) === id)));
      expect(due.size).toBeGreaterThanOrEqual(conversations * ackedAtLeast);
      // Nearly all of it was known to nobody but the database when the server died.
      expect(new Set(attempted.map(entryOf)).size).toBeLessThanOrEqual(conversations);

      await receiver.gets(() => arrived.length >= due.size, 60_000);
      await eventually(async () =>
        expect(await hooks.state(webhook.id)).toMatchObject({ pending: 0, dead: 0 }),
      );
      expect(arrived.map(entryOf).sort()).toEqual([...due].sort());
      expect(new Set(arrived.map(({ id }) => id)).size).toBe(due.size);
      for (const id of ids) {
        const seqs = arrived.filter((delivery) => conversationOf(delivery) === id).map(seqOf);
        expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
      }
      for (const first of attempted)
        expect(arrived.find((delivery) => entryOf(delivery) === entryOf(first))?.id).toBe(first.id);
      world.close();
    },
    180_000,
  );
});

/** Sends one message after the other until the connection is lost. */
function writeUntilCut(visitor: VisitorClient, conversationId: string) {
  let start = () => {};
  const isUnderWay = new Promise<void>((resolve) => {
    start = resolve;
  });
  const lost = new Promise<null>((resolve) => visitor.socket.once('disconnect', () => resolve(null)));
  async function write(): Promise<string[]> {
    const acked: string[] = [];
    for (;;) {
      const sent = await Promise.race([lost, visitor.get('entry:send', messageTo(conversationId, 'x'))]);
      if (sent === null) return acked;
      acked.push(sent.id);
      if (acked.length === ackedAtLeast) start();
    }
  }
  return { isUnderWay, ended: write() };
}

/** The messages of a conversation, as a visitor reads them who comes back. */
async function logOf(url: string, token: string, conversationId: string): Promise<Entry[]> {
  const visitor = await connectVisitor(url, token);
  const log: Entry[] = [];
  for (let more = true; more; ) {
    const page = await visitor.get('entry:list', { conversationId, after: log.at(-1)?.seq ?? 0 });
    log.push(...page.entries);
    more = page.more;
  }
  visitor.close();
  return log.filter(({ body }) => body.kind === 'message');
}

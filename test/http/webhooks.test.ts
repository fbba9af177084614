import { openDatabase } from '@haven/server/storage/postgres/db';
import { engineOfProject } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { silentLog } from '../support/open-engines.ts';
import { messageTo } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import {
  conversationOf,
  type Delivery,
  isSignedWith,
  type Receiver,
  seqOf,
  startReceiver,
  status,
} from '../support/webhook-receiver.ts';
import { webhooksOf } from '../support/webhook-setup.ts';
import { createWorld } from '../support/world.ts';

jest.setTimeout(90_000);

const topicsOf = (deliveries: Delivery[]) => deliveries.map(({ event }) => event.topic);

describe('webhooks', () => {
  let server: ServerProcess;
  let receiver: Receiver;
  beforeAll(async () => {
    // Waits of a millisecond, three, nine …: the last attempt comes after seconds instead of a day.
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

  it('[TRUTH3] tells of a whole conversation, each event once, in order, signed, and without a word of it', async () => {
    const world = await createWorld(server.url);
    const hooks = webhooksOf(world);
    const { webhook, secret } = await hooks.create({ url: receiver.url });
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id, epoch, reference } = await world.assigned(visitor, agent);
    await agent.get('entry:send', messageTo(id, 'what support wrote'));
    await agent.get('entry:note', {
      conversationId: id,
      clientMessageId: messageTo(id, '').clientMessageId,
      text: 'a note',
    });
    await agent.get('conversation:resolve', { conversationId: id, epoch, cause: 'answered' });
    await visitor.get('conversation:rate', { conversationId: id, score: 5, comment: 'a comment' });
    await receiver.gets(({ event }) => event.topic === 'conversation.closed');

    expect(topicsOf(receiver.deliveries)).toEqual([
      'conversation.started',
      'entry.created',
      'conversation.assigned',
      'entry.created',
      'entry.created',
      'note.created',
      'conversation.resolved',
      'conversation.rated',
      'conversation.closed',
    ]);
    const seqs = receiver.deliveries.map(seqOf);
    expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
    expect(new Set(receiver.deliveries.map((delivery) => delivery.id)).size).toBe(receiver.deliveries.length);
    for (const delivery of receiver.deliveries) {
      expect(isSignedWith(secret, delivery)).toBe(true);
      expect(isSignedWith(`${secret}x`, delivery)).toBe(false);
      expect(delivery.event).toMatchObject({ id: delivery.id, conversation: { id, reference } });
      for (const text of ['My transfer is stuck', 'what support wrote', 'a note', 'a comment', 'answered']) {
        expect(delivery.body).not.toContain(text);
      }
    }
    await eventually(async () =>
      expect(await hooks.state(webhook.id)).toMatchObject({
        pending: 0,
        dead: 0,
        failing: null,
        lastDeliveredAt: expect.any(String) as string,
      }),
    );
    world.close();
  });

  it('[TRUTH3] tells the words that an administrator chose to give away, and never those that were erased', async () => {
    const world = await createWorld(server.url);
    const hooks = webhooksOf(world);
    const other = await startReceiver();
    await hooks.create({ url: receiver.url, words: 'messages' });
    await hooks.create({ url: other.url, words: 'notes' });
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const { clientMessageId } = messageTo(id, '');
    await agent.get('entry:note', { conversationId: id, clientMessageId, text: 'the note' });
    for (const each of [receiver, other]) {
      await each.gets(({ body }) => body.includes('My transfer is stuck.'));
      await each.gets(({ event }) => event.topic === 'note.created');
    }
    expect(JSON.stringify(receiver.deliveries)).not.toContain('the note');
    expect(JSON.stringify(other.deliveries)).toContain('the note');

    await receiver.down();
    const sent = await visitor.get('entry:send', messageTo(id, 'my recovery phrase'));
    await agent.get('entry:redact', { conversationId: id, entryId: sent.id, category: 'secret' });
    await receiver.up();
    await receiver.gets(({ event }) => event.topic === 'entry.erased' && event.data.entryId === sent.id);
    const late = await receiver.gets(
      ({ event }) => event.topic === 'entry.created' && event.entry.id === sent.id,
    );
    expect(late.event).toMatchObject({ data: { text: null, erased: 'secret' } });
    expect(JSON.stringify(receiver.deliveries)).not.toContain('recovery phrase');
    await other.close();
    world.close();
  });

  it('[TRUTH3] a receiver that was down gets everything later, under the id of the first attempt and in order', async () => {
    const world = await createWorld(server.url);
    const hooks = webhooksOf(world);
    const { webhook } = await hooks.create({ url: receiver.url, topics: ['entry.created'] });
    receiver.answerWith(status(503));
    const visitor = await world.visitor();
    const { id } = await world.start(visitor);
    await visitor.get('entry:send', messageTo(id, 'second'));
    await receiver.gets(() => receiver.deliveries.length >= 3);
    await eventually(async () =>
      expect((await hooks.state(webhook.id)).failing).toMatchObject({ status: 503, error: 'status' }),
    );
    // One at a time: the second is not tried before the first has arrived.
    expect(new Set(receiver.deliveries.map(seqOf)).size).toBe(1);
    const first = receiver.deliveries[0];
    const refused = receiver.deliveries.length;
    receiver.answerWith();
    await receiver.gets((delivery) => first !== undefined && seqOf(delivery) > seqOf(first));
    const arrived = receiver.deliveries.slice(refused);
    expect(new Set(arrived.map(({ id: delivery }) => delivery).slice(0, 1))).toEqual(new Set([first?.id]));
    expect(arrived.map(seqOf)).toEqual([...arrived.map(seqOf)].sort((one, other) => one - other));
    await receiver.down();
    await visitor.get('entry:send', messageTo(id, 'third'));
    await eventually(async () =>
      expect((await hooks.state(webhook.id)).failing).toMatchObject({ status: null, error: 'connect' }),
    );
    await receiver.up();
    await eventually(async () => expect((await hooks.state(webhook.id)).pending).toBe(0), 30_000);
    world.close();
  });

  it('[TRUTH3] what fails to the end is a dead letter, holds up nobody, and can be delivered again', async () => {
    const world = await createWorld(server.url);
    const hooks = webhooksOf(world);
    const { webhook } = await hooks.create({ url: receiver.url, topics: ['entry.created'] });
    const visitor = await world.visitor();
    const { id, reference } = await world.start(visitor);
    const first = await receiver.gets(() => true);
    let stuckId: string | undefined;
    receiver.answerWith((delivery, response) => {
      stuckId ??= delivery.id;
      response.writeHead(delivery.id === stuckId ? 500 : 200).end('a body that nobody may see');
    });
    await visitor.get('entry:send', messageTo(id, 'what the receiver chokes on'));
    const after = await visitor.get('entry:send', messageTo(id, 'behind it'));
    await receiver.gets(({ event }) => event.topic !== 'ping' && event.entry.id === after.id, 60_000);

    const letters = await hooks.deadLetters(webhook.id);
    expect(letters).toMatchObject([
      { topic: 'entry.created', conversation: reference, attempts: 12, status: 500, error: 'status' },
    ]);
    expect(JSON.stringify(letters)).not.toContain('body that nobody');
    expect((await hooks.state(webhook.id)).dead).toBe(1);
    expect(letters[0]?.id).toBe(stuckId);
    expect(receiver.deliveries.filter((each) => each.id === stuckId)).toHaveLength(12);

    receiver.answerWith();
    await hooks.deliverAgain(stuckId ?? '');
    await eventually(async () =>
      expect(await hooks.state(webhook.id)).toMatchObject({ dead: 0, pending: 0, failing: null }),
    );
    expect(receiver.deliveries.at(-1)?.id).toBe(stuckId);
    expect((await hooks.call('POST', `/api/admin/dead-letters/${first.id}`)).status).toBe(404);
    expect(server.output()).not.toContain('body that nobody');
    world.close();
  });

  it('a new secret signs at once, and the one before it goes on signing beside it', async () => {
    const world = await createWorld(server.url);
    const hooks = webhooksOf(world);
    const { webhook, secret } = await hooks.create({ url: receiver.url });
    const next = await hooks.rotate(webhook.id);
    expect(await hooks.ping(webhook.id)).toEqual({ status: 204, error: null });
    const [delivery] = receiver.deliveries;
    if (!delivery) throw new Error('no ping came');
    expect([secret, next].map((one) => isSignedWith(one, delivery))).toEqual([true, true]);
    const third = await hooks.rotate(webhook.id);
    await hooks.ping(webhook.id);
    const last = receiver.deliveries[1] ?? delivery;
    expect([secret, next, third].map((one) => isSignedWith(one, last))).toEqual([false, true, true]);
    const listed = await hooks.state(webhook.id);
    expect(Date.parse(listed.previousSecretUntil ?? '')).toBeGreaterThan(Date.now());
    expect(JSON.stringify(listed)).not.toContain('whsec_');
    expect(server.output()).not.toContain('whsec_');
    world.close();
  });

  it('a disabled webhook gets nothing, neither new events nor what waited for it; nor does another inbox’s', async () => {
    const world = await createWorld(server.url);
    const elsewhere = webhooksOf(await createWorld(server.url));
    const hooks = webhooksOf(world);
    const others = await startReceiver();
    await elsewhere.create({ url: others.url });
    const watcher = await startReceiver();
    await hooks.create({ url: watcher.url });
    receiver.answerWith(status(500));
    const { webhook } = await hooks.create({ url: receiver.url });
    const visitor = await world.visitor();
    const { id } = await world.start(visitor);
    await receiver.gets(() => true);
    expect(await hooks.update(webhook.id, { url: receiver.url, isEnabled: false })).toMatchObject({
      isEnabled: false,
      pending: 0,
    });
    receiver.answerWith();
    const sent = await visitor.get('entry:send', messageTo(id, 'not for it'));
    await watcher.gets((delivery) => delivery.event.topic !== 'ping' && delivery.event.entry.id === sent.id);
    expect((await hooks.state(webhook.id)).lastDeliveredAt).toBeNull();
    expect(receiver.deliveries.filter((each) => each.event.topic === 'entry.created')).toEqual([]);
    expect(others.deliveries.map(conversationOf)).toEqual([]);
    await others.close();
    await watcher.close();
    world.close();
  });

  it('[TRUTH3] a committed entry has exactly one row for each webhook, and a refused one has none', async () => {
    const world = await createWorld(server.url);
    const hooks = webhooksOf(world);
    const { webhook } = await hooks.create({ url: receiver.url, topics: ['entry.created'] });
    const visitor = await world.visitor();
    const { id } = await world.start(visitor);
    const draft = messageTo(id, 'once');
    const sent = await visitor.get('entry:send', draft);
    expect(await visitor.get('entry:send', draft)).toEqual(sent);
    expect((await visitor.ask('entry:send', { ...draft, text: 'another body' })).ok).toBe(false);
    // Its attachment is somebody else's, which is found out after the entry was inserted.
    const foreign = { ...messageTo(id, 'rolled back'), attachmentIds: [webhook.id] };
    expect((await visitor.ask('entry:send', foreign)).ok).toBe(false);
    await receiver.gets(({ event }) => event.topic === 'entry.created' && event.entry.id === sent.id);
    world.close();

    await server.kill('SIGTERM');
    const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = '' } = server.env;
    const { db, close } = await openDatabase({ databaseUrl, dataDir }, silentLog);
    const rows = await db
      .selectFrom('outbox')
      .innerJoin('entry', (on) =>
        on
          .onRef('entry.conversation_id', '=', 'outbox.conversation_id')
          .onRef('entry.staff_seq', '=', 'outbox.staff_seq'),
      )
      .select(['outbox.id', 'entry.id as entry_id', 'done_at'])
      .where('target_id', '=', webhook.id)
      .orderBy('outbox.staff_seq')
      .execute();
    await close();
    await server.restart();
    expect(rows).toHaveLength(2);
    expect(rows[1]?.entry_id).toBe(sent.id);
    expect(rows.map(({ id: delivery }) => delivery)).toEqual(receiver.deliveries.map((each) => each.id));
    // Ids are UUIDv7, so that they sort by birth.
    for (const row of rows)
      expect(row.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
  });
});

import { randomUUID } from 'node:crypto';
import { packagePath } from '@haven/server/package-path';
import type { OpenDatabase } from '@haven/server/storage/postgres/db';
import type { Append, Appended } from '@haven/server/storage/postgres/append';
import { loadFacts } from '@haven/server/features/conversations/facts';
import { unreadCounted } from '@haven/shared/limits';
import { migrate } from '@haven/server/storage/postgres/migrate';
import type { StoredAuthor } from '@haven/server/storage/postgres/write';
import { createWriter, type Writer } from '@haven/server/storage/postgres/writer';
import { openTestDatabase, silentLog } from '../support/open-engines.ts';
import { createLogWorld } from '../support/log-world.ts';

let database: OpenDatabase;
let world: Awaited<ReturnType<typeof createLogWorld>>;
/** Two servers on one database, as far as a log can tell. */
let nodes: [Writer, Writer];

beforeAll(async () => {
  database = await openTestDatabase();
  await migrate(database.db, packagePath('migrations'), silentLog);
  world = await createLogWorld(database.db);
  nodes = [createWriter(database.db), createWriter(database.db)];
}, 180_000);
afterAll(() => database.close());

async function appended(append: Append, node = 0): Promise<Appended> {
  const answer = await nodes[node === 0 ? 0 : 1].append(append);
  if (!answer?.ok) throw new Error(`it was not appended: ${JSON.stringify(answer)}`);
  return answer.value;
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no ${index}`);
  return item;
}

function logOf(conversationId: string) {
  return database.db
    .selectFrom('entry')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('staff_seq')
    .execute();
}

function rowOf(conversationId: string) {
  return database.db
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
}

describe('the group commit', () => {
  it('[MSG2] [MSG5] numbers both audiences without gaps, whoever of two nodes writes where', async () => {
    const conversations = await Promise.all(Array.from({ length: 6 }, () => world.conversation()));
    const sends = Array.from({ length: 240 }, (_, index) => {
      const { id, visitor } = at(conversations, Math.floor(index / 4) % 6);
      const isVisitor = index % 4 < 2;
      return world.append(id, isVisitor ? visitor : world.agent, `${index}`, { isNote: index % 4 === 3 });
    });
    const acks = await Promise.all(sends.map((send, index) => appended(send, index % 2)));
    expect(acks.every(({ isNew }) => isNew)).toBe(true);

    for (const { id } of conversations) {
      const log = await logOf(id);
      expect(log.map(({ staff_seq }) => staff_seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
      const seen = log.flatMap(({ visitor_seq }) => (visitor_seq === null ? [] : [visitor_seq]));
      expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
      expect(log.filter(({ kind }) => kind === 'note').every(({ visitor_seq }) => visitor_seq === null)).toBe(
        true,
      );
      expect(await rowOf(id)).toMatchObject({ staff_seq: 40, visitor_seq: 30 });
      // An ack says where its entry stands (MSG3), and each sender's order is the log's.
      for (const [index, send] of sends.entries()) {
        if (send.conversationId !== id) continue;
        const row = log.find((entry) => entry.id === send.entry.id);
        expect([row?.staff_seq, row?.visitor_seq, row?.at]).toEqual([
          acks[index]?.staffSeq,
          acks[index]?.visitorSeq,
          acks[index]?.at,
        ]);
      }
      for (const node of [0, 1]) {
        const ofNode = sends.flatMap((send, index) =>
          send.conversationId === id && index % 2 === node ? [acks[index]?.staffSeq ?? 0] : [],
        );
        expect(ofNode).toEqual([...ofNode].sort((one, other) => one - other));
      }
    }
  });

  it('[MSG4] a resend gets the first numbers, in the same group, in another one and on another node', async () => {
    const { id, visitor } = await world.conversation();
    const clientMessageId = randomUUID();
    const send = () => world.append(id, visitor, 'once', { clientMessageId });
    const acks = await Promise.all([send(), send(), send()].map((each, index) => appended(each, index % 2)));
    acks.push(await appended(send(), 1));
    expect(acks.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(acks.map((ack) => `${ack.entryId} ${ack.staffSeq} ${ack.at.toISOString()}`)).size).toBe(1);
    expect(await logOf(id)).toHaveLength(1);

    const other = world.append(id, visitor, 'something else', { clientMessageId });
    expect(await nodes[0].append(other)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const byAgent = world.append(id, world.agent, 'an agent’s own id', { clientMessageId });
    expect(await appended(byAgent)).toMatchObject({ isNew: true, staffSeq: 2 });
  });

  it('[WIRE5] writes nothing for whom it is not theirs, and says what it says of a missing one', async () => {
    const [{ id, visitor }, stranger] = [await world.conversation(), await world.conversation()];
    const foreignInbox = { ...world.append(id, visitor, 'x'), inboxId: randomUUID() };
    const tries = [
      world.append(id, stranger.visitor, 'x'),
      world.append(id, { kind: 'agent', id: randomUUID(), name: 'Mallory' }, 'x'),
      world.append(id, { ...world.agent, kind: 'agent', id: visitor.id ?? '', name: 'Lin' }, 'x'),
      world.append(randomUUID(), visitor, 'x'),
      foreignInbox,
    ];
    expect(await Promise.all(tries.map((each) => nodes[0].append(each)))).toEqual(tries.map(() => null));
    expect(await logOf(id)).toEqual([]);
  });

  it('leaves to others what changes the state: a resolved conversation, and a closed one', async () => {
    const { id, visitor } = await world.conversation();
    const writer = createWriter(database.db);
    const change = { conversationId: id, expect: {}, entries: [], records: [] };
    await writer.apply({ ...change, patch: { status: 'resolved', resolvedAt: new Date() } });
    expect(await writer.append(world.append(id, visitor, 'x'))).toBeNull();
    expect(await appended(world.append(id, world.agent, 'Anything else?'))).toMatchObject({ isNew: true });
    await writer.apply({
      ...change,
      patch: { status: 'closed', closedAt: new Date(), closeReason: 'solved' },
    });
    expect(await writer.append(world.append(id, world.agent, 'x'))).toBeNull();
  });

  it('a bad entry fails alone: its neighbours in the group are stored', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => world.conversation()));
    const sends = all.map(({ id, visitor }, index) => world.append(id, visitor, `neighbour ${index}`));
    // The id of another entry: a constraint of the table refuses it, inside the statement that carries the group.
    const bad = { ...at(sends, 3), entry: { ...at(sends, 3).entry, id: at(sends, 0).entry.id } };
    await appended(at(sends, 0));
    // The second goes alone; the others form one group.
    const answers = await Promise.allSettled(
      [at(sends, 1), at(sends, 2), bad, at(sends, 4)].map((each) => appended(each)),
    );
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    const lengths = await Promise.all(all.map(async ({ id }) => (await logOf(id)).length));
    expect(lengths).toEqual([1, 1, 1, 0, 1]);
    const row = await rowOf(at(all, 3).id);
    expect([row.staff_seq, row.visitor_seq]).toEqual([0, 0]);
  });

  it('[RT6] tells of one message whether its visitor waits since it, or waits no more; of no other', async () => {
    const { id, visitor } = await world.conversation();
    const say = (author: StoredAuthor, more = {}) => world.append(id, author, '-', more);
    const question = () => say(visitor);
    const answer = () => say(world.agent);
    const note = () => say(world.agent, { isNote: true });
    /** In one group: the note is under way while they arrive. */
    const turns = async (...sends: Append[]) => {
      const all = await Promise.all([note(), ...sends].map((send) => appended(send)));
      return all.slice(1).map((each) => each.turns);
    };
    expect(await turns(answer(), note())).toEqual([false, false]);
    expect(await turns(question(), question(), note())).toEqual([false, true, false]);
    const resent = question();
    expect(await turns(resent)).toEqual([false]);
    expect(await turns(answer(), question())).toEqual([false, false]);
    expect(await turns(answer(), note())).toEqual([true, false]);
    expect(await turns(resent, question(), answer())).toEqual([false, false, false]);
    // Who waits for an agent takes nobody's capacity.
    await database.db
      .updateTable('conversation')
      .set({ status: 'queued', assignee_id: null, enqueued_at: new Date() })
      .where('id', '=', id)
      .execute();
    expect(await appended(question())).toMatchObject({ isNew: true, turns: false });
  });

  it('keeps since when the visitor waits, what was said last, and one revision for each write', async () => {
    const { id, visitor } = await world.conversation();
    const { revision } = await rowOf(id);
    const time = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
    const say = (author: StoredAuthor, text: string, second: number, isNote = false) =>
      appended(world.append(id, author, text, { at: time(second), isNote }));
    // The first goes alone; the others form one group.
    await Promise.all([say(visitor, 'a', 1), say(visitor, 'b', 2), say(world.agent, 'a note', 3, true)]);
    expect(await rowOf(id)).toMatchObject({
      waiting_since: time(1),
      last_activity_at: time(2),
      preview: { text: 'b' },
    });
    await Promise.all([
      say(visitor, 'c', 4),
      say(world.agent, 'answer', 5),
      say(visitor, 'd', 6),
      say(visitor, 'e', 7),
    ]);
    expect(await rowOf(id)).toMatchObject({ waiting_since: time(6), preview: { text: 'e', agent: null } });
    await Promise.all([say(visitor, 'f', 8), say(world.agent, 'last', 9)]);
    expect(await rowOf(id)).toMatchObject({
      waiting_since: null,
      revision: revision + 9,
      last_activity_at: time(9),
      preview: { text: 'last', agent: { name: 'Lin' } },
    });
  });

  it('counts what staff have not read no further than lists show, however much that is', async () => {
    const { id, visitor } = await world.conversation();
    const unread = async () => at(await loadFacts(database.db, [id]), 0).unread;
    const say = (count: number) =>
      Promise.all(Array.from({ length: count }, (_, n) => appended(world.append(id, visitor, `${n}`))));
    await appended(world.append(id, world.agent, 'not one of them'));
    await say(unreadCounted - 1);
    expect(await unread()).toBe(unreadCounted - 1);
    await say(30);
    expect(await unread()).toBe(unreadCounted);
  });
});

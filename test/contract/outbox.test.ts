import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { packagePath } from '@haven/server/package-path';
import type { OpenDatabase } from '@haven/server/storage/postgres/db';
import { migrate } from '@haven/server/storage/postgres/migrate';
import { createOutbox, type Outbox } from '@haven/server/storage/postgres/outbox';
import { sql } from 'kysely';
import { openTestDatabase, silentLog } from '../support/open-engines.ts';

let database: OpenDatabase;
let outbox: Outbox;
beforeAll(async () => {
  database = await openTestDatabase();
  await migrate(database.db, packagePath('migrations'), silentLog);
  // What a delivery is about is of no interest here.
  await sql`alter table outbox drop constraint outbox_conversation_id_staff_seq_fkey`.execute(database.db);
  outbox = createOutbox(database);
}, 180_000);
afterAll(() => database.close());

async function write(
  targetId: string,
  inMs: number,
  { conversationId = randomUUID(), seq = 1 } = {},
): Promise<void> {
  await sql`insert into outbox (consumer, target_id, conversation_id, staff_seq, topic, next_at)
    values ('webhook', ${targetId}, ${conversationId}, ${seq}, 'message.sent', now() + ${inMs} * interval '1 ms')`.execute(
    database.db,
  );
}

it('[TRUTH3] nothing is due in an empty outbox, so that a server without work rests', async () => {
  expect(await outbox.dueInMs([])).toBeNull();
  const [busy, free] = [randomUUID(), randomUUID()];
  await write(busy, -5_000);
  expect(await outbox.dueInMs([])).toBe(0);
  expect(await outbox.dueInMs([busy])).toBeNull();
  await write(free, 60_000);
  const dueInMs = await outbox.dueInMs([busy]);
  expect(dueInMs).toBeGreaterThan(50_000);
  expect(dueInMs).toBeLessThanOrEqual(60_000);
});

it('[TRUTH3] what is put off behind a delivery that ends in that moment is due at once', async () => {
  const [target, conversationId] = [randomUUID(), randomUUID()];
  await sql`delete from outbox`.execute(database.db);
  await write(target, -5_000, { conversationId, seq: 1 });
  const { items } = await outbox.claim({ limit: 10, leaseMs: 60_000, without: [] });
  await write(target, -5_000, { conversationId, seq: 2 });
  // Another server has seen that the first is under way, and its claim is not committed yet.
  let isPutOff = () => {};
  const amid = new Promise<void>((resolve) => (isPutOff = resolve));
  const claiming = database.db.transaction().execute(async (trx) => {
    await sql`update outbox set next_at = now() + interval '60 s' where staff_seq = 2`.execute(trx);
    isPutOff();
    await sleep(500);
  });
  await amid;
  await Promise.all([claiming, ...items.map((item) => outbox.succeed(item, 204))]);
  expect(await outbox.dueInMs([])).toBe(0);
});

import { randomUUID } from 'node:crypto';
import { createWatchedTransactions } from '@haven/server/features/chain/watched';
import { packagePath } from '@haven/server/package-path';
import type { OpenDatabase } from '@haven/server/storage/postgres/db';
import { migrate } from '@haven/server/storage/postgres/migrate';
import { sql } from 'kysely';
import { openTestDatabase, silentLog } from '../support/open-engines.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await migrate(database.db, packagePath('migrations'), silentLog);
  // In which conversations they were shown is of no interest here.
  for (const column of ['entry_id', 'conversation_id', 'network_id'])
    await sql`alter table watched_transaction drop constraint ${sql.raw(`watched_transaction_${column}_fkey`)}`.execute(
      database.db,
    );
}, 180_000);
afterAll(() => database.close());

it('[SAFE8] servers that look at once never take up the same transaction, and leave none', async () => {
  const { db } = database;
  const ids = Array.from({ length: 2_000 }, () => randomUUID());
  await sql`insert into watched_transaction (entry_id, conversation_id, network_id, hash, shown, next_at, until)
    select id, gen_random_uuid(), 'eip155:1', id::text, '{}', now() - interval '1 s', now() + interval '1 day'
    from unnest(${ids}::uuid[]) id`.execute(db);
  const [one, other] = [createWatchedTransactions({ db }), createWatchedTransactions({ db })];
  const taken: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    const claims = Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? one : other).claim(20, 60_000));
    for (const claim of await Promise.all(claims)) {
      expect(claim.length).toBeLessThanOrEqual(20);
      taken.push(...claim.map(({ entryId }) => entryId));
    }
  }
  expect(new Set(taken).size).toBe(taken.length);
  // Who met only rows that others had locked has none; the next pass takes what is left.
  for (let left = await one.claim(200, 60_000); left.length > 0; left = await other.claim(200, 60_000))
    taken.push(...left.map(({ entryId }) => entryId));
  expect(taken.toSorted()).toEqual(ids.toSorted());
});

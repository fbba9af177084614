import { randomUUID } from 'node:crypto';
import type { Database } from '@haven/server/storage/postgres/schema';
import type { Insertable, Kysely } from 'kysely';

/** Writes an agent of whom only what is given matters, and answers with its id. Nobody can sign in as it. */
export async function insertAgent(
  db: Kysely<Database>,
  given: Partial<Insertable<Database['agent']>> = {},
): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('agent')
    .values({
      id,
      email: `${id}@test.example`,
      name: 'An agent',
      password_hash: '-',
      role: 'agent',
      languages: [],
      capacity: 5,
      ...given,
    })
    .execute();
  return id;
}

import { randomUUID } from 'node:crypto';
import { createSearch } from '@haven/server/features/search';
import { packagePath } from '@haven/server/package-path';
import { createPasswords } from '@haven/server/features/agents/passwords';
import { newId } from '@haven/server/new-id';
import type { AgentPrincipal } from '@haven/server/principal';
import { seedDemo } from '@haven/server/seed/seed-demo';
import type { OpenDatabase } from '@haven/server/storage/postgres/db';
import { migrate } from '@haven/server/storage/postgres/migrate';
import { wordsOf } from '@haven/server/words';
import { sql } from 'kysely';
import { openTestDatabase, silentLog } from '../support/open-engines.ts';

let now = 1_800_000_000_000;
const clock = { now: () => now };
let opened: OpenDatabase;
/** Conversations that say the word, in the order of their birth. */
const ids: string[] = [];

beforeAll(async () => {
  opened = await openTestDatabase();
  const { db } = opened;
  await migrate(db, packagePath('migrations'), silentLog);
  await seedDemo({ db, clock, passwords: createPasswords(19) });
  const inbox = await db.selectFrom('inbox').select(['id', 'default_team_id']).executeTakeFirstOrThrow();
  const visitorId = randomUUID();
  await db
    .insertInto('visitor')
    .values({ id: visitorId, label: 'TEST', blocked_at: null, blocked_reason: null })
    .execute();
  for (let index = 0; index < 45; index += 1) {
    now += 1_000;
    const id = newId(clock);
    ids.push(id);
    await sql`insert into conversation (id, reference, inbox_id, team_id, visitor_id, status, language,
        visitor_issue_type, issue_type, priority, closed_at)
      values (${id}, ${`HV-TEST-${index}`}, ${inbox.id}, ${inbox.default_team_id}, ${visitorId}, 'closed', 'en',
        'other.suggestion', 'other.suggestion', 'low', now())`.execute(db);
    const body = JSON.stringify({ kind: 'message', text: `A common word, number ${index}`, attachments: [] });
    await sql`insert into entry (conversation_id, staff_seq, visitor_seq, id, author_kind, kind, body, words)
      values (${id}, 1, 1, ${randomUUID()}, 'visitor', 'message', ${body},
        array_to_tsvector(${wordsOf(`A common word, number ${index}`)}::text[]))`.execute(db);
  }
}, 180_000);
afterAll(() => opened.close());

const admin: AgentPrincipal = {
  kind: 'agent',
  agentId: randomUUID(),
  name: 'Admin',
  role: 'admin',
  teamIds: [],
  sessionId: randomUUID(),
  mustChangePassword: false,
};

test('pages follow one another from the newest to the oldest, without a gap or a repeat', async () => {
  const search = createSearch({ db: opened.db });
  const found: string[] = [];
  const sizes: number[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof search.find>> = await search.find(admin, 'common word', cursor);
    found.push(...page.matches.map(({ conversationId }) => conversationId));
    sizes.push(page.matches.length);
    cursor = page.cursor;
  } while (cursor !== null);
  expect(sizes).toEqual([20, 20, 5]);
  expect(found).toEqual(ids.toReversed());
});

test('somebody of another team, and somebody of none, find nothing of it', async () => {
  const search = createSearch({ db: opened.db });
  const agent = { ...admin, role: 'agent' as const };
  const empty = { matches: [], cursor: null };
  expect(await search.find({ ...agent, teamIds: [randomUUID()] }, 'common', null)).toEqual(empty);
  expect(await search.find({ ...agent, teamIds: [] }, 'HV-TEST-1', null)).toEqual(empty);
});

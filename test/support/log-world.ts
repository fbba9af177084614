import { randomBytes, randomUUID } from 'node:crypto';
import { createCompose, previewOf } from '@haven/server/features/conversations/compose';
import { newId } from '@haven/server/new-id';
import type { EntryBody } from '@haven/shared/entry';
import type { Append } from '@haven/server/storage/postgres/append';
import type { Database } from '@haven/server/storage/postgres/schema';
import type { StoredAuthor } from '@haven/server/storage/postgres/write';
import { createWriter } from '@haven/server/storage/postgres/writer';
import type { Kysely } from 'kysely';
import { insertAgent } from './agent-row.ts';

const compose = createCompose(() => newId({ now: Date.now }));
const words = JSON.stringify({ 'zh-CN': 'x', en: 'x' });

/** Everything around a log that its rows point at, and ways to write in it without a server. */
export async function createLogWorld(db: Kysely<Database>) {
  const [teamId, inboxId] = [randomUUID(), randomUUID()];
  const key = randomBytes(6).toString('hex');
  await db.insertInto('team').values({ id: teamId, key, name: words, tier: 1 }).execute();
  await db
    .insertInto('inbox')
    .values({
      id: inboxId,
      key,
      name: words,
      greeting: words,
      languages: [],
      origins: [],
      default_team_id: teamId,
    })
    .execute();
  const agentId = await insertAgent(db, { name: 'Lin' });
  await db
    .insertInto('issue_type')
    .values({ key, label: words, priority: 'normal', collect: [], position: 0 })
    .execute();
  const agent: StoredAuthor = { kind: 'agent', id: agentId, name: 'Lin' };
  const writer = createWriter(db);

  return {
    agent,
    /** A new conversation that the agent holds; its log is empty. */
    async conversation() {
      const visitor: StoredAuthor = { kind: 'visitor', id: randomUUID(), name: '' };
      const [id, at] = [randomUUID(), new Date()];
      await db.insertInto('visitor').values({ id: visitor.id, label: 'V' }).execute();
      const opened = await writer.open({
        id,
        reference: id,
        inboxId,
        teamId,
        visitorId: visitor.id,
        language: 'en',
        issueType: key,
        priority: 'normal',
        context: {},
        linkedTo: null,
        needs: { skills: [], weight: 100 },
        preferredAgentId: null,
        preview: { text: '', agent: null, hasImage: false, at: at.toISOString(), entryId: randomUUID() },
        at,
        entries: [],
        records: [],
      });
      const assigned = await writer.apply({
        conversationId: id,
        expect: {},
        patch: { status: 'assigned', assigneeId: agentId, enqueuedAt: null, waitingSince: null },
        entries: [],
        records: [],
      });
      if (!opened.ok || !assigned.ok) throw new Error('no conversation');
      return { id, visitor };
    },
    /** A message, or with `note` what only staff see. */
    append(
      conversationId: string,
      author: StoredAuthor,
      text: string,
      { clientMessageId = String(randomUUID()), isNote = false, at = new Date() } = {},
    ): Append {
      const body: EntryBody = isNote ? { kind: 'note', text } : { kind: 'message', text, attachments: [] };
      const entry = compose(author, body, { clientMessageId });
      const ownInbox = author.kind === 'visitor' ? inboxId : null;
      return { conversationId, inboxId: ownInbox, entry, preview: isNote ? null : previewOf(entry, at), at };
    },
  };
}

import { webhookTopicOf } from '@haven/shared/webhook';
import { sql, type Transaction } from 'kysely';
import type { Database, EntryTable } from './schema.ts';

/** The new entries of one conversation. */
export type WrittenLog = {
  conversationId: string;
  inboxId: string;
  entries: readonly Pick<EntryTable, 'staff_seq' | 'kind'>[];
};

/**
 * Writes the side effects of a batch of entries, in the transaction that wrote them (TRUTH3): a row for each webhook
 * that wants to know. Answers with the number of rows, for whoever wakes the deliverer after the commit. One statement
 * however large the batch is; where there is no webhook it reads one empty index.
 */
export async function writeOutbox(
  trx: Transaction<Database>,
  written: readonly WrittenLog[],
): Promise<number> {
  const news = written.flatMap(({ conversationId, inboxId, entries }) =>
    entries.flatMap(({ staff_seq, kind }) => {
      const topic = webhookTopicOf(kind);
      return topic === null ? [] : [{ conversationId, inboxId, seq: staff_seq, topic }];
    }),
  );
  if (news.length === 0) return 0;
  const { numAffectedRows } = await sql`
    insert into outbox (consumer, target_id, conversation_id, staff_seq, topic)
    select 'webhook', webhook.id, news.conversation_id, news.staff_seq, news.topic
    from unnest(
      ${news.map((one) => one.inboxId)}::uuid[],
      ${news.map((one) => one.conversationId)}::uuid[],
      ${news.map((one) => one.seq)}::int[],
      ${news.map((one) => one.topic)}::text[]
    ) as news (inbox_id, conversation_id, staff_seq, topic)
    join webhook on webhook.inbox_id = news.inbox_id and webhook.is_enabled and news.topic = any (webhook.topics)
    order by news.conversation_id, news.staff_seq`.execute(trx);
  return Number(numAffectedRows ?? 0);
}

import { sql } from 'kysely';

/** What waits, one row each: a conversation for its contact, or the case of one for a specialist. O(waiting). */
export const queuedRows = sql`
  select 'contact' as role, inbox_id, team_id, language, enqueued_at
  from conversation where status = 'queued'
  union all
  select 'specialist', c.inbox_id, k.team_id, c.language, k.enqueued_at
  from support_case k join conversation c on c.id = k.conversation_id
  where k.enqueued_at is not null and k.ended_at is null and c.status <> 'closed'`;

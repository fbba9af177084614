-- What happens while somebody waits: a chat asks for less and less (RT7), and a message changes who waits (RT6).

-- The steps that were taken in this wait, and since when it waits where it is: limits count from then, while its place
-- keeps the first enqueueing (RT3).
alter table conversation
  add column relaxed text[] not null default '{}',
  add column queued_since timestamptz;
update conversation set queued_since = enqueued_at where status = 'queued';

-- As in 0006, and told of each entry whether the visitor of a chat that somebody holds waits since it and did not
-- before, or the other way round: of what messages do, only that is routing's.
drop function append_entries(jsonb);
create function append_entries(batch jsonb)
returns table (
  ord integer,
  outcome text,
  entry_id uuid,
  staff_number integer,
  visitor_number integer,
  stored_at timestamptz,
  visitor uuid,
  assignee uuid,
  specialist uuid,
  side_effects integer,
  turns boolean
)
language plpgsql
-- Whoever holds a conversation for longer keeps only its own messages waiting, not the whole group.
set lock_timeout = '1s'
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_column
begin
  -- Every group locks in the same order, so that two of them never wait for each other in a circle. What is read after
  -- this statement is read under the locks, by a snapshot that is newer than they are.
  perform 1 from conversation
  where id in (select (item->>'conversationId')::uuid from jsonb_array_elements(batch) item)
  order by id
  for update;

  return query
  with item as (
    select * from jsonb_to_recordset(batch) as i (
      "ord" integer, "conversationId" uuid, "authorKind" text, "authorId" uuid, "authorName" text, "inboxId" uuid,
      "id" uuid, "clientMessageId" uuid, "bodyHash" text, "kind" text, "topic" text, "body" jsonb, "words" text[],
      "forAll" boolean, "preview" jsonb, "at" timestamptz
    )
  ),
  judged as (
    select
      i.*, c.inbox_id, c.status, c.waiting_since, c.staff_seq, c.visitor_seq, c.visitor_id, c.assignee_id, k.specialist_id,
      e.id as first_id, e.staff_seq as first_staff_seq, e.visitor_seq as first_visitor_seq, e.at as first_at,
      case
        -- A resend gets its ack, whatever has become of the conversation since.
        when e.body_hash = decode(i."bodyHash", 'hex') then 'resent'
        when not coalesce(case i."authorKind"
          when 'visitor' then c.visitor_id = i."authorId" and c.inbox_id = i."inboxId"
            and c.status in ('queued', 'assigned')
          when 'agent' then c.assignee_id = i."authorId" and c.status in ('assigned', 'resolved')
            or k.specialist_id = i."authorId" and c.status in ('queued', 'assigned', 'resolved')
        end, false) then 'elsewhere'
        when e.id is not null then 'conflict'
        else 'appended'
      end as outcome
    from item i
    left join conversation c on c.id = i."conversationId"
    left join support_case k on k.conversation_id = c.id and k.ended_at is null
    left join entry e on e.conversation_id = i."conversationId" and e.author_kind = i."authorKind"
      and e.author_id = i."authorId" and e.client_message_id = i."clientMessageId"
  ),
  numbered as (
    select
      j.*,
      j.staff_seq + (row_number() over own)::integer as new_staff_seq,
      j.visitor_seq + (count(*) filter (where j."forAll") over own)::integer as new_visitor_seq,
      -- The last answer in this group: whoever waits since before it waits no more.
      max(j."ord") filter (where j."authorKind" = 'agent' and j."kind" = 'message')
        over whole as last_answer,
      max(j."ord") filter (where j."authorKind" = 'visitor') over whole as last_question,
      clock_timestamp() as stored_at
    from judged j
    window
      whole as (partition by j."conversationId", j.outcome),
      own as (partition by j."conversationId", j.outcome order by j."ord")
  ),
  inserted as (
    insert into entry (
      conversation_id, staff_seq, visitor_seq, id, author_kind, author_id, author_name, client_message_id, body_hash,
      kind, body, words, at
    )
    select
      n."conversationId", n.new_staff_seq, case when n."forAll" then n.new_visitor_seq end, n."id", n."authorKind",
      n."authorId", n."authorName", n."clientMessageId", decode(n."bodyHash", 'hex'), n."kind", n."body",
      array_to_tsvector(n."words"), n.stored_at
    from numbered n
    where n.outcome = 'appended'
  ),
  -- Side effects leave with the entries that they are about, or not at all (TRUTH3).
  promised as (
    insert into outbox (consumer, target_id, conversation_id, staff_seq, topic)
    select 'webhook', w.id, n."conversationId", n.new_staff_seq, n."topic"
    from numbered n
    join webhook w on w.inbox_id = n.inbox_id and w.is_enabled and n."topic" = any (w.topics)
    where n.outcome = 'appended'
    returning id
  ),
  counted as (
    update conversation c set
      staff_seq = t.staff_seq,
      visitor_seq = t.visitor_seq,
      revision = c.revision + t.writes,
      preview = coalesce(t.preview, c.preview),
      last_activity_at = coalesce(t.spoken_at, c.last_activity_at),
      waiting_since = case
        when t.last_answer is null then coalesce(c.waiting_since, t.asked_at)
        else t.asked_at
      end
    from (
      select
        n."conversationId" as id,
        max(n.new_staff_seq) as staff_seq,
        max(n.new_visitor_seq) as visitor_seq,
        count(*)::integer as writes,
        (array_agg(n."preview" order by n."ord" desc) filter (where n."kind" = 'message'))[1] as preview,
        max(n."at") filter (where n."kind" = 'message') as spoken_at,
        max(n.last_answer) as last_answer,
        min(n."at") filter (
          where n."authorKind" = 'visitor' and (n.last_answer is null or n."ord" > n.last_answer)
        ) as asked_at
      from numbered n
      where n.outcome = 'appended'
      group by n."conversationId"
    ) t
    where c.id = t.id
  )
  select
    n."ord",
    n.outcome,
    coalesce(n.first_id, n."id"),
    coalesce(n.first_staff_seq, n.new_staff_seq),
    case when n.first_id is not null then n.first_visitor_seq when n."forAll" then n.new_visitor_seq end,
    coalesce(n.first_at, n.stored_at),
    n.visitor_id,
    n.assignee_id,
    n.specialist_id,
    (select count(*)::integer from promised),
    coalesce(
      n.outcome = 'appended' and n.status = 'assigned' and n."ord" = greatest(n.last_question, n.last_answer)
        and (n.waiting_since is not null) <> case
          when n.last_answer is null then n.waiting_since is not null or n.last_question is not null
          else coalesce(n.last_question > n.last_answer, false)
        end,
      false
    )
  from numbered n
  order by n."ord";
end
$$;

-- Side effects that leave the process, and the first that there are: webhooks. Rule TRUTH3.

-- RFC 9562 §5.7, as shared/src/ids.ts makes them: a random UUID whose first 48 bits are milliseconds and whose version
-- is 7. Here, because a batch's rows are made by one statement that alone knows how many there are.
create function uuid_v7() returns uuid language sql volatile as $$
  select overlay(overlay(gen_random_uuid()::text placing substr(ms, 1, 8) || '-' || substr(ms, 9, 4) from 1) placing '7' from 15)::uuid
  from lpad(to_hex(floor(extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') as ms
$$;

create table webhook (
  id uuid primary key,
  inbox_id uuid not null references inbox (id),
  url text not null,
  -- Of the closed set in shared/src/webhook.ts.
  topics text[] not null,
  -- Whose words leave with an event: nobody's, those that the visitor sees, or notes too.
  words text not null check (words in ('none', 'messages', 'notes')),
  is_enabled boolean not null,
  -- Kept readable: what signs has to. A rotated one goes on signing beside its successor until `previous_until`.
  secret text not null,
  previous_secret text,
  previous_until timestamptz,
  created_at timestamptz not null default now(),
  check ((previous_secret is null) = (previous_until is null))
);
create index webhook_inbox on webhook (inbox_id) where is_enabled;

-- One row per side effect of an entry and per target, written with the entry. It holds no text: what is sent is made
-- from the entry when it is sent, so that what was erased in between leaves nobody's house.
create table outbox (
  -- What the receiver dedupes on; the same through every attempt.
  id uuid primary key default uuid_v7(),
  consumer text not null check (consumer in ('webhook')),
  target_id uuid not null,
  conversation_id uuid not null,
  staff_seq integer not null,
  topic text not null,
  -- Claims so far. It fences: whoever was overtaken after their claim ran out changes nothing by a failure.
  attempt integer not null default 0,
  -- When it is due. A claim puts it past the claim's end, so that what a killed server had claimed comes back.
  next_at timestamptz not null default now(),
  last_status smallint,
  last_error text,
  done_at timestamptz,
  dead_at timestamptz,
  check (done_at is null or dead_at is null),
  foreign key (conversation_id, staff_seq) references entry (conversation_id, staff_seq) on delete cascade
);
create index outbox_due on outbox (next_at, staff_seq) where done_at is null and dead_at is null;
create index outbox_order on outbox (target_id, conversation_id, staff_seq) where done_at is null and dead_at is null;
create index outbox_done on outbox (target_id, done_at) where done_at is not null;
create index outbox_dead on outbox (target_id, dead_at) where dead_at is not null;

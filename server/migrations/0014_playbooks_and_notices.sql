-- Articles that Haven brings along, so that adding them again doubles none and overwrites none.
alter table faq_article add column starter_key text unique;

-- What the operator tells everybody while something is wrong: a network is slow, a version has a fault.
create table service_notice (
  id uuid primary key,
  severity text not null check (severity in ('info', 'degraded', 'outage')),
  -- CAIP-2, e.g. eip155:1; null where it is about no network.
  network text,
  -- Exactly this version of the app; null for all.
  app_version text,
  title jsonb not null,
  body jsonb not null,
  link text,
  starts_at timestamptz not null,
  -- When it is planned to end by itself.
  ends_at timestamptz,
  -- When it did end: from then on its followers are told.
  ended_at timestamptz,
  -- What they are told, in both languages; null for Haven's own words.
  ending jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index service_notice_open on service_notice (starts_at) where ended_at is null;

-- Conversations whose visitors asked to be told of the end. `told_at` is set with the message, in one transaction.
create table service_notice_follower (
  notice_id uuid not null references service_notice (id) on delete cascade,
  conversation_id uuid not null references conversation (id) on delete cascade,
  asked_at timestamptz not null default now(),
  told_at timestamptz,
  primary key (notice_id, conversation_id)
);
create index service_notice_untold on service_notice_follower (notice_id) where told_at is null;
create index service_notice_followed_by on service_notice_follower (conversation_id);

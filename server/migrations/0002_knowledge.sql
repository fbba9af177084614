-- What an administrator writes: issue types in two levels, FAQ, canned answers. And the audit of who did what.

create table issue_type (
  key text primary key,
  branch text references issue_type (key),
  label jsonb not null,
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  collect text[] not null,
  team_id uuid references team (id),
  position integer not null,
  retired_at timestamptz,
  created_at timestamptz not null default now()
);

create table faq_article (
  id uuid primary key,
  title jsonb not null,
  body jsonb not null,
  position integer not null,
  published_at timestamptz,
  -- Lexemes per language, made in code: words and Chinese pairs, the same on both engines.
  words_zh tsvector not null,
  words_en tsvector not null,
  updated_at timestamptz not null default now()
);

create table canned_answer (
  id uuid primary key,
  shortcut text not null unique,
  title jsonb not null,
  body jsonb not null,
  updated_at timestamptz not null default now()
);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('agent', 'visitor', 'system')),
  actor_id uuid,
  action text not null,
  object_kind text not null,
  object_id text not null,
  ip text,
  details jsonb not null default '{}'
);
create index audit_object on audit (object_kind, object_id, at);

-- What proves that support is official, and what stops who only claims to be (SAFE5, SAFE6).

-- What a supervisor should look at. `detail` holds closed words and counts, never a secret.
create table incident (
  id uuid primary key,
  at timestamptz not null default now(),
  kind text not null check (kind in (
    'secret_stopped', 'secret_reached_us', 'phishing_refused',
    'impostor_reported', 'impostor_name_refused', 'unofficial_contact')),
  inbox_id uuid references inbox (id),
  conversation_id uuid references conversation (id),
  by_kind text not null check (by_kind in ('visitor', 'agent', 'system')),
  by_id uuid,
  detail jsonb not null default '{}'
);
-- Ids are UUIDv7: their order is the order of birth.
create index incident_kind on incident (kind, id desc);
create index incident_conversation on incident (conversation_id) where conversation_id is not null;

-- Where agents may link to: `example.com` is that host alone, `*.example.com` every host below it too.
alter table inbox add column link_hosts text[] not null default '{}';

-- Phrases that agents may not write, beside the rules of shared/src/phishing: literal text, no pattern.
create table refused_phrase (
  id uuid primary key,
  phrase text not null,
  -- As it is compared: folded, so that spelling it otherwise adds nothing.
  folded text not null unique,
  created_at timestamptz not null default now()
);

-- What is official: of one inbox, or of the whole deployment.
create table official_contact (
  id uuid primary key,
  inbox_id uuid references inbox (id),
  kind text not null check (kind in ('website', 'email', 'phone', 'handle')),
  -- Of a handle: telegram, x, …; empty otherwise.
  platform text not null default '',
  -- Normalised: a host, an address in lower case, E.164, a handle without @.
  value text not null,
  created_at timestamptz not null default now(),
  unique nulls not distinct (inbox_id, kind, platform, value)
);

-- Keys that the deployment makes for itself: the pair that signs agents' cards, and the secret of the six digits.
create table server_key (
  id uuid primary key,
  purpose text not null check (purpose in ('agent_card', 'code')),
  -- PKCS #8 for a pair, raw bytes for a secret.
  secret bytea not null,
  -- The raw 32 bytes of an Ed25519 public key.
  public bytea,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);
create unique index server_key_current on server_key (purpose) where retired_at is null;

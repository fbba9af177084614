-- Teams, agents and their sessions; inboxes and visitors and theirs.

create table team (
  id uuid primary key,
  key text not null unique,
  name jsonb not null,
  tier smallint not null check (tier in (1, 2)),
  created_at timestamptz not null default now()
);

create table agent (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  password_hash text not null,
  role text not null check (role in ('agent', 'specialist', 'supervisor', 'admin')),
  languages text[] not null,
  capacity integer not null check (capacity between 1 and 20),
  availability text not null default 'away' check (availability in ('online', 'busy', 'away')),
  must_change_password boolean not null default false,
  disabled_at timestamptz,
  last_seen_at timestamptz,
  created_at timestamptz not null default now()
);

create table agent_team (
  agent_id uuid not null references agent (id),
  team_id uuid not null references team (id),
  primary key (agent_id, team_id)
);
create index agent_team_team on agent_team (team_id);

create table agent_session (
  id uuid primary key,
  agent_id uuid not null references agent (id),
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index agent_session_agent on agent_session (agent_id) where revoked_at is null;

create table inbox (
  id uuid primary key,
  key text not null unique,
  name jsonb not null,
  greeting jsonb not null,
  languages text[] not null,
  origins text[] not null,
  default_team_id uuid not null references team (id),
  created_at timestamptz not null default now()
);

create table inbox_team (
  inbox_id uuid not null references inbox (id),
  team_id uuid not null references team (id),
  primary key (inbox_id, team_id)
);

create table visitor (
  id uuid primary key,
  label text not null,
  blocked_at timestamptz,
  blocked_reason text,
  created_at timestamptz not null default now()
);

-- One row per way of knowing a visitor; `anonymous` has a random subject.
create table visitor_identity (
  inbox_id uuid not null references inbox (id),
  kind text not null check (kind in ('anonymous', 'host')),
  subject text not null,
  visitor_id uuid not null references visitor (id),
  primary key (inbox_id, kind, subject)
);
create index visitor_identity_visitor on visitor_identity (visitor_id);

create table visitor_session (
  id uuid primary key,
  visitor_id uuid not null references visitor (id),
  inbox_id uuid not null references inbox (id),
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index visitor_session_visitor on visitor_session (visitor_id) where revoked_at is null;

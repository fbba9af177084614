-- What an administrator sets for routing. Skills: who has which, what an issue type asks for, and how much of an agent's
-- capacity a chat of it takes (RT4).

create table skill (
  key text primary key,
  name jsonb not null,
  created_at timestamptz not null default now()
);

create table agent_skill (
  agent_id uuid not null references agent (id),
  skill text not null references skill (key),
  primary key (agent_id, skill)
);
create index agent_skill_skill on agent_skill (skill);

-- Sorted keys; in hundredths of a chat.
alter table issue_type
  add column skills text[] not null default '{}',
  add column weight integer not null default 100 check (weight between 10 and 400);

-- Copied from the issue type, as the priority is: what waits keeps what it asked for when the settings change.
alter table conversation
  add column skills text[] not null default '{}',
  add column weight integer not null default 100;

-- How the queue of one inbox and team is run (RT3, RT5, RT8, RT12, RT13). No row: the defaults of shared/src/queue.ts.
-- A table of its own: teams of tier 2 serve every inbox, and an inbox's list of teams is rewritten as a whole.

create table queue (
  inbox_id uuid not null references inbox (id),
  team_id uuid not null references team (id),
  settings jsonb not null,
  -- Raised with every change, so that Redis never keeps the older of two.
  revision integer not null default 1,
  primary key (inbox_id, team_id)
);

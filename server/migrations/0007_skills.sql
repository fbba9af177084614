-- Skills: who has which, what an issue type asks for, and how much of an agent's capacity a chat of it takes (RT4).

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

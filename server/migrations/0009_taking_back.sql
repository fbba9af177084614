-- What is taken back from an agent (RT8, RT9, RT10).

-- Whoever did not answer in time is not given it again before then.
alter table conversation
  add column passed_agent_id uuid references agent (id),
  add column passed_until timestamptz;

-- Who signs out when their chats are done: no new ones from then on.
alter table agent add column finishing_since timestamptz;
create index agent_finishing on agent (id) where finishing_since is not null;

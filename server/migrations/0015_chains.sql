-- Networks that transactions are looked up on (SAFE8).

create table chain_network (
  -- CAIP-2, such as eip155:1.
  id text primary key check (id ~ '^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}$'),
  family text not null check (family in ('evm', 'bitcoin', 'tron')),
  name jsonb not null,
  symbol text not null,
  decimals integer not null,
  -- [{ id, url }], in the order in which they are asked. Addresses hold keys: they leave the server to be called, and masked.
  sources jsonb not null,
  final_after integer not null check (final_after between 1 and 10000),
  explorer_url text,
  is_enabled boolean not null default true,
  created_at timestamptz not null default now()
);

-- What was seen of a transaction: without it what was dropped, replaced and never sent look the same.
create table chain_memory (
  network_id text not null references chain_network (id) on delete cascade,
  hash text not null,
  seen jsonb not null,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  primary key (network_id, hash)
);
create index chain_memory_age on chain_memory (last_at);

-- Transactions in a conversation that are looked at again until they are final.
create table watched_transaction (
  entry_id uuid primary key references entry (id),
  conversation_id uuid not null references conversation (id),
  network_id text not null references chain_network (id) on delete cascade,
  hash text not null,
  -- The diagnosis that the conversation's log shows now.
  shown jsonb not null,
  next_at timestamptz not null,
  until timestamptz not null
);
create index watched_transaction_next on watched_transaction (next_at);

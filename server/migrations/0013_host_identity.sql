-- Who the host app says a visitor is: the keys of an inbox, the tokens that were used, and what was proved.

alter table inbox
  add column identity_required boolean not null default false,
  -- Until then a refused token is explained to its developer.
  add column identity_debug_until timestamptz;

alter table visitor
  add column verified jsonb,
  add column verified_at timestamptz;

alter table visitor_session add column is_identified boolean not null default false;

create table identity_key (
  id uuid primary key,
  inbox_id uuid not null references inbox (id),
  kid text not null,
  algorithm text not null check (algorithm in ('HS256', 'ES256', 'EdDSA')),
  -- The public key (PEM); for HS256 the secret itself, which nothing but itself can check.
  material text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  retired_at timestamptz,
  unique (inbox_id, kid)
);

-- Tokens that were exchanged, for as long as they could be offered again.
create table host_token (
  inbox_id uuid not null references inbox (id),
  jti_hash bytea not null,
  expires_at timestamptz not null,
  primary key (inbox_id, jti_hash)
);
create index host_token_expiry on host_token (expires_at);

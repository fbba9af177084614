-- Proofs that an address is a visitor's (SAFE7): what a wallet was asked to sign, each for one proof.

create table ownership_challenge (
  nonce text primary key,
  conversation_id uuid not null references conversation (id),
  address text not null,
  -- CAIP-2.
  network text not null,
  -- The whole text, as it was to be signed.
  message text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index ownership_challenge_expiry on ownership_challenge (expires_at);

-- Whether the app that a session runs in can have messages signed.
alter table visitor_session add column can_sign boolean not null default false;

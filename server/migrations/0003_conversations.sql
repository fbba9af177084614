-- Conversations and their logs. Rules MSG1, MSG2, MSG4: two counters on the conversation's row, one key per entry.

create table conversation (
  id uuid primary key,
  reference text not null unique,
  inbox_id uuid not null references inbox (id),
  team_id uuid not null references team (id),
  visitor_id uuid not null references visitor (id),
  channel text not null default 'widget',
  status text not null default 'queued' check (status in ('queued', 'assigned', 'resolved', 'closed')),
  close_reason text check (close_reason in ('solved', 'rated', 'silence', 'left', 'blocked')),
  language text not null,
  visitor_issue_type text not null references issue_type (key),
  issue_type text not null references issue_type (key),
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  context jsonb not null default '{}',
  linked_to uuid references conversation (id),
  assignee_id uuid references agent (id),
  -- Fencing: raised at each assignment and release, never lowered (RT1).
  assign_epoch integer not null default 0,
  -- Who is preferred, and until when: "not solved" goes back to the same agent.
  preferred_agent_id uuid references agent (id),
  preferred_until timestamptz,
  revision integer not null default 0,
  staff_seq integer not null default 0,
  visitor_seq integer not null default 0,
  -- Read markers, in staff numbers; the visitor's numbers are looked up.
  visitor_read integer not null default 0,
  staff_read integer not null default 0,
  waiting_since timestamptz,
  preview jsonb,
  cause text,
  rating smallint check (rating between 1 and 5),
  created_at timestamptz not null default now(),
  enqueued_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  last_activity_at timestamptz not null default now(),
  check ((status = 'assigned') <= (assignee_id is not null)),
  check ((status = 'closed') = (closed_at is not null)),
  check ((status = 'queued') = (enqueued_at is not null))
);
-- One open conversation per visitor and inbox (RT13), whatever two tabs or two servers do.
create unique index conversation_one_open on conversation (visitor_id, inbox_id) where status <> 'closed';
create index conversation_queue on conversation (enqueued_at) where status = 'queued';
create index conversation_assignee on conversation (assignee_id) where status in ('assigned', 'resolved');
create index conversation_team on conversation (team_id, last_activity_at desc);
create index conversation_silence on conversation (last_activity_at) where status in ('assigned', 'resolved');
create index conversation_visitor on conversation (visitor_id, created_at desc);

create table entry (
  conversation_id uuid not null references conversation (id),
  staff_seq integer not null,
  visitor_seq integer,
  id uuid not null unique,
  author_kind text not null check (author_kind in ('visitor', 'agent', 'system')),
  author_id uuid,
  author_name text not null default '',
  client_message_id uuid,
  -- SHA-256 of what was sent, so that the same id with another body is a conflict (MSG4). Outlives an erasure.
  body_hash bytea,
  kind text not null,
  body jsonb not null,
  -- Lexemes of the text, made in code; emptied by an erasure.
  words tsvector,
  at timestamptz not null default clock_timestamp(),
  primary key (conversation_id, staff_seq)
);
create unique index entry_visitor_seq on entry (conversation_id, visitor_seq) where visitor_seq is not null;
create unique index entry_once on entry (conversation_id, author_kind, author_id, client_message_id)
  where client_message_id is not null;
create index entry_words on entry using gin (words) where words is not null;

create table assignment (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  role text not null check (role in ('contact', 'specialist')),
  agent_id uuid not null references agent (id),
  epoch integer not null,
  -- Why this agent: the rule and who else could have been (RT14 reads it).
  reason jsonb not null default '{}',
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  end_reason text
);
create unique index assignment_one_open on assignment (conversation_id, role) where ended_at is null;
create index assignment_agent on assignment (agent_id) where ended_at is null;

-- An escalation. Its queue, agent and epoch are its own; the conversation's status stays.
create table support_case (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  team_id uuid not null references team (id),
  severity text not null check (severity in ('S1', 'S2', 'S3', 'S4')),
  summary text not null,
  step text not null default 'handed_over' check (step in ('handed_over', 'checking', 'needs_you', 'answered')),
  -- `[{ step, at }]` in the order reached.
  steps jsonb not null,
  opened_by uuid not null references agent (id),
  specialist_id uuid references agent (id),
  assign_epoch integer not null default 0,
  opened_at timestamptz not null default now(),
  enqueued_at timestamptz,
  ended_at timestamptz
);
create unique index support_case_one_open on support_case (conversation_id) where ended_at is null;
create index support_case_queue on support_case (enqueued_at) where enqueued_at is not null;
create index support_case_specialist on support_case (specialist_id) where ended_at is null;

create table attachment (
  id uuid primary key,
  uploader_kind text not null check (uploader_kind in ('visitor', 'agent')),
  uploader_id uuid not null,
  -- Null until an entry claims it; then whoever may see that entry may fetch it.
  conversation_id uuid references conversation (id),
  entry_id uuid,
  name text not null,
  media_type text not null,
  bytes integer not null,
  width integer not null,
  height integer not null,
  created_at timestamptz not null default now(),
  erased_at timestamptz
);
create index attachment_unclaimed on attachment (created_at) where conversation_id is null;
create index attachment_conversation on attachment (conversation_id) where conversation_id is not null;

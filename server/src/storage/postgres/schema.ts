import type { AgentCard, Availability, Role } from '@haven/shared/people';
import type { CaseStep, Severity } from '@haven/shared/case';
import type { VisitorContext } from '@haven/shared/conversation';
import type { CloseReason, ConversationStatus } from '@haven/shared/conversation-status';
import type { EntryBody, EntryKind, RelaxStep } from '@haven/shared/entry';
import type { IdentityAlgorithm, Verified } from '@haven/shared/identity';
import type { CollectKey, Priority } from '@haven/shared/issue-type';
import type { Language, Localized } from '@haven/shared/language';
import type { QueueSettings } from '@haven/shared/queue';
import type { DeliveryError, WebhookTopic, WebhookWords } from '@haven/shared/webhook';
import type { ColumnType, Generated } from 'kysely';
import type { ChainMemoryTable, ChainNetworkTable, WatchedTransactionTable } from './chain-tables.ts';
import type { Json, StampedAt } from './column-types.ts';
import type { ServiceNoticeFollowerTable, ServiceNoticeTable } from './notice-tables.ts';
import type { OwnershipChallengeTable } from './ownership-tables.ts';
import type {
  IncidentTable,
  OfficialContactTable,
  RefusedPhraseTable,
  ServerKeyTable,
} from './official-tables.ts';

type Words = ColumnType<string | null, unknown, unknown>;

export interface TeamTable {
  id: string;
  key: string;
  name: Json<Localized>;
  tier: 1 | 2;
  created_at: StampedAt;
}

export interface AgentTable {
  id: string;
  email: string;
  name: string;
  password_hash: string;
  role: Role;
  languages: Language[];
  capacity: number;
  availability: Generated<Availability>;
  must_change_password: Generated<boolean>;
  disabled_at: Date | null;
  last_seen_at: Date | null;
  finishing_since: Date | null;
  created_at: StampedAt;
}

export interface AgentTeamTable {
  agent_id: string;
  team_id: string;
}

export interface SkillTable {
  key: string;
  name: Json<Localized>;
  created_at: StampedAt;
}

export interface AgentSkillTable {
  agent_id: string;
  skill: string;
}

export interface AgentSessionTable {
  id: string;
  agent_id: string;
  token_hash: Buffer;
  created_at: StampedAt;
  last_seen_at: StampedAt;
  expires_at: Date;
  revoked_at: Date | null;
}

export interface InboxTable {
  id: string;
  key: string;
  name: Json<Localized>;
  greeting: Json<Localized>;
  languages: Language[];
  origins: string[];
  link_hosts: Generated<string[]>;
  default_team_id: string;
  identity_required: Generated<boolean>;
  identity_debug_until: Generated<Date | null>;
  created_at: StampedAt;
}

export interface InboxTeamTable {
  inbox_id: string;
  team_id: string;
}

export interface QueueTable {
  inbox_id: string;
  team_id: string;
  settings: Json<QueueSettings>;
  revision: Generated<number>;
}

export interface VisitorTable {
  id: string;
  label: string;
  blocked_at: Date | null;
  blocked_reason: string | null;
  verified: ColumnType<Verified | null, string | null | undefined, string | null>;
  verified_at: Generated<Date | null>;
  created_at: StampedAt;
}

export interface VisitorIdentityTable {
  inbox_id: string;
  kind: 'anonymous' | 'host';
  subject: string;
  visitor_id: string;
}

export interface VisitorSessionTable {
  id: string;
  visitor_id: string;
  inbox_id: string;
  token_hash: Buffer;
  created_at: StampedAt;
  last_seen_at: StampedAt;
  expires_at: Date;
  revoked_at: Date | null;
  is_identified: Generated<boolean>;
  can_sign: Generated<boolean>;
}

export interface IdentityKeyTable {
  id: string;
  inbox_id: string;
  kid: string;
  algorithm: IdentityAlgorithm;
  material: string;
  created_at: StampedAt;
  last_used_at: Generated<Date | null>;
  retired_at: Generated<Date | null>;
}

export interface HostTokenTable {
  inbox_id: string;
  jti_hash: Buffer;
  expires_at: Date;
}

export interface IssueTypeTable {
  key: string;
  branch: string | null;
  label: Json<Localized>;
  priority: Priority;
  collect: CollectKey[];
  team_id: string | null;
  skills: Generated<string[]>;
  weight: Generated<number>;
  position: number;
  retired_at: Date | null;
  created_at: StampedAt;
}

export interface FaqArticleTable {
  id: string;
  /** Of an article that Haven brought along. */
  starter_key: Generated<string | null>;
  title: Json<Localized>;
  body: Json<Localized>;
  position: number;
  published_at: Date | null;
  words_zh: Words;
  words_en: Words;
  updated_at: StampedAt;
}

export interface CannedAnswerTable {
  id: string;
  shortcut: string;
  title: Json<Localized>;
  body: Json<Localized>;
  updated_at: StampedAt;
}

export interface AuditTable {
  id: Generated<number>;
  at: StampedAt;
  actor_kind: 'agent' | 'visitor' | 'system';
  actor_id: string | null;
  action: string;
  object_kind: string;
  object_id: string;
  ip: string | null;
  details: Json<Record<string, unknown>>;
}

/** The last message as lists show it. */
export type StoredPreview = {
  text: string;
  /** Who of staff wrote it; null when it was the visitor. */
  agent: AgentCard | null;
  hasImage: boolean;
  at: string;
  entryId: string;
};

export interface ConversationTable {
  id: string;
  reference: string;
  inbox_id: string;
  team_id: string;
  visitor_id: string;
  channel: Generated<string>;
  status: ConversationStatus;
  close_reason: CloseReason | null;
  language: Language;
  visitor_issue_type: string;
  issue_type: string;
  priority: Priority;
  skills: Generated<string[]>;
  weight: Generated<number>;
  context: Json<VisitorContext>;
  linked_to: string | null;
  assignee_id: string | null;
  assign_epoch: Generated<number>;
  preferred_agent_id: string | null;
  preferred_until: Date | null;
  passed_agent_id: string | null;
  passed_until: Date | null;
  relaxed: Generated<RelaxStep[]>;
  revision: Generated<number>;
  staff_seq: Generated<number>;
  visitor_seq: Generated<number>;
  visitor_read: Generated<number>;
  staff_read: Generated<number>;
  waiting_since: Date | null;
  preview: ColumnType<StoredPreview | null, string | null, string | null>;
  cause: string | null;
  rating: number | null;
  created_at: StampedAt;
  enqueued_at: Date | null;
  queued_since: Date | null;
  resolved_at: Date | null;
  closed_at: Date | null;
  last_activity_at: StampedAt;
}

export interface EntryTable {
  conversation_id: string;
  staff_seq: number;
  visitor_seq: number | null;
  id: string;
  author_kind: 'visitor' | 'agent' | 'system';
  author_id: string | null;
  author_name: Generated<string>;
  client_message_id: string | null;
  body_hash: Buffer | null;
  kind: EntryKind;
  body: Json<EntryBody>;
  words: Words;
  at: StampedAt;
}

export interface AssignmentTable {
  id: string;
  conversation_id: string;
  role: 'contact' | 'specialist';
  agent_id: string;
  epoch: number;
  reason: Json<Record<string, unknown>>;
  started_at: StampedAt;
  ended_at: Date | null;
  end_reason: string | null;
}

export interface SupportCaseTable {
  id: string;
  conversation_id: string;
  team_id: string;
  severity: Severity;
  summary: string;
  step: Generated<CaseStep>;
  steps: Json<{ step: CaseStep; at: string }[]>;
  opened_by: string;
  specialist_id: string | null;
  assign_epoch: Generated<number>;
  opened_at: StampedAt;
  enqueued_at: Date | null;
  ended_at: Date | null;
}

export interface AttachmentTable {
  id: string;
  uploader_kind: 'visitor' | 'agent';
  uploader_id: string;
  conversation_id: string | null;
  entry_id: string | null;
  name: string;
  media_type: string;
  bytes: number;
  width: number;
  height: number;
  created_at: StampedAt;
  erased_at: Date | null;
}

export interface WebhookTable {
  id: string;
  inbox_id: string;
  url: string;
  topics: WebhookTopic[];
  words: WebhookWords;
  is_enabled: boolean;
  secret: string;
  previous_secret: string | null;
  previous_until: Date | null;
  created_at: StampedAt;
}

export interface OutboxTable {
  id: Generated<string>;
  consumer: 'webhook';
  target_id: string;
  conversation_id: string;
  staff_seq: number;
  topic: WebhookTopic;
  attempt: Generated<number>;
  next_at: StampedAt;
  last_status: number | null;
  last_error: DeliveryError | null;
  done_at: Date | null;
  dead_at: Date | null;
}

/** Every table, as kysely types it; a test compares this list with the migrated database. */
export interface Database {
  team: TeamTable;
  agent: AgentTable;
  agent_team: AgentTeamTable;
  skill: SkillTable;
  agent_skill: AgentSkillTable;
  agent_session: AgentSessionTable;
  inbox: InboxTable;
  inbox_team: InboxTeamTable;
  queue: QueueTable;
  visitor: VisitorTable;
  visitor_identity: VisitorIdentityTable;
  visitor_session: VisitorSessionTable;
  identity_key: IdentityKeyTable;
  host_token: HostTokenTable;
  issue_type: IssueTypeTable;
  faq_article: FaqArticleTable;
  canned_answer: CannedAnswerTable;
  audit: AuditTable;
  conversation: ConversationTable;
  entry: EntryTable;
  assignment: AssignmentTable;
  support_case: SupportCaseTable;
  attachment: AttachmentTable;
  webhook: WebhookTable;
  outbox: OutboxTable;
  service_notice: ServiceNoticeTable;
  service_notice_follower: ServiceNoticeFollowerTable;
  incident: IncidentTable;
  refused_phrase: RefusedPhraseTable;
  official_contact: OfficialContactTable;
  server_key: ServerKeyTable;
  chain_network: ChainNetworkTable;
  chain_memory: ChainMemoryTable;
  watched_transaction: WatchedTransactionTable;
  ownership_challenge: OwnershipChallengeTable;
}

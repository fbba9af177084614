import type { StaffConversation } from '@haven/shared/conversation';
import type { Language } from '@haven/shared/language';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { AgentAccounts } from '../features/agents/accounts.ts';
import type { AgentSessions } from '../features/agents/agent-sessions.ts';
import type { AgentProfiles } from '../features/agents/profiles.ts';
import type { SessionCookie } from '../features/agents/session-cookie.ts';
import type { Attachments } from '../features/attachments/attachments.ts';
import type { Audit } from '../features/audit.ts';
import type { Chains } from '../features/chain/chains.ts';
import type { Networks } from '../features/chain/networks.ts';
import type { NetworkStates } from '../features/chain/states.ts';
import type { CannedAnswers } from '../features/canned-answers.ts';
import type { Faq } from '../features/faq/faq.ts';
import type { IdentityKeys } from '../features/identity/identity-keys.ts';
import type { VisitorBlocks } from '../features/identity/visitor-blocks.ts';
import type { VisitorSessions } from '../features/identity/visitor-sessions.ts';
import type { Inboxes } from '../features/inboxes.ts';
import type { Incidents } from '../features/incidents.ts';
import type { IssueTypes } from '../features/issue-types.ts';
import type { Metrics } from '../features/metrics/metrics.ts';
import type { OfficialContacts } from '../features/official/contacts.ts';
import type { DenyList } from '../features/official/deny-list.ts';
import type { OfficialKeys } from '../features/official/keys.ts';
import type { LinkHostLists } from '../features/official/link-hosts.ts';
import type { RefusedPhrases } from '../features/official/phrases.ts';
import type { Queues } from '../features/queues.ts';
import type { RateLimiter } from '../features/rate-limit/rate-limiter.redis.ts';
import type { Search } from '../features/search.ts';
import type { ServiceNotices } from '../features/service-notices.ts';
import type { Skills } from '../features/skills.ts';
import type { Teams } from '../features/teams.ts';
import type { DeadLetters } from '../features/webhooks/dead-letters.ts';
import type { WebhookDeliveries } from '../features/webhooks/deliveries.ts';
import type { Webhooks } from '../features/webhooks/webhooks.ts';
import type { ChangePassword } from '../flows/change-password.ts';
import type { ExplainRouting } from '../flows/explain-routing.ts';
import type { GuardOutgoing } from '../flows/guard-outgoing.ts';
import type { GuardText } from '../flows/guard-text.ts';
import type { Identify } from '../flows/identify.ts';
import type { ManageAgents } from '../flows/manage-agents.ts';
import type { ManageQueues } from '../flows/manage-queues.ts';
import type { ManageSkills } from '../flows/manage-skills.ts';
import type { Publish } from '../flows/publish.ts';
import type { TellServiceNotices } from '../flows/service-notices.ts';
import type { SignIn } from '../flows/sign-in.ts';
import type { SignOut } from '../flows/sign-out.ts';
import type { VerifyContact } from '../flows/verify-contact.ts';
import type { Logger } from '../log.ts';
import type { AgentPrincipal } from '../principal.ts';
import type { WorkBound } from '../work-bound.ts';

/** Everything that the HTTP transport delegates to. */
export interface HttpDeps {
  config: Pick<Config, 'publicUrl' | 'ownOrigins' | 'trustProxy' | 'metricsToken'>;
  log: Logger;
  clock: Clock;
  limiter: RateLimiter;
  cookie: SessionCookie;
  /** Bounds the requests that are worked on at once, together with the sockets' commands. */
  work: WorkBound;
  /** Stops secrets in whatever is asked (SAFE1). */
  guard: GuardText;
  audit: Audit;
  metrics: Pick<Metrics, 'text' | 'contentType'>;

  visitorSessions: VisitorSessions;
  visitorBlocks: VisitorBlocks;
  identityKeys: IdentityKeys;
  agentSessions: AgentSessions;
  accounts: AgentAccounts;
  profiles: AgentProfiles;
  serviceNotices: ServiceNotices;
  skills: Skills;
  queues: Queues;
  teams: Teams;
  inboxes: Inboxes;
  issueTypes: IssueTypes;
  faq: Faq;
  cannedAnswers: CannedAnswers;
  attachments: Attachments;
  search: Search;
  incidents: Incidents;
  refusedPhrases: RefusedPhrases;
  linkHosts: LinkHostLists;
  officialContacts: OfficialContacts;
  officialKeys: Pick<OfficialKeys, 'publicKeys' | 'rotateCardKey'>;
  denyList: Pick<DenyList, 'state'>;
  /** What visitors will read is judged before it is stored. */
  guardOutgoing: Pick<GuardOutgoing, 'stored' | 'problemIn'>;
  verifyContact: VerifyContact;
  networks: Pick<Networks, 'list' | 'add' | 'change' | 'remove' | 'source'>;
  networkStates: Pick<NetworkStates, 'list'>;
  chains: Pick<Chains, 'check'>;
  webhooks: Webhooks;
  webhookDeliveries: Pick<WebhookDeliveries, 'ping'>;
  deadLetters: DeadLetters;
  /** To be called when rows of the outbox became due. */
  wakeOutbox: () => void;

  identify: Identify;
  tellServiceNotices: Pick<TellServiceNotices, 'announce'>;
  signIn: SignIn;
  signOut: SignOut;
  changePassword: ChangePassword;
  manageAgents: ManageAgents;
  manageSkills: ManageSkills;
  explainRouting: ExplainRouting;
  manageQueues: ManageQueues;

  publish: Pick<Publish, 'revokeVisitor'>;
  routing: {
    /** Whether somebody of these teams is there and takes chats in this language, within the queue's hours. */
    isServed(inboxId: string, teamIds: readonly string[], language: Language): Promise<boolean>;
    /** Presence and load of agents; an agent without an entry is away with no load. */
    agentStates(
      agentIds: readonly string[],
    ): Promise<ReadonlyMap<string, { present: boolean; load: number }>>;
  };
  conversations: {
    /** Whether somebody of staff may read a conversation; false too when there is none. */
    mayRead: (agent: AgentPrincipal, conversationId: string) => Promise<boolean>;
    /** The views of those among `ids` that the agent may read, in any order. */
    viewsFor(ids: readonly string[], agent: AgentPrincipal): Promise<StaffConversation[]>;
  };
  health: {
    /** Whether the process is going down: no new work is to be sent here. */
    isDraining(): boolean;
    /** Rejects when the engine can't be reached. */
    checks: { database: () => Promise<unknown>; redis: () => Promise<unknown> };
  };
}

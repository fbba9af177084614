import { createAgentAccounts } from './features/agents/accounts.ts';
import { createAgentSessions } from './features/agents/agent-sessions.ts';
import { createAgentCredentials } from './features/agents/credentials.ts';
import { createPasswords } from './features/agents/passwords.ts';
import { createAgentProfiles } from './features/agents/profiles.ts';
import { createAgentShifts } from './features/agents/shifts.ts';
import { createSessionCookie } from './features/agents/session-cookie.ts';
import { createAttachments } from './features/attachments/attachments.ts';
import { createDiskBlobs } from './features/attachments/blobs.disk.ts';
import { createImages } from './features/attachments/images.ts';
import { createAudit } from './features/audit.ts';
import { createCannedAnswers } from './features/canned-answers.ts';
import { createChainFeatures } from './chain-features.ts';
import { createConversations } from './features/conversations/conversations.ts';
import { createFaq } from './features/faq/faq.ts';
import { createHostIdentities } from './features/identity/host-identities.ts';
import { createHostTokens } from './features/identity/host-tokens.ts';
import { createIdentityKeys } from './features/identity/identity-keys.ts';
import { createVisitorBlocks } from './features/identity/visitor-blocks.ts';
import { createVisitorSessions } from './features/identity/visitor-sessions.ts';
import { createInboxes } from './features/inboxes.ts';
import { createIncidents } from './features/incidents.ts';
import { createIssueTypes } from './features/issue-types.ts';
import { createMetrics } from './features/metrics/metrics.ts';
import { createReadQueues } from './features/metrics/queue-depths.ts';
import { createOfficialContacts } from './features/official/contacts.ts';
import { createDenyList } from './features/official/deny-list.ts';
import { createOfficialKeys } from './features/official/keys.ts';
import { createLinkHosts } from './features/official/link-hosts.ts';
import { createRefusedPhrases } from './features/official/phrases.ts';
import { createOwnershipChallenges } from './features/ownership.ts';
import { createQueues } from './features/queues.ts';
import { createRateLimiter } from './features/rate-limit/rate-limiter.redis.ts';
import { createRoutingRecords } from './features/routing/load.ts';
import { createRouting } from './features/routing/routing.ts';
import { createSearch } from './features/search.ts';
import { createServiceNotices } from './features/service-notices.ts';
import { createSkills } from './features/skills.ts';
import { createTeams } from './features/teams.ts';
import { createDeadLetters } from './features/webhooks/dead-letters.ts';
import { createWebhookDeliveries } from './features/webhooks/deliveries.ts';
import { answerMaxBytes, createPost } from './features/webhooks/post.ts';
import { createWebhooks } from './features/webhooks/webhooks.ts';
import { newId } from './new-id.ts';
import { createAddresses } from './outgoing/address.ts';
import { createAsk } from './outgoing/request.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Logger } from './log.ts';
import type { OpenDatabase } from './storage/postgres/db.ts';
import type { OpenRedis } from './storage/redis/client.ts';

export interface AppDeps {
  config: Config;
  log: Logger;
  clock: Clock;
  database: OpenDatabase;
  redis: OpenRedis;
}

export type Features = ReturnType<typeof createFeatures>;

/** Everything that one table, one key space or one engine is enough for; what ties them together is a flow. */
export function createFeatures({ config, log, clock, database: { db }, redis: { redis } }: AppDeps) {
  const images = createImages({ log });
  const addresses = createAddresses({ ...config, privateHosts: config.webhookPrivateHosts });
  const webhooks = createWebhooks({ db, clock, addresses });
  const identityKeys = createIdentityKeys({ db, clock });
  const post = createPost(createAsk({ addresses, timeoutMs: config.webhookTimeoutMs, answerMaxBytes }));
  const limiter = createRateLimiter({ redis, clock, log, scale: config.rateLimitScale });
  return {
    limiter,
    ...createChainFeatures({ config, clock, db, limiter }),
    cookie: createSessionCookie(config),
    passwords: createPasswords(config.passwordMemoryMib),
    credentials: createAgentCredentials({ db }),
    accounts: createAgentAccounts({ db, clock }),
    profiles: createAgentProfiles({ db }),
    agentSessions: createAgentSessions({ db, clock }),
    shifts: createAgentShifts({ db, clock }),
    visitorSessions: createVisitorSessions({ db, clock }),
    identityKeys,
    hostTokens: createHostTokens({ db, clock, keys: identityKeys }),
    hostIdentities: createHostIdentities({ db, clock }),
    visitorBlocks: createVisitorBlocks({ db, clock }),
    audit: createAudit({ db }),
    serviceNotices: createServiceNotices({ db, clock }),
    skills: createSkills({ db }),
    queues: createQueues({ db }),
    teams: createTeams({ db, clock }),
    inboxes: createInboxes({ db, clock }),
    issueTypes: createIssueTypes({ db, clock }),
    faq: createFaq({ db, clock }),
    cannedAnswers: createCannedAnswers({ db, clock }),
    search: createSearch({ db }),
    incidents: createIncidents({ db, clock }),
    refusedPhrases: createRefusedPhrases({ db, clock }),
    linkHosts: createLinkHosts({ db, publicUrl: config.publicUrl }),
    officialContacts: createOfficialContacts({ db, clock }),
    officialKeys: createOfficialKeys({ db, clock }),
    denyList: createDenyList({ path: config.phishingListFile, clock, log }),
    ownershipChallenges: createOwnershipChallenges({ db, clock, publicUrl: config.publicUrl }),
    webhooks,
    webhookDeliveries: createWebhookDeliveries({ webhooks, post, clock }),
    deadLetters: createDeadLetters({ db }),
    images,
    attachments: createAttachments({ db, clock, blobs: createDiskBlobs(config), images }),
    metrics: createMetrics({ readQueues: createReadQueues({ db, clock }), log }),
    conversations: createConversations({ db, newId: () => newId(clock) }),
    routing: createRouting({ redis, clock, log, leaseMs: config.agentLeaseMs, graceMs: config.agentGraceMs }),
    routingRecords: createRoutingRecords({ db }),
  };
}

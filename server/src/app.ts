import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { ok, refuse } from '@haven/shared/result';
import { sql } from 'kysely';
import { createLoadUnderLock } from './features/routing/load.ts';
import { createAnnouncePositions } from './flows/announce-positions.ts';
import { createAccept, createCommitAssignment } from './flows/assign.ts';
import { createAssignCase } from './flows/assign-case.ts';
import { createAppendEntry } from './flows/append-entry.ts';
import { createBlockVisitor } from './flows/block-visitor.ts';
import { createChangePassword } from './flows/change-password.ts';
import { createChooseTeam } from './flows/choose-team.ts';
import { createClassify } from './flows/classify.ts';
import { createCloseSilent } from './flows/close-silent.ts';
import { countAssignments } from './flows/count-assignments.ts';
import { createCurrentNews } from './flows/current-news.ts';
import { createDeliverOutbox } from './flows/deliver-outbox.ts';
import { createDeliverWebhook } from './flows/deliver-webhook.ts';
import { createDispatch } from './flows/dispatch.ts';
import { createBeginShift } from './flows/begin-shift.ts';
import { createEndConversation } from './flows/end-conversation.ts';
import { createEndShift } from './flows/end-shift.ts';
import { createEscalate } from './flows/escalate.ts';
import { createExplainRouting } from './flows/explain-routing.ts';
import { createFollowRouting } from './flows/follow-routing.ts';
import { createFollowTurns } from './flows/follow-turns.ts';
import { createIdentify } from './flows/identify.ts';
import { createManageAgents } from './flows/manage-agents.ts';
import { createManageQueues } from './flows/manage-queues.ts';
import { createManageSkills } from './flows/manage-skills.ts';
import { createOffers } from './flows/offers.ts';
import { createWatch } from './flows/watch.ts';
import type { Publish } from './flows/publish.ts';
import { createReadQueueBoard } from './flows/queue-board.ts';
import { createRelax } from './flows/relax.ts';
import { createReadConversation } from './flows/read-conversation.ts';
import { createRebuildRouting } from './flows/rebuild-routing.ts';
import { createSendMessage } from './flows/send-message.ts';
import { createSetAvailability } from './flows/set-availability.ts';
import { createSettle } from './flows/settle.ts';
import { createSignIn } from './flows/sign-in.ts';
import { createSignOut } from './flows/sign-out.ts';
import { createStaffEntries } from './flows/staff-entries.ts';
import { createStaffLists } from './flows/staff-lists.ts';
import { createStartConversation } from './flows/start-conversation.ts';
import { createSweepFiles } from './flows/sweep-files.ts';
import { createSweepRouting } from './flows/sweep-routing.ts';
import { createTakeBack } from './flows/take-back.ts';
import { createTellStates } from './flows/tell-states.ts';
import { createTransfer } from './flows/transfer.ts';
import type { HttpDeps } from './http/http-deps.ts';
import { type AppDeps, createFeatures, type Features } from './features.ts';
import { createGuidanceFlows } from './guidance-flows.ts';
import { createHttp } from './http/server.ts';
import { createSafetyFlows } from './safety-flows.ts';
import type { AgentPrincipal } from './principal.ts';
import { newId } from './new-id.ts';
import { createAgentHandlers } from './realtime/agent-handlers.ts';
import { createCompareHeads } from './realtime/compare-heads.ts';
import { createAddressOf, createGateway, createIo } from './realtime/gateway.ts';
import { createPublish } from './realtime/publish.ts';
import { createWatchers } from './realtime/watchers.ts';
import { createQueueFollowers } from './realtime/queue-followers.ts';
import { createVisitorHandlers } from './realtime/visitor-handlers.ts';
import { demoBanner } from './seed/demo-banner.ts';
import { isDemo, seedDemo } from './seed/seed-demo.ts';
import { createOutbox } from './storage/postgres/outbox.ts';
import { moveConversations } from './storage/postgres/move-conversations.ts';
import { createWriter } from './storage/postgres/writer.ts';
import { createWalletFlows } from './wallet-flows.ts';
import { createWorkBound } from './work-bound.ts';

export interface App {
  server: Server;
  drain(): Promise<void>;
  close(): Promise<void>;
  /** What the operator sees once the server listens. */
  banner: string[];
}

/** The composition root: the one place that chooses implementations and ties them together. */
export async function createApp(deps: AppDeps): Promise<App> {
  const { config, log, clock, database, redis } = deps;
  const features = createFeatures(deps);
  features.metrics.watchProcess();
  if (config.seedDemo) await seedDemo({ db: database.db, clock, passwords: features.passwords });

  const server = createServer();
  const { io, bus, join, told, delivery, keeper } = createIo({
    httpServer: server,
    redis,
    ownOrigins: config.ownOrigins,
    mayRead: async (agent, id) => (await features.conversations.toRead(agent, id)).ok,
    log,
  });
  const queues = createQueueFollowers({ bus, join, delivery, read: () => flows.readQueueBoard(), log });
  const publish = createPublish(delivery, keeper.revoke, queues.moved);
  const flows = createFlows(deps, features, publish);
  await flows.rebuildRouting();
  const compareHeads = createCompareHeads({
    io,
    told,
    tellHere: delivery.tellHere,
    heads: features.conversations.heads,
    currentNews: flows.currentNews,
    log,
  });
  bus.onRenewed(() => void compareHeads.pass());

  const work = createWorkBound();
  const watchers = createWatchers({ io, tell: delivery.tell, watch: flows.watch, log });
  const attendance = { join, answered: told.answered, watches: watchers.look };
  const gateway = createGateway({
    io,
    join,
    tell: delivery.tell,
    clock,
    log,
    limiter: features.limiter,
    handshake: {
      findVisitor: features.visitorSessions.findByToken,
      findAgent: features.agentSessions.findByToken,
      cookie: features.cookie,
      limiter: features.limiter,
      addressOf: createAddressOf(config.trustProxy),
    },
    handshakesPerSecond: config.handshakesPerSecond,
    work,
    guard: flows.guard,
    visitorHandlers: createVisitorHandlers(flows, attendance),
    agentHandlers: createAgentHandlers(flows, attendance, queues),
    mayWork: async (agent, id) => (await features.conversations.toWork(agent, id)).ok,
    presence: {
      // Each beat: a lease that ran out elsewhere moves a queue and says nothing.
      seen: (agentId) => flows.dispatch.agentSeen(agentId).then(queues.moved),
      lost: (agentId) => flows.dispatch.agentLost(agentId).then(queues.moved),
    },
  });

  let isDraining = false;
  const http = createHttp({
    ...httpDeps(deps, features, flows, publish),
    work,
    health: {
      isDraining: () => isDraining,
      checks: { database: () => sql`select 1`.execute(database.db), redis: () => redis.redis.ping() },
    },
  });
  server.on('request', (request, response) => {
    // The engine has answered what is its own.
    if (!response.headersSent && !request.url?.startsWith(`${io.path()}/`)) http(request, response);
  });

  const stops = [flows.announce, flows.sweepRouting].map((flow) => {
    flow.start();
    return () => flow.stop();
  });
  stops.push(
    flows.takeBack.start(),
    flows.relax.start(),
    flows.tellServiceNotices.start(),
    flows.endShift.start(),
    flows.closeSilent.start(),
    flows.sweepFiles.start(),
    flows.outbox.start(),
    flows.watchTransactions.start(),
  );

  return {
    server,
    async drain() {
      isDraining = true;
      for (const stop of stops) stop();
      const patienceMs = config.drainMs * 0.9;
      await Promise.all([gateway.drain(patienceMs), flows.outbox.finished(patienceMs)]);
      await flows.turns
        .finished()
        .catch((err: unknown) => log.debug({ err }, 'Loads are mended by the sweep.'));
      await flows.work.finished(config.drainMs / 10);
    },
    async close() {
      const lasts = [
        flows.tellStates.stop,
        gateway.stop,
        queues.stop,
        watchers.stop,
        keeper.stop,
        compareHeads.stop,
        bus.close,
      ];
      for (const stop of [...stops, ...lasts]) stop();
      await io.close();
      await features.images.close();
    },
    banner: [
      `Haven is ready at ${config.publicUrl}`,
      ...((await isDemo(database.db)) ? demoBanner(config.publicUrl) : []),
    ],
  };
}

type Flows = ReturnType<typeof createFlows>;

/** What happens on top of the features; exported for the model of routing, which runs several processes in one. */
export function createFlows(
  { config, log, clock, database: { db } }: AppDeps,
  features: Features,
  publish: Publish,
) {
  const { conversations, routing, routingRecords: records, profiles, audit, limiter, attachments } = features;
  const { agentSessions: sessions, credentials, passwords } = features;
  const rebuildRouting = createRebuildRouting({ routing, loadUnderLock: createLoadUnderLock({ db }), log });
  const announce = createAnnouncePositions({ routing, publish, log });
  const choose = createChooseTeam(features);

  // Routing commits through a flow, and that flow settles through routing: the knot is tied here.
  const dispatch = createDispatch({
    routing,
    records,
    announce,
    publish,
    log,
    commit: (proposal) => commitAssignment(proposal),
  });
  const work = createFollowRouting({ routing, dispatch, log });
  const outbox = createDeliverOutbox({
    outbox: createOutbox({ db }),
    consumers: { webhook: createDeliverWebhook({ conversations, deliveries: features.webhookDeliveries }) },
    log,
    random: Math.random,
    attemptMs: config.webhookTimeoutMs,
    retryScale: config.webhookRetryScale,
  });
  const settle = createSettle({ conversations, routing: work, publish, wakeOutbox: outbox.wake, log });
  const counted = { metrics: features.metrics, departed: work.departed };
  const writer = countAssignments(createWriter(db), counted, clock);
  const turns = createFollowTurns({ conversations, routing: work });
  const tellStates = createTellStates({ turns, publish, log });
  const flowDeps = {
    conversations,
    writer,
    settle,
    appendEntry: createAppendEntry({
      writer,
      clock,
      publish,
      turns,
      tellStates,
      wakeOutbox: outbox.wake,
    }),
    clock,
    newId: () => newId(clock),
    describeAttachments: attachments.findUnclaimed,
    cardOf: profiles.activeCard,
    ...choose,
    dispatch,
    publish,
  };
  const safety = createSafetyFlows({ config, clock, log }, features, flowDeps);
  const { guardOutgoing } = safety;
  const commitAssignment = createCommitAssignment(flowDeps);
  const endConversation = createEndConversation(flowDeps);
  const staffLists = createStaffLists({ conversations });

  /** Teams, languages, capacity, availability, or whether the account works at all: routing reads the agent anew. */
  async function agentChanged(agentId: string): Promise<void> {
    const agent = await records.agent(agentId);
    await (agent ? dispatch.agentChanged(agent) : dispatch.agentRemoved(agentId));
  }

  const takeBack = createTakeBack({ ...flowDeps, routing, log });
  const { shifts } = features;
  const endShift = createEndShift({ shifts, sessions, profiles, takeBack, agentChanged, publish, log });
  const warmUp = { ms: config.agentWarmupMs, chats: config.agentWarmupChats };
  const beginShift = createBeginShift({ shifts, routing, agentChanged, warmUp, log });

  return {
    work,
    outbox,
    dispatch,
    announce,
    turns,
    tellStates,
    rebuildRouting,
    currentNews: createCurrentNews({ conversations, settle }),
    sweepRouting: createSweepRouting({
      routing,
      dispatch,
      announce,
      records,
      log,
      onMended: features.metrics.mended,
    }),
    takeBack,
    relax: createRelax({ ...flowDeps, log }),
    endShift,
    sweepFiles: createSweepFiles({ attachments, log }),
    closeSilent: createCloseSilent({
      conversations,
      endConversation,
      clock,
      log,
      silenceMs: config.silenceCloseMs,
    }),

    startConversation: createStartConversation({ ...flowDeps, randomBytes, incidents: features.incidents }),
    sendMessage: createSendMessage({ ...flowDeps, guardOutgoing }),
    staffEntries: createStaffEntries(flowDeps),
    endConversation,
    accept: createAccept(flowDeps),
    assignCase: createAssignCase({ ...flowDeps, commit: commitAssignment, audit }),
    offers: createOffers({ dispatch, offersOf: routing.offersOf, views: staffLists.views }),
    transfer: createTransfer({ ...flowDeps, audit }),
    explainRouting: createExplainRouting({ conversations, routing, profiles, clock, log }),
    readQueueBoard: createReadQueueBoard({ conversations, routing, profiles, inboxes: features.inboxes }),
    escalate: createEscalate({ ...flowDeps, guardOutgoing }),
    ...safety,
    ...createWalletFlows({ log }, features, { ...flowDeps, guardOutgoing }),
    classify: createClassify(flowDeps),
    ...createGuidanceFlows(features, flowDeps, log),
    blockVisitor: createBlockVisitor({
      ...flowDeps,
      async block(agent, visitorId, reason) {
        await features.visitorBlocks.block(visitorId, reason);
        const actor = { kind: 'agent' as const, id: agent.agentId };
        await audit.record({ actor, action: 'visitor.blocked', objectKind: 'visitor', objectId: visitorId });
      },
    }),
    staffLists,
    readConversation: createReadConversation({
      conversations,
      settle,
      publish,
      auditView: (agent, conversationId) =>
        audit.record({
          actor: { kind: 'agent', id: agent.agentId },
          action: 'conversation.viewed',
          objectKind: 'conversation',
          objectId: conversationId,
        }),
    }),
    watch: createWatch({ conversations, audit }),
    setAvailability: createSetAvailability({
      publish,
      storeAvailability: profiles.setAvailability,
      agentChanged,
    }),
    profile: async (agent: AgentPrincipal) => {
      const me = await profiles.find(agent.agentId);
      return me ? ok(me) : refuse('unauthenticated');
    },

    identify: createIdentify({
      ...flowDeps,
      ...features,
      endConversation,
      moveConversations: (move) => moveConversations(db, move),
      routing: work,
    }),
    signIn: createSignIn({ credentials, passwords, sessions, profiles, limiter, audit, beginShift }),
    signOut: createSignOut({ sessions, audit, publish, endShift }),
    changePassword: createChangePassword({
      credentials,
      passwords,
      sessions,
      profiles,
      limiter,
      audit,
      publish,
    }),
    manageQueues: createManageQueues({ queues: features.queues, records, dispatch }),
    manageSkills: createManageSkills({ skills: features.skills, agentChanged }),
    manageAgents: createManageAgents({ ...features, sessions, publish, routing: { agentChanged } }),
  };
}

function httpDeps(
  { config, log, clock }: AppDeps,
  features: Features,
  flows: Flows,
  publish: Publish,
): Omit<HttpDeps, 'health' | 'work'> {
  return {
    ...features,
    ...flows,
    config,
    log,
    clock,
    publish,
    wakeOutbox: flows.outbox.wake,
    routing: {
      isServed: features.routing.isServed,
      agentStates: async (ids) => features.routing.presence(ids),
    },
    conversations: {
      mayRead: async (agent, conversationId) => (await flows.staffLists.mayRead(agent, conversationId)).ok,
      viewsFor: (ids, agent) => flows.staffLists.views(agent, ids),
    },
  };
}

import { boardRows } from '@haven/shared/limits';
import type { Colleague } from '@haven/shared/people';
import { roleHas } from '@haven/shared/rights';
import type { BoardQueue, QueueBoard, Queued } from '@haven/shared/routing';
import type { AgentProfiles } from '../features/agents/profiles.ts';
import type { Conversations } from '../features/conversations/conversations.ts';
import type { ConversationFacts } from '../features/conversations/facts.ts';
import type { Inboxes } from '../features/inboxes.ts';
import { holdUpOf, obstacleFor, type Presence } from '../features/routing/agent.ts';
import { chatWeight, type Queue, readItemId } from '../features/routing/item.ts';
import { queueName, readQueueName } from '../features/routing/keys.ts';
import type { QueuedItem } from '../features/routing/queues.ts';
import type { Routing } from '../features/routing/routing.ts';
import type { AgentPrincipal } from '../principal.ts';

type Deps = {
  conversations: Pick<Conversations, 'queueLengths' | 'facts'>;
  routing: Pick<Routing, 'firstOf' | 'presence'>;
  profiles: Pick<AgentProfiles, 'listActive'>;
  inboxes: Pick<Inboxes, 'list'>;
};

export type ReadQueueBoard = () => Promise<QueueBoard>;

/**
 * Every queue that somebody waits in or that an inbox has, and everybody who may be given chats. How many wait is
 * Postgres' to say; in which order, and who is there, is routing's. O(queued + agents + queues × `boardRows`).
 */
export function createReadQueueBoard({ conversations, routing, profiles, inboxes }: Deps): ReadQueueBoard {
  async function readAgents(): Promise<{ agents: Colleague[]; states: Map<string, Presence> }> {
    const active = await profiles.listActive();
    const states = await routing.presence(active.map(({ id }) => id));
    const agents = active.map((profile) => {
      const { present, load } = states.get(profile.id) ?? { present: false, load: 0 };
      return { ...profile, present, load };
    });
    return { agents, states };
  }

  async function readFirst(queues: readonly Queue[]) {
    const first = new Map<string, QueuedItem[]>();
    await Promise.all(
      queues.map(async (queue) => first.set(queueName(queue), await routing.firstOf(queue, boardRows))),
    );
    const ids = [...first.values()].flat().map(({ conversationId }) => conversationId);
    const facts = new Map((await conversations.facts([...new Set(ids)])).map((one) => [one.id, one]));
    return { first, facts };
  }

  return async function readQueueBoard() {
    const lengths = await conversations.queueLengths();
    const { agents, states } = await readAgents();
    const { first, facts } = await readFirst(lengths);
    const byName = new Map(lengths.map((one) => [queueName(one), one]));
    const configured = (await inboxes.list()).flatMap(({ id: inboxId, teamIds, languages }) =>
      teamIds.flatMap((teamId) => languages.map((language) => queueName({ inboxId, teamId, language }))),
    );
    const queues = [...new Set([...byName.keys(), ...configured])].map((name): BoardQueue => {
      const queue = readQueueName(name);
      const agentsNow = [...states.values()].map((state) => ({
        obstacle: obstacleFor(state, queue, chatWeight),
        isHeldUp: holdUpOf(state) !== undefined,
      }));
      const able = agentsNow.filter(({ obstacle }) => obstacle === undefined);
      const full = agentsNow.filter(({ obstacle }) => obstacle === 'full');
      return {
        ...queue,
        length: byName.get(name)?.length ?? 0,
        oldestSince: byName.get(name)?.oldestSince.toISOString() ?? null,
        serving: able.length + full.length,
        free: able.filter(({ isHeldUp }) => !isHeldUp).length,
        waiting: (first.get(name) ?? []).flatMap((item) => queuedOf(item, facts.get(item.conversationId))),
      };
    });
    return { queues: queues.sort(longestWaitFirst), agents };
  };
}

/** What of a board somebody may see: their teams' queues and people, an admin all that have a team. */
export function boardFor(agent: AgentPrincipal, { queues, agents }: QueueBoard): QueueBoard {
  const seesAll = roleHas(agent.role, 'conversation.any');
  const isSeen = (teamId: string) => seesAll || agent.teamIds.includes(teamId);
  return {
    queues: queues.filter(({ teamId }) => isSeen(teamId)),
    agents: agents.filter(({ teamIds }) => teamIds.some(isSeen)),
  };
}

/** Nothing when it has left its queue since. */
function queuedOf(item: QueuedItem, facts: ConversationFacts | undefined): Queued[] {
  const waitingCase = readItemId(item.itemId)?.role === 'specialist' ? facts?.latest_case : null;
  const isQueued = waitingCase === null ? facts?.status === 'queued' : waitingCase?.specialist === null;
  if (!facts || !isQueued) return [];
  return [
    {
      conversationId: facts.id,
      caseId: waitingCase?.id ?? null,
      reference: facts.reference,
      visitorLabel: facts.visitor_label,
      issueType: facts.issue_type,
      priority: facts.priority,
      severity: waitingCase?.severity ?? null,
      since: new Date(item.enqueuedAt).toISOString(),
      epoch: facts.assign_epoch,
    },
  ];
}

function longestWaitFirst(a: BoardQueue, b: BoardQueue): number {
  const [one, other] = [a.oldestSince ?? '9', b.oldestSince ?? '9'];
  if (one !== other) return one < other ? -1 : 1;
  return queueName(a) < queueName(b) ? -1 : 1;
}

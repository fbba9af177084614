import type { RelaxStep } from '@haven/shared/entry';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { Decision, RoutingRecord, RoutingStanding, WaitingReason } from '@haven/shared/routing';
import type { AgentProfiles } from '../features/agents/profiles.ts';
import type { AssignmentFacts } from '../features/conversations/assignments.ts';
import type { Conversations } from '../features/conversations/conversations.ts';
import type { ConversationFacts } from '../features/conversations/facts.ts';
import { holdUpOf, obstacleFor, type Presence } from '../features/routing/agent.ts';
import { contactItem, queueOf, type RoutingItem } from '../features/routing/item.ts';
import type { AssignmentReason } from '../features/routing/proposal.ts';
import type { Routing } from '../features/routing/routing.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { AgentPrincipal } from '../principal.ts';
import { caseItemOf } from './case-item.ts';

type Deps = {
  conversations: Pick<Conversations, 'toRead' | 'assignments'>;
  routing: Pick<Routing, 'presence' | 'place'>;
  profiles: Pick<AgentProfiles, 'listActive' | 'namesOf'>;
  clock: Clock;
  log: Logger;
};

type Obstacle = WaitingReason['agents'][number]['obstacle'];

export type ExplainRouting = (
  agent: AgentPrincipal,
  conversationId: string,
) => Promise<Result<RoutingRecord>>;

/**
 * Why somebody has a conversation, from the reason that was stored with the assignment, or why nobody has it yet,
 * asked of routing at this moment (RT14). `unavailable` while Redis can't say.
 */
export function createExplainRouting({ conversations, routing, profiles, clock, log }: Deps): ExplainRouting {
  /** The first reason why not; null for who could take it now. */
  function obstacleNow(item: RoutingItem, agentId: string, state: Presence | undefined): Obstacle {
    const obstacle = obstacleFor(state, queueOf(item), item.weight);
    if (obstacle !== undefined) return obstacle;
    if (item.passed?.agentId === agentId && item.passed.until > clock.now()) return 'declined';
    return (state && holdUpOf(state, item.id)) ?? null;
  }

  async function waitingReason(item: RoutingItem, relaxed: RelaxStep[]): Promise<WaitingReason> {
    const queue = queueOf(item);
    const team = (await profiles.listActive()).filter(({ teamIds }) => teamIds.includes(queue.teamId));
    const states = await routing.presence(team.map(({ id }) => id));
    const place = await routing.place(item.id);
    const agents = team.map(({ id, name, capacity }) => {
      const state = states.get(id);
      return {
        agent: { id, name },
        load: state?.load ?? 0,
        capacity,
        obstacle: obstacleNow(item, id, state),
      };
    });
    return {
      since: new Date(item.enqueuedAt).toISOString(),
      position: place?.position ?? null,
      relaxed,
      agents: agents.sort((a, b) => nearness(a) - nearness(b) || a.load - b.load),
    };
  }

  async function decisionOf(assignment: AssignmentFacts): Promise<Decision> {
    // Rows of before may lack any of it.
    const reason: Partial<AssignmentReason> = assignment.reason;
    const runnersUp = reason.runnersUp ?? [];
    const names = await profiles.namesOf(runnersUp.map(({ agentId }) => agentId));
    return {
      agent: { id: assignment.agentId, name: assignment.agentName },
      at: assignment.startedAt.toISOString(),
      rule: reason.rule ?? null,
      by: reason.by ?? null,
      relaxed: [...(reason.relaxed ?? [])],
      runnersUp: runnersUp.map(({ agentId, load, capacity }) => ({
        agent: { id: agentId, name: names.get(agentId) ?? '' },
        load: load / 100,
        capacity,
      })),
      excluded: excludedBy(reason.excluded),
    };
  }

  async function standing(
    item: RoutingItem | null,
    holderId: string | null,
    assignment: AssignmentFacts | undefined,
    relaxed: RelaxStep[] = [],
  ): Promise<RoutingStanding | null> {
    if (item?.state === 'queued') return { decision: null, waiting: await waitingReason(item, relaxed) };
    if (!assignment || assignment.agentId !== holderId) return null;
    return { decision: await decisionOf(assignment), waiting: null };
  }

  async function explain(facts: ConversationFacts): Promise<RoutingRecord> {
    const assignments = await conversations.assignments(facts.id);
    const of = (role: AssignmentFacts['role']) => assignments.find((one) => one.role === role);
    return {
      contact: await standing(contactItem(facts), facts.assignee_id, of('contact'), facts.relaxed),
      specialist: await standing(
        caseItemOf(facts),
        facts.latest_case?.specialist?.id ?? null,
        of('specialist'),
      ),
    };
  }

  return async function explainRouting(agent, conversationId) {
    const access = await conversations.toRead(agent, conversationId);
    if (!access.ok) return access;
    try {
      return ok(await explain(access.value.facts));
    } catch (err) {
      log.warn({ err }, 'Routing could not be explained.');
      return refuse('unavailable');
    }
  };
}

/** Who could be given it first, then those whom the least keeps from it. */
const order = [
  null,
  'reserved',
  'warming_up',
  'declined',
  'full',
  'away',
  'absent',
  'missing_skill',
  'wrong_language',
  'not_in_team',
] as const;

function nearness({ obstacle }: WaitingReason['agents'][number]): number {
  return order.indexOf(obstacle);
}

/** Rows of before know not of every condition. */
function excludedBy(counts: Partial<AssignmentReason['excluded']> = {}): Decision['excluded'] {
  const { wrongLanguage = 0, missingSkill = 0, away = 0, absent = 0 } = counts;
  const { full = 0, declined = 0, warmingUp = 0, reserved = 0 } = counts;
  const excluded: Decision['excluded'] = [
    { obstacle: 'wrong_language', count: wrongLanguage },
    { obstacle: 'missing_skill', count: missingSkill },
    { obstacle: 'away', count: away },
    { obstacle: 'absent', count: absent },
    { obstacle: 'full', count: full },
    { obstacle: 'declined', count: declined },
    { obstacle: 'warming_up', count: warmingUp },
    { obstacle: 'reserved', count: reserved },
  ];
  return excluded.filter(({ count }) => count > 0);
}

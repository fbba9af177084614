import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../log.ts';
import { type Obstacle, obstacleFor } from './agent.ts';
import type { Gate } from './gate.ts';
import { chatWeight, languageAskedOf, type Queue, queueOf, type RoutingItem } from './item.ts';
import { proposeKeys, proposeToKeys, queueName, readQueueName } from './keys.ts';
import type { RoutingPresence } from './presence.ts';
import type { AssignmentReason, Declined, Proposal } from './proposal.ts';
import { defaultRuleText } from './rule.ts';
import { refusal, type RoutingScripts } from './scripts.redis.ts';
import { idlePoolsMax, proposalMs, reserveAfterMs } from './tuning.ts';
import type { RoutingWrites } from './writes.ts';

/** Setting slots aside. Redis decides who, fast and atomically; Postgres confirms (RT1). */
export type RoutingProposals = {
  /**
   * Takes the first item of all that wait for whom somebody is eligible, and a slot of that agent (RT3, RT4, RT5).
   * O(queues in which somebody stands before it, for nobody's taking + agents whose load, settings or presence changed
   * since the last proposal × the kinds of queue of their teams), whatever the size of the teams; for the first of a
   * kind of queue, O(members of its team + queues that wait).
   */
  propose(): Promise<Proposal | null>;
  /**
   * Takes a slot of this agent for this item: manual accept, transfer to an agent, reopening. The item may be queued,
   * held by somebody else, or gone (resolved), as it was read: under another epoch by now, it is `pending` (RT1). By
   * hand, the agent may be busy or away. Never rejects.
   */
  proposeTo(item: RoutingItem, agentId: string, isByHand?: boolean): Promise<Offer>;
  /** RT15: says before it is made whether this agent could take something of this queue; undefined means yes. */
  check(agentId: string, queue: Queue, weight?: number): Promise<Obstacle | undefined>;
};

export type Offer = { ok: true; proposal: Proposal } | { ok: false; reason: Declined };

type Deps = {
  scripts: RoutingScripts;
  gate: Gate;
  clock: Clock;
  log: Logger;
  writes: RoutingWrites;
  presence: RoutingPresence;
};

const declined: ReadonlyMap<number, Declined> = new Map([
  [refusal.pending, 'pending'],
  [refusal.held, 'held'],
  [refusal.notInTeam, 'not_in_team'],
  [refusal.wrongLanguage, 'wrong_language'],
  [refusal.missingSkill, 'missing_skill'],
  [refusal.away, 'away'],
  [refusal.absent, 'absent'],
  [refusal.full, 'full'],
]);

export function createRoutingProposals({
  scripts,
  gate,
  clock,
  log,
  writes,
  presence,
}: Deps): RoutingProposals {
  async function propose(): Promise<Proposal | null> {
    const op = randomUUID();
    const now = clock.now();
    const reply = await gate((expected) =>
      scripts.propose(proposeKeys, [
        expected,
        now,
        op,
        now + proposalMs,
        defaultRuleText,
        reserveAfterMs,
        idlePoolsMax,
      ]),
    );
    return reply === null ? null : readProposal(reply, op);
  }

  async function proposeTo(item: RoutingItem, agentId: string, isByHand = false): Promise<Offer> {
    try {
      return await tryProposeTo(item, agentId, isByHand);
    } catch (err) {
      log.warn({ err }, 'Routing could not take a slot.');
      return { ok: false, reason: 'unavailable' };
    }
  }

  async function tryProposeTo(item: RoutingItem, agentId: string, isByHand: boolean): Promise<Offer> {
    // Redis may have forgotten a resolved one, or not know its queue yet.
    await writes.project(item);
    const name = queueName(queueOf(item));
    const op = randomUUID();
    const now = clock.now();
    const reply = await gate((expected) =>
      scripts.proposeTo(proposeToKeys, [
        expected,
        now,
        op,
        now + proposalMs,
        item.id,
        agentId,
        name,
        item.queue.teamId,
        languageAskedOf(item.queue) ?? '',
        isByHand ? 1 : 0,
        item.epoch,
      ]),
    );
    if (typeof reply === 'string') return { ok: true, proposal: readProposal(reply, op) };
    // Moved or unknown: somebody has changed it since the caller read it, and is dispatching it.
    return { ok: false, reason: declined.get(reply) ?? 'pending' };
  }

  async function check(agentId: string, queue: Queue, weight = chatWeight): Promise<Obstacle | undefined> {
    const known = await presence.presence([agentId]);
    return obstacleFor(known.get(agentId), queue, weight);
  }

  return { propose, proposeTo, check };
}

type ProposalReply = Omit<Proposal, 'op' | 'queue' | 'reason'> &
  Pick<AssignmentReason, 'rule' | 'excluded'> & { queue: string; runnersUp?: AssignmentReason['runnersUp'] };

function readProposal(json: string, op: string): Proposal {
  const { queue, rule, runnersUp = [], excluded, ...rest } = JSON.parse(json) as ProposalReply;
  return { ...rest, op, queue: readQueueName(queue), reason: { rule, runnersUp, excluded } };
}

import { randomUUID } from 'node:crypto';
import type { RoutingAgent } from '@haven/server/features/routing/agent';
import { chatWeight, contactItemId, type Queue, type RoutingItem } from '@haven/server/features/routing/item';
import { queueName } from '@haven/server/features/routing/keys';
import type { Proposal } from '@haven/server/features/routing/proposal';
import { createRouting } from '@haven/server/features/routing/routing';
import { openRedis } from '@haven/server/storage/redis/client';
import { type Language, languages } from '@haven/shared/language';
import { capacityMax } from '@haven/shared/limits';
import { createRandomness, type Randomness } from '../faults/randomness.ts';
import { startTestRedis } from '../support/engines.ts';
import { silentLog } from '../support/open-engines.ts';

export type DeskSize = {
  agents: number;
  waiting: number;
  /** Kinds of skill that chats ask for, one each or none; every agent has a third of them. */
  skills: number;
  teams: number;
  /** Queues in which somebody waits in front of all others for a skill that nobody has; absent: none. */
  stuck?: number;
  seed: number;
};

/** How often a script was run, and the processor time of Redis' main thread, which a busy machine does not lengthen. */
type RedisUse = { calls: number; cpuMicros: number };

/** Routing on a Redis of its own, without rows: agents with some load, and a queue in front of them. */
export type Desk = {
  /** As many decisions may be made before they are given back: then nobody is full. */
  perTurn: number;
  /** One decision. */
  decide(): Promise<Proposal>;
  /** Undoes decisions: the slots are free again, and who waited waits in the old place. */
  giveBack(proposals: readonly Proposal[]): Promise<void>;
  /** One run of the barest script that could do anything of the kind: it pops a member of a sorted set. */
  pop(): Promise<string>;
  /** Puts back what was popped. */
  push(members: readonly string[]): Promise<void>;
  redisUse(): Promise<RedisUse>;
  close(): Promise<void>;
};

const popScript = "return redis.call('ZPOPMIN', KEYS[1])";
const popped = 'bench:popped';
/** Nobody's socket beats here, and nothing is to expire. */
const hourMs = 3_600_000;
/** Chats that each holds before, at most: nobody begins a day with everybody free. */
const heldMax = 3;
/** Written at once. */
const chunk = 500;
const perTurnMost = 500;

export async function openDesk(size: DeskSize): Promise<Desk> {
  const engine = await startTestRedis();
  const { redis, close } = await openRedis({ redisUrl: engine.url }, silentLog);
  const clock = { now: Date.now };
  const routing = createRouting({ redis, clock, log: silentLog, leaseMs: hourMs, graceMs: hourMs });
  const random = createRandomness(size.seed);
  const staff = hire(size, random);
  const items = [...heldBy(staff, random), ...waitingFor(staff, size, random), ...stuckBefore(staff, size)];
  await routing.build(async (writes) => {
    await inChunks(staff, (agent) => writes.setAgent(agent));
    await inChunks(items, (item) => writes.project(item));
  });
  await inChunks(staff, ({ id }) => routing.renewLease(id));
  const byId = new Map(items.map((item) => [item.id, item]));
  const perTurn = Math.max(1, Math.min(perTurnMost, Math.floor(size.waiting / 4), 5 * size.agents));

  const sha = String(await redis.script('LOAD', popScript));
  const members = Array.from({ length: size.waiting }, (_, index) => contactItemId(`${index}`));
  await push(members);

  async function decide(): Promise<Proposal> {
    const proposal = await routing.propose();
    if (proposal === null) throw new Error('Nobody was found, although there is room: the load is wrong.');
    return proposal;
  }

  async function giveBack(proposals: readonly Proposal[]): Promise<void> {
    await inChunks(proposals, ({ itemId, op }) => {
      const item = byId.get(itemId);
      if (item === undefined) throw new Error(`${itemId} was given out, and is not of this desk.`);
      return routing.project(item, op);
    });
  }

  async function push(all: readonly string[]): Promise<void> {
    for (let from = 0; from < all.length; from += chunk) {
      const some = all.slice(from, from + chunk);
      await redis.zadd(popped, ...some.flatMap((member, index) => [from + index, member]));
    }
  }

  // The first decision of each kind of queue looks at the whole team, once.
  const first: Proposal[] = [];
  const served = (await routing.waitingQueues()).filter(({ skills = [] }) => !skills.some(isNobodys));
  const unseen = new Set(served.map(queueName));
  while (unseen.size > 0) {
    const proposal = await decide();
    unseen.delete(queueName(proposal.queue));
    first.push(proposal);
  }
  await giveBack(first);

  return {
    perTurn,
    decide,
    giveBack,
    async pop() {
      const [member] = (await redis.evalsha(sha, 1, popped)) as string[];
      if (member === undefined) throw new Error('There was nothing left to pop.');
      return member;
    },
    push,
    async redisUse() {
      const text = await redis.info('commandstats', 'cpu');
      const read = (field: string) => Number(new RegExp(`${field}(\\d+(?:\\.\\d+)?)`).exec(text)?.[1]);
      const seconds = read('used_cpu_user_main_thread:') + read('used_cpu_sys_main_thread:');
      return { calls: read('cmdstat_evalsha:calls='), cpuMicros: seconds * 1e6 };
    },
    async close() {
      await close();
      await engine.stop();
    },
  };
}

const skillName = (index: number) => `skill-${index}`;

/** Two of three speak both languages, the others one; all have all the room that there may be. */
function hire({ agents, teams, skills }: DeskSize, { next, pick, shuffled }: Randomness): RoutingAgent[] {
  const teamIds = Array.from({ length: teams }, (): string => randomUUID());
  const kinds = Array.from({ length: skills }, (_, index) => skillName(index));
  return Array.from({ length: agents }, (_, index) => ({
    id: randomUUID(),
    teamIds: teamIds.slice(index % teams, (index % teams) + 1),
    languages: next() < 2 / 3 ? languages : [pick(languages)],
    skills: shuffled(kinds)
      .slice(0, Math.ceil(skills / 3))
      .sort(),
    capacity: capacityMax,
    availability: 'online',
  }));
}

function heldBy(staff: readonly RoutingAgent[], { between, pick }: Randomness): RoutingItem[] {
  return staff.flatMap(({ id, teamIds: [teamId = ''] }) =>
    Array.from({ length: Math.floor(between(0, heldMax + 1)) }, () => ({
      ...chat(teamId, pick(languages), 0),
      state: 'held' as const,
      agentId: id,
    })),
  );
}

/** Each asks for what some agent has, so that there is somebody for everybody. */
function waitingFor(
  staff: readonly RoutingAgent[],
  { waiting }: DeskSize,
  { next, pick }: Randomness,
): RoutingItem[] {
  const now = Date.now();
  return Array.from({ length: waiting }, (_, index) => {
    const {
      teamIds: [teamId = ''],
      languages: spoken,
      skills = [],
    } = pick(staff);
    const item = chat(teamId, pick(spoken), now - waiting + index);
    return skills.length > 0 && next() < 0.5 ? { ...item, skills: [pick(skills)] } : item;
  });
}

const nobodys = 'nobody-';
const isNobodys = (skill: string) => skill.startsWith(nobodys);

function stuckBefore([agent]: readonly RoutingAgent[], { waiting, stuck = 0 }: DeskSize): RoutingItem[] {
  const before = Date.now() - 2 * waiting;
  return Array.from({ length: stuck }, (_, index) => ({
    ...chat(agent?.teamIds[0] ?? '', 'en', before),
    skills: [`${nobodys}${index}`],
  }));
}

const inboxId = randomUUID();

function chat(teamId: string, language: Language, enqueuedAt: number): RoutingItem {
  const conversationId = randomUUID();
  const queue: Queue = { inboxId, teamId, language };
  return {
    id: contactItemId(conversationId),
    conversationId,
    visitorId: randomUUID(),
    revision: 1,
    epoch: 0,
    state: 'queued',
    queue,
    enqueuedAt,
    band: 1,
    weight: chatWeight,
    agentId: null,
    preferredAgentId: null,
    preferredUntil: null,
  };
}

async function inChunks<T>(all: readonly T[], write: (each: T) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += chunk)
    await Promise.all(all.slice(from, from + chunk).map(write));
}

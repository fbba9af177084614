import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '@haven/shared/ids';
import { check, type Violation } from './checker.ts';
import type { Cluster } from './cluster.ts';
import { type Durations, type Fault, faults, type Scene } from './faults.ts';
import type { History, Row } from './history.ts';
import type { ClientTroubles, Participant } from './participant.ts';
import type { Cast, Visitor } from './people.ts';
import type { Randomness } from './randomness.ts';

/** Names of faults: those of one group overlap, one group follows the other. */
export type Script = readonly (readonly string[])[];

export type RoundDeps = {
  cluster: Cluster;
  cast: Cast;
  troubles: ClientTroubles;
  randomness: Randomness;
  durations: Durations;
};

export type RoundResult = {
  script: Script;
  acked: number;
  refused: number;
  violations: Violation[];
  /** Faults by whether they bit. */
  bitten: string[];
  missed: string[];
  /** From the end of the last fault until everything was delivered, in milliseconds. */
  healedAfterMs: number;
  waitedFor: string;
};

const conversationCount = 12;
/** Visitors who come while the fault lasts. */
const latecomerCount = 2;
const sendsAtLeast = 500;
/** Between two messages of one author, on average: about 150 messages per second of all. */
const typeEveryMs = 150;
/** After the messages of a round, until a long fault is over. */
const lingerEveryMs = 1_000;
/** Nobody types on while this much of theirs is unanswered. */
const pendingMost = 30;
/** What is not delivered after this will not be. Longer than the 45 s in which a dead socket is noticed. */
const healWithinMs = 90_000;
/** A queue may need this long after healing. */
const queueWithinMs = 10_000;

type Talk = { id: Id; visitor: Visitor };

/** One script of faults under traffic, then healing, then the verdict. */
export async function playRound(deps: RoundDeps, script: Script): Promise<RoundResult> {
  const { cluster, cast, troubles, randomness, durations } = deps;
  const visitors = await together(conversationCount + latecomerCount, () => cast.newVisitor());
  const people = [...cast.agents, ...visitors.map(({ person }) => person)];
  const talks: Talk[] = [];
  const begin = async (visitor: Visitor) => talks.push({ id: await visitor.start(), visitor });
  await Promise.all(visitors.slice(0, conversationCount).map(begin));
  await until(20_000, () => talks.every(({ id }) => cast.agents.some((agent) => agent.own().includes(id))));

  const traffic = startTraffic(deps, people, talks);
  const scene: Scene = { cluster, people, troubles, randomness, durations };
  const outcomes: { name: string; hasBitten: boolean }[] = [];
  // The first fault comes when a part of the messages is on its way.
  await sleep(randomness.between(200, 900));
  const late = Promise.all(visitors.slice(conversationCount).map(begin));
  for (const group of script) {
    const delays = group.map((_, index) => (index === 0 ? 0 : randomness.between(50, 700)));
    await Promise.all(
      group.map(async (name, index) => {
        await sleep(delays[index]);
        outcomes.push({ name, hasBitten: await faultNamed(name)(scene) });
      }),
    );
  }
  await late;
  await traffic.finish();
  const healedAt = Date.now();
  const waitedFor = await heal(cluster, people, talks);
  const healedAfterMs = Date.now() - healedAt;
  const history = await gather(cluster, people, talks);
  await leave(cast, talks);
  return {
    script,
    acked: history.acks.length,
    refused: history.refusals.length,
    violations: check(history),
    bitten: outcomes.filter(({ hasBitten }) => hasBitten).map(({ name }) => name),
    missed: outcomes.filter(({ hasBitten }) => !hasBitten).map(({ name }) => name),
    healedAfterMs,
    waitedFor,
  };
}

function faultNamed(name: string): Fault {
  const fault = faults[name];
  if (!fault) throw new Error(`There is no fault ${name}; there are ${Object.keys(faults).join(', ')}.`);
  return fault;
}

/** Everybody types in everything that is theirs, until enough was typed and the faults are over. */
function startTraffic(
  { cast, randomness }: RoundDeps,
  people: readonly Participant[],
  talks: readonly Talk[],
) {
  let isOver = false;
  const typed = () => people.reduce((sum, { typed: messages }) => sum + messages.length, 0);
  const hasEnough = () => typed() >= sendsAtLeast;

  async function keepTyping(person: Participant, conversations: () => readonly Id[]): Promise<void> {
    while (!(isOver && hasEnough())) {
      const mine = conversations();
      if (mine.length > 0 && person.pending() < pendingMost) {
        const kind = person.side === 'staff' && randomness.next() < 0.2 ? 'note' : 'message';
        person.type(randomness.pick(mine), kind);
      }
      const everyMs = hasEnough() ? lingerEveryMs : typeEveryMs;
      // An agent talks in as many chats as there are for each.
      await sleep((everyMs * randomness.between(0.3, 1.7)) / Math.max(1, mine.length));
    }
  }

  const ofRound = (ids: readonly Id[]) => ids.filter((id) => talks.some((talk) => talk.id === id));
  const agents = cast.agents.map((agent) => keepTyping(agent, () => ofRound(agent.own())));
  const visitors = people
    .filter(({ side }) => side === 'visitor')
    .map((person) =>
      keepTyping(person, () => talks.filter(({ visitor }) => visitor.person === person).map(({ id }) => id)),
    );
  return {
    /** Ends it with one more message in each conversation, whose number shows what was lost before it (LIVE1). */
    async finish() {
      isOver = true;
      await Promise.all([...agents, ...visitors]);
      for (const { id, visitor } of talks) visitor.person.type(id, 'message');
    },
  };
}

/**
 * Waits until everything typed is answered and every screen has drawn its log, or until nobody would wait longer.
 * Answers with what took longest: what was waited for at the last look but one.
 */
async function heal(
  cluster: Cluster,
  people: readonly Participant[],
  talks: readonly Talk[],
): Promise<string> {
  let waitedFor = 'nothing';
  await until(healWithinMs, async () => {
    for (const person of people) if (person.state() === 'waiting') person.wake();
    const missing = await missingNow(cluster, people, talks);
    waitedFor = missing ?? waitedFor;
    return missing === null;
  });
  await until(queueWithinMs, async () => (await stuckOf(cluster, talks)).length === 0);
  return waitedFor;
}

/** One thing that is not well yet, in words; null when all is. */
async function missingNow(
  cluster: Cluster,
  people: readonly Participant[],
  talks: readonly Talk[],
): Promise<string | null> {
  const away = people.find((person) => person.state() !== 'live');
  if (away) return `${away.name} to be live, who is ${away.state()}`;
  const busy = people.find((person) => person.pending() > 0);
  if (busy) return `${busy.pending()} answers for ${busy.name}`;
  const heads = await headsOf(cluster, talks);
  for (const { id, visitor } of talks) {
    const holder = people.find((person) => person.side === 'staff' && person.own().includes(id));
    if (!holder) return `an agent to hold ${id}`;
    const head = heads.get(id);
    if (!head || visitor.person.drawnUpTo(id) < head.visitor) return `the screen of ${visitor.person.name}`;
    if (holder.drawnUpTo(id) < head.staff) return `the screen of ${holder.name}`;
  }
  return null;
}

async function headsOf(cluster: Cluster, talks: readonly Talk[]) {
  const rows = await cluster.query<{ id: Id; staff_seq: number; visitor_seq: number }>(
    'select id, staff_seq, visitor_seq from conversation where id = any($1)',
    [talks.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [row.id, { staff: row.staff_seq, visitor: row.visitor_seq }]));
}

async function stuckOf(cluster: Cluster, talks: readonly Talk[]): Promise<Id[]> {
  const rows = await cluster.query<{ id: Id }>(
    `select id from conversation where id = any($1) and status = 'queued'`,
    [talks.map(({ id }) => id)],
  );
  return rows.map(({ id }) => id);
}

async function gather(
  cluster: Cluster,
  people: readonly Participant[],
  talks: readonly Talk[],
): Promise<History> {
  const ids = talks.map(({ id }) => id);
  const visitorOf = new Map(talks.map(({ id, visitor }) => [id, visitor.person.name]));
  const rows = await cluster.query<{
    conversation_id: Id;
    staff_seq: number;
    visitor_seq: number | null;
    id: Id;
    author_kind: string;
    author_id: Id | null;
    client_message_id: Id | null;
    at: Date;
  }>(
    `select conversation_id, staff_seq, visitor_seq, id, author_kind, author_id, client_message_id, at
       from entry where conversation_id = any($1) order by conversation_id, staff_seq`,
    [ids],
  );
  const assignments = await cluster.query<{ conversation_id: Id; count: number }>(
    `select conversation_id, count(*)::int as count from assignment
      where conversation_id = any($1) and role = 'contact' and ended_at is null group by 1`,
    [ids],
  );
  return {
    typed: people.flatMap(({ typed }) => typed),
    acks: people.flatMap(({ acks }) => acks),
    refusals: people.flatMap(({ refusals }) => refusals),
    rows: rows.map(
      (row): Row => ({
        conversationId: row.conversation_id,
        staffSeq: row.staff_seq,
        visitorSeq: row.visitor_seq,
        id: row.id,
        author:
          row.author_kind === 'visitor'
            ? (visitorOf.get(row.conversation_id) ?? 'visitor')
            : `${row.author_kind}:${String(row.author_id)}`,
        clientMessageId: row.client_message_id,
        at: row.at.toISOString(),
      }),
    ),
    screens: people.flatMap((person) =>
      person.screens().filter(({ conversationId }) => ids.includes(conversationId)),
    ),
    openAssignments: assignments.map((row) => ({ conversationId: row.conversation_id, count: row.count })),
    stuck: await stuckOf(cluster, talks),
    exits: cluster.exits.splice(0),
  };
}

/** The visitors go, so that the agents are free for those of the next round. */
async function leave(cast: Cast, talks: readonly Talk[]): Promise<void> {
  await Promise.all(talks.map(({ id, visitor }) => visitor.leave(id)));
  for (const agent of cast.agents) agent.forget();
}

async function until(withinMs: number, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    if (await isSo()) return;
    await sleep(100);
  }
}

function together<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, make));
}

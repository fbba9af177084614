import { type Desk, openDesk } from './routing-desk.ts';
import { spreadOf, told } from './in-turns.ts';
import { type Outcome, type Row, type Size, verdict } from './outcome.ts';
import { median, rounded } from './statistics.ts';

/** For each of `--conversations`: 1,000 agents and 10,000 waiting by default. */
export const agentsPer = 5;
export const waitingPer = 50;
const teams = 4;
const skills = 10;
/** Decisions under way at once: a process makes one at a time, so this is a deployment of four. */
const inFlight = 4;
/** A desk has one team, so that each of its agents counts in every decision; the others are of the middle size. */
const sizes = { agents: [0.05, 0.5, 5], skills: [0, 3, 10], waiting: [0.5, 5, 50], stuck: [0, 10, 100] };
const targets = { ratio: 0.5, growth: 3 };

/** What a side did in its turns of one round. */
type Turns = { perSecond: number; microsPerCall: number };
type Round = { ours: Turns; bare: Turns };

/** Decisions a second beside a bare script on the same Redis, with as many under way. */
export async function decisions(size: Size): Promise<Outcome> {
  const agents = agentsPer * size.conversations;
  const waiting = waitingPer * size.conversations;
  const desk = await openDesk({ agents, waiting, skills, teams, seed: size.seed });
  try {
    const rounds: Round[] = [];
    for (let round = 0; round < size.rounds; round += 1) rounds.push(await takeTurns(desk, size.seconds));
    const ratio = spreadOf(rounds.map(({ ours, bare }) => ours.perSecond / bare.perSecond));
    const [ours, bare] = [rounds.map((round) => round.ours), rounds.map((round) => round.bare)];
    const row = (figure: string, of: (turns: Turns) => number, target: string): Row => ({
      figure,
      haven: String(rounded(median(ours.map(of)), 1)),
      baseline: String(rounded(median(bare.map(of)), 1)),
      target,
    });
    return {
      rows: [
        row(
          `decisions/s, ${agents} agents, ${waiting} waiting, ${inFlight} in flight`,
          ({ perSecond }) => perSecond,
          `≥ ${targets.ratio}: ${told(ratio, ratio.middle >= targets.ratio)}`,
        ),
        row('Redis CPU µs/decision', ({ microsPerCall }) => microsPerCall, 'told'),
      ],
      json: {
        ratio: rounded(ratio.middle, 3),
        decisionsPerSecond: rounded(median(ours.map(({ perSecond }) => perSecond)), 0),
        barePerSecond: rounded(median(bare.map(({ perSecond }) => perSecond)), 0),
        decisionMicros: rounded(median(ours.map(({ microsPerCall }) => microsPerCall)), 1),
        bareMicros: rounded(median(bare.map(({ microsPerCall }) => microsPerCall)), 1),
      },
    };
  } finally {
    await desk.close();
  }
}

/** What a decision costs Redis, by agents, kinds of skill, length of the queue and queues in front that nobody can take: three sizes each, in turns. */
export async function decisionCost(size: Size): Promise<Outcome> {
  const [agents, waiting] = [scaled(sizes.agents, size), scaled(sizes.waiting, size)];
  const middle = { agents: middleOf(agents), waiting: middleOf(waiting), skills: middleOf(sizes.skills) };
  const byAgents = await costs(
    size,
    agents.map((count) => ({ ...middle, agents: count })),
  );
  const bySkills = await costs(
    size,
    sizes.skills.map((count) => ({ ...middle, skills: count })),
  );
  const byWaiting = await costs(
    size,
    waiting.map((count) => ({ ...middle, waiting: count })),
  );
  const byStuck = await costs(
    size,
    sizes.stuck.map((count) => ({ ...middle, stuck: count })),
  );
  const [least = Number.NaN, , most = Number.NaN] = byAgents.ours;
  const row = (what: string, counts: readonly number[], { ours, bare }: Costs, target: string): Row => ({
    figure: `Redis CPU µs/decision with ${counts.join(' / ')} ${what}`,
    haven: ours.join(' / '),
    baseline: bare.join(' / '),
    target,
  });
  return {
    rows: [
      row(
        'agents',
        agents,
        byAgents,
        `last ≤ ${targets.growth}× first: ${rounded(most / least)}, ${verdict(most <= targets.growth * least)}`,
      ),
      row('skills', sizes.skills, bySkills, 'told'),
      row('waiting', waiting, byWaiting, 'told'),
      row('queues in front that nobody can take', sizes.stuck, byStuck, 'told'),
    ],
    json: {
      agents,
      agentsMicros: byAgents.ours,
      skills: sizes.skills,
      skillsMicros: bySkills.ours,
      waiting,
      waitingMicros: byWaiting.ours,
      waitingBareMicros: byWaiting.bare,
      stuck: sizes.stuck,
      stuckMicros: byStuck.ours,
    },
  };
}

/** Medians, one for each desk. */
type Costs = { ours: number[]; bare: number[] };

async function costs(
  { rounds, seconds, seed }: Size,
  desksWanted: readonly { agents: number; waiting: number; skills: number; stuck?: number }[],
): Promise<Costs> {
  const desks: Desk[] = [];
  try {
    for (const wanted of desksWanted) desks.push(await openDesk({ ...wanted, teams: 1, seed }));
    const found: Round[][] = desks.map(() => []);
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, desk] of desks.entries())
        found[index]?.push(await takeTurns(desk, seconds / desks.length));
    }
    const medians = (of: (round: Round) => Turns) =>
      found.map((each) => rounded(median(each.map((round) => of(round).microsPerCall)), 1));
    return { ours: medians(({ ours }) => ours), bare: medians(({ bare }) => bare) };
  } finally {
    for (const desk of desks) await desk.close();
  }
}

/** Both sides by turns, as many calls each, for so many seconds. Throws when a decision took more than one call. */
async function takeTurns(desk: Desk, forSeconds: number): Promise<Round> {
  const count = desk.perTurn;
  const sums = { ours: { calls: 0, micros: 0, seconds: 0 }, bare: { calls: 0, micros: 0, seconds: 0 } };

  async function turn<T>(side: keyof typeof sums, make: () => Promise<T>): Promise<T[]> {
    const before = await desk.redisUse();
    const began = performance.now();
    const made = await makeMany(count, make);
    const seconds = (performance.now() - began) / 1_000;
    const after = await desk.redisUse();
    const calls = after.calls - before.calls;
    if (calls !== count) throw new Error(`${count} decisions took ${calls} script calls.`);
    const sum = sums[side];
    sum.calls += calls;
    sum.micros += after.cpuMicros - before.cpuMicros;
    sum.seconds += seconds;
    return made;
  }

  // What both do first, only once, is not counted: connections, scripts, compiled code.
  await desk.giveBack(await makeMany(1, desk.decide));
  await desk.push(await makeMany(1, desk.pop));
  const until = performance.now() + forSeconds * 1_000;
  do {
    await desk.giveBack(await turn('ours', desk.decide));
    await desk.push(await turn('bare', desk.pop));
  } while (performance.now() < until);
  const turnsOf = ({ calls, micros, seconds }: (typeof sums)['ours']): Turns => ({
    perSecond: calls / seconds,
    microsPerCall: micros / calls,
  });
  return { ours: turnsOf(sums.ours), bare: turnsOf(sums.bare) };
}

async function makeMany<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  let left = count;
  async function lane(): Promise<void> {
    while (left > 0) {
      left -= 1;
      made.push(await make());
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane));
  return made;
}

const scaled = (parts: readonly number[], { conversations }: Size) =>
  parts.map((part) => Math.ceil(part * conversations));
const middleOf = (values: readonly number[]) => values[1] ?? 0;

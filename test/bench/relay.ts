import { startBaseline } from './baseline.ts';
import { prepareProfiling } from './profile.ts';
import { type Run, runLoad } from './run-load.ts';
import { median, rounded } from './statistics.ts';
import { startHaven, type Subject } from './subject.ts';

/** How much to do: conversations with one send in flight from each side, rounds, and their length. */
export type Size = { conversations: number; rounds: number; seconds: number };

/** A row of the table: what it is, Haven's figure, the baseline's, and the target with whether it is met. */
export type Row = { figure: string; haven: string; baseline: string; target: string };
export type Outcome = { rows: Row[]; json: Record<string, number> };

const targets = { ratio: 0.75, cpu: 1.3, latency: 2 };

/** Socket in, committed, acked, delivered to the other party; beside bare Socket.IO, in turns. */
export async function relay(size: Size): Promise<Outcome> {
  const haven = await startHaven('native', size.conversations);
  const bare = await startBaseline(haven, { stores: false });
  const inserting = await startBaseline(haven, { stores: true });
  try {
    const [ours = [], theirs = [], inserts = []] = await inTurns([haven, bare, inserting], size);
    const ratio = ratioOf(ours, theirs, rateOf);
    const cpu = ratioOf(ours, theirs, cpuOf);
    const insertsRatio = ratioOf(inserts, theirs, rateOf);
    return {
      rows: [
        row(
          'entries/s',
          ours,
          theirs,
          rateOf,
          `≥ ${targets.ratio}: ${told(ratio, ratio.middle >= targets.ratio)}`,
        ),
        row('entries/s, bare with inserts', inserts, theirs, rateOf, `told: ${told(insertsRatio)}`),
        row(
          'server CPU µs/entry',
          ours,
          theirs,
          cpuOf,
          `≤ ${targets.cpu}: ${told(cpu, cpu.middle <= targets.cpu)}`,
        ),
      ],
      json: {
        ratio: rounded(ratio.middle, 3),
        entriesPerSecond: rounded(median(ours.map(rateOf)), 0),
        bareEntriesPerSecond: rounded(median(theirs.map(rateOf)), 0),
        insertsRatio: rounded(insertsRatio.middle, 3),
        cpu: rounded(cpu.middle),
      },
    };
  } finally {
    for (const subject of [inserting, bare, haven]) await subject.stop();
  }
}

/** Ack latency at a third of Haven's own capacity, beside bare Socket.IO at the same rate. */
export async function latency(size: Size): Promise<Outcome> {
  const haven = await startHaven('native', size.conversations);
  const bare = await startBaseline(haven, { stores: false });
  try {
    const capacity = (await runLoad(haven, size.seconds * 1_000)).entriesPerSecond;
    const [ours = [], theirs = []] = await inTurns([haven, bare], size, capacity / 3);
    const ratio = ratioOf(ours, theirs, p99Of);
    const at = rounded(capacity / 3, 0);
    return {
      rows: [
        row(`ack p50 ms at ${at}/s`, ours, theirs, p50Of, 'told'),
        row(
          'ack p99 ms',
          ours,
          theirs,
          p99Of,
          `≤ ${targets.latency}: ${told(ratio, ratio.middle <= targets.latency)}`,
        ),
      ],
      json: {
        rate: at,
        p50: rounded(median(ours.map(p50Of))),
        p99: rounded(median(ours.map(p99Of))),
        bareP99: rounded(median(theirs.map(p99Of))),
        ratio: rounded(ratio.middle),
      },
    };
  } finally {
    for (const subject of [bare, haven]) await subject.stop();
  }
}

/** The same relay on the embedded engines beside the native ones. */
export async function embedded(size: Size): Promise<Outcome> {
  const inside = await startHaven('embedded', size.conversations);
  const native = await startHaven('native', size.conversations);
  try {
    const [ours = [], theirs = []] = await inTurns([inside, native], size);
    const ratio = ratioOf(ours, theirs, rateOf);
    return {
      rows: [row('entries/s on embedded engines, and native', ours, theirs, rateOf, `told: ${told(ratio)}`)],
      json: {
        entriesPerSecond: rounded(median(ours.map(rateOf)), 0),
        native: rounded(median(theirs.map(rateOf)), 0),
        ratio: rounded(ratio.middle, 3),
      },
    };
  } finally {
    for (const subject of [native, inside]) await subject.stop();
  }
}

/** Where the server's time goes under the relay, by function. */
export async function profile(size: Size): Promise<Outcome> {
  const profiling = await prepareProfiling();
  const haven = await startHaven('native', size.conversations, profiling.env);
  const load = () => runLoad(haven, size.seconds * 1_000);
  const top = await profiling.during(haven.pid, load, 50);
  await haven.stop();
  return {
    rows: top.map(({ where, part }) => ({
      figure: where,
      haven: `${rounded(part * 100, 1)} %`,
      baseline: '',
      target: 'told',
    })),
    json: Object.fromEntries(top.map(({ where, part }) => [where, rounded(part, 4)])),
  };
}

/** A B C, A B C …: whatever else the machine does meets all of them alike. */
async function inTurns(
  subjects: readonly Subject[],
  size: Size,
  rate: number | null = null,
): Promise<Run[][]> {
  const runs: Run[][] = subjects.map(() => []);
  for (let round = 0; round < size.rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      runs[index]?.push(await runLoad(subject, size.seconds * 1_000, rate));
    }
  }
  return runs;
}

const rateOf = (run: Run) => run.entriesPerSecond;
const cpuOf = (run: Run) => run.cpuMicrosPerEntry;
const p50Of = (run: Run) => run.ackP50;
const p99Of = (run: Run) => run.ackP99;

type Ratio = { least: number; middle: number; most: number };

/** Of each round by itself, since what disturbed one disturbed both: the median, and how far they spread. */
function ratioOf(ours: readonly Run[], theirs: readonly Run[], figure: (run: Run) => number): Ratio {
  const ratios = ours.map((run, index) => {
    const baseline = theirs[index];
    return baseline === undefined ? Number.NaN : figure(run) / figure(baseline);
  });
  return { least: Math.min(...ratios), middle: median(ratios), most: Math.max(...ratios) };
}

function row(
  figure: string,
  ours: readonly Run[],
  theirs: readonly Run[],
  of: (run: Run) => number,
  target: string,
): Row {
  const shown = (runs: readonly Run[]) => String(rounded(median(runs.map(of)), 1));
  return { figure, haven: shown(ours), baseline: shown(theirs), target };
}

function told({ least, middle, most }: Ratio, isMet?: boolean): string {
  const verdict = isMet === undefined ? '' : isMet ? ', met' : ', not met';
  return `${rounded(middle)} (${rounded(least)} to ${rounded(most)})${verdict}`;
}

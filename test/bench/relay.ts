import type { EngineName } from '../support/server-process.ts';
import { startBaseline } from './baseline.ts';
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
    const [ours, theirs, inserts] = await inTurns([haven, bare, inserting], size);
    const rate = (runs: Run[] = []) => median(runs.map((run) => run.entriesPerSecond));
    const cpu = (runs: Run[] = []) => median(runs.map((run) => run.cpuMicrosPerEntry));
    const ratio = rate(ours) / rate(theirs);
    const cpuRatio = cpu(ours) / cpu(theirs);
    const insertsRatio = rate(inserts) / rate(theirs);
    return {
      rows: [
        row(
          'entries/s',
          rate(ours),
          rate(theirs),
          `≥ ${targets.ratio}: ${verdict(ratio, ratio >= targets.ratio)}`,
        ),
        row('entries/s, bare with inserts', rate(inserts), rate(theirs), `told: ${rounded(insertsRatio)}`),
        row(
          'server CPU µs/entry',
          cpu(ours),
          cpu(theirs),
          `≤ ${targets.cpu}: ${verdict(cpuRatio, cpuRatio <= targets.cpu)}`,
        ),
      ],
      json: {
        ratio: rounded(ratio, 3),
        entriesPerSecond: rounded(rate(ours), 0),
        bareEntriesPerSecond: rounded(rate(theirs), 0),
        insertsRatio: rounded(insertsRatio, 3),
        cpuRatio: rounded(cpuRatio),
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
    const [p50, p99] = [median(ours.map((run) => run.ackP50)), median(ours.map((run) => run.ackP99))];
    const [bareP50, bareP99] = [
      median(theirs.map((run) => run.ackP50)),
      median(theirs.map((run) => run.ackP99)),
    ];
    const ratio = p99 / bareP99;
    return {
      rows: [
        row(`ack p50 ms at ${rounded(capacity / 3, 0)}/s`, p50, bareP50, 'told'),
        row('ack p99 ms', p99, bareP99, `≤ ${targets.latency}: ${verdict(ratio, ratio <= targets.latency)}`),
      ],
      json: {
        rate: rounded(capacity / 3, 0),
        p50: rounded(p50),
        p99: rounded(p99),
        bareP99: rounded(bareP99),
        ratio: rounded(ratio),
      },
    };
  } finally {
    for (const subject of [bare, haven]) await subject.stop();
  }
}

/** The same relay on the embedded engines beside the native ones. */
export async function embedded(size: Size): Promise<Outcome> {
  const rates: Record<EngineName, number> = { embedded: 0, native: 0 };
  for (const engine of ['embedded', 'native'] as const) {
    const haven = await startHaven(engine, size.conversations);
    try {
      const [runs = []] = await inTurns([haven], size);
      rates[engine] = median(runs.map((run) => run.entriesPerSecond));
    } finally {
      await haven.stop();
    }
  }
  const ratio = rates.embedded / rates.native;
  return {
    rows: [
      row(
        'entries/s on embedded engines, and native',
        rates.embedded,
        rates.native,
        `told: ${rounded(ratio)}`,
      ),
    ],
    json: {
      entriesPerSecond: rounded(rates.embedded, 0),
      native: rounded(rates.native, 0),
      ratio: rounded(ratio),
    },
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

function row(figure: string, haven: number, baseline: number, target: string): Row {
  return { figure, haven: String(rounded(haven, 1)), baseline: String(rounded(baseline, 1)), target };
}

function verdict(ratio: number, isMet: boolean): string {
  return `${rounded(ratio)} ${isMet ? 'met' : 'not met'}`;
}

import { startBaseline } from './baseline.ts';
import { inTurns, ratioOf, row, told } from './in-turns.ts';
import type { Outcome, Size } from './outcome.ts';
import { type Run, runLoad } from './run-load.ts';
import { median, rounded } from './statistics.ts';
import { startHaven } from './subject.ts';

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
    const capacity = (await runLoad(haven, { measureMs: size.seconds * 1_000, seed: size.seed }))
      .entriesPerSecond;
    const [ours = [], theirs = []] = await inTurns([haven, bare], size, { rate: capacity / 3 });
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

const rateOf = (run: Run) => run.entriesPerSecond;
const cpuOf = (run: Run) => run.cpuMicrosPerEntry;
const p50Of = (run: Run) => run.ackP50;
const p99Of = (run: Run) => run.ackP99;

import { capacityMax } from '@haven/shared/limits';
import { startBaseline } from './baseline.ts';
import { inTurns, row, spreadOf, told } from './in-turns.ts';
import { loadedNodes, startNodes } from './nodes.ts';
import { type Outcome, type Size, verdict } from './outcome.ts';
import type { Run } from './run-load.ts';
import { median, rounded } from './statistics.ts';
import { openConversations } from './subject.ts';

/** Sockets and entries a second for each of `--conversations`: 2,000 and 300 by default. */
const socketsPer = 10;
const ratePer = 1.5;
const targets = { p99Ms: 100, growth: 1.05 };

/** A load far below capacity for long, `--seconds 600` for ten minutes: latency, errors, and whether memory stays. */
export async function steady(size: Size): Promise<Outcome> {
  const count = size.conversations * socketsPer;
  const rate = size.conversations * ratePer;
  const { servers, stop } = await startNodes(1);
  // One visitor in each conversation, and an agent for as many as one may have.
  const sockets = await openConversations(servers[0], Math.floor((count * capacityMax) / (capacityMax + 1)));
  const haven = loadedNodes(servers, sockets);
  const bare = await startBaseline(haven, { stores: false });
  try {
    // Heap and caches grow to the size that the load needs before it counts.
    const warmUpMs = size.seconds * 100;
    const [ours = [], theirs = []] = await inTurns([haven, bare], size, { rate, warmUpMs });
    const p99 = median(ours.map(p99Of));
    const growth = median(ours.map(growthOf));
    return {
      rows: [
        row(
          `ack p50 ms, ${sockets.length} sockets at ${rate}/s for ${size.seconds} s`,
          ours,
          theirs,
          p50Of,
          'told',
        ),
        row('ack p99 ms', ours, theirs, p99Of, `≤ ${targets.p99Ms}: ${verdict(p99 <= targets.p99Ms)}`),
        // Whatever is refused, lost or doubled ends the run.
        { figure: 'errors', haven: '0', baseline: '0', target: '0: met' },
        row('RSS MB in the first quarter', ours, theirs, firstMbOf, 'told'),
        row(
          'RSS MB in the last quarter',
          ours,
          theirs,
          lastMbOf,
          `≤ ${targets.growth}× the first: ${told(spreadOf(ours.map(growthOf)), growth <= targets.growth)}`,
        ),
        row('RSS KB more each minute', ours, theirs, (run) => kbPerMinuteOf(run, size.seconds), 'told'),
      ],
      json: {
        sockets: sockets.length,
        rate,
        seconds: size.seconds,
        errors: 0,
        p50: rounded(median(ours.map(p50Of))),
        p99: rounded(p99),
        bareP99: rounded(median(theirs.map(p99Of))),
        firstMb: rounded(median(ours.map(firstMbOf)), 1),
        lastMb: rounded(median(ours.map(lastMbOf)), 1),
        growth: rounded(growth, 3),
        kbPerMinute: rounded(median(ours.map((run) => kbPerMinuteOf(run, size.seconds))), 0),
      },
    };
  } finally {
    await bare.stop();
    await stop();
  }
}

const p50Of = (run: Run) => run.ackP50;
const p99Of = (run: Run) => run.ackP99;
const firstMbOf = ({ residentKb }: Run) =>
  median(residentKb.slice(0, Math.ceil(residentKb.length / 4))) / 1_024;
const lastMbOf = ({ residentKb }: Run) => median(residentKb.slice(-Math.ceil(residentKb.length / 4))) / 1_024;
const growthOf = (run: Run) => lastMbOf(run) / firstMbOf(run);
/** From the middle of the first quarter to the middle of the last. */
const kbPerMinuteOf = (run: Run, seconds: number) =>
  ((lastMbOf(run) - firstMbOf(run)) * 1_024 * 60) / (seconds * 0.75);

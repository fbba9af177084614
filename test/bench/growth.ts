import { visitorNamespace } from '@haven/shared/realtime/handshake';
import { createRandomness } from '../faults/randomness.ts';
import { startBaseline } from './baseline.ts';
import { inTurns } from './in-turns.ts';
import type { LoadSocket } from './load-plan.ts';
import { loadedNodes, type Nodes, startNodes } from './nodes.ts';
import type { Outcome, Row, Size } from './outcome.ts';
import { timePages } from './page-times.ts';
import { readPostgresUse } from './postgres-use.ts';
import { type Load, type Loaded, type Run, runLoad } from './run-load.ts';
import { seedHistory } from './seed-history.ts';
import { median, rounded } from './statistics.ts';
import { openConversations } from './subject.ts';

/**
 * Of `--conversations`: 20, 200 and 400 by default. Each has two sends under way, and beyond 1,000 a server refuses as
 * `busy` instead of growing slower (LIVE9).
 */
const conversationSizes = [0.1, 1, 2];
const nodeCounts = [1, 2, 3];
/** Entries in each conversation before the load, which adds some tens; in a quarter of `--conversations` each. */
const historyLengths = [0, 1_000, 10_000];
const historyPart = 0.25;
/** Sends in a second for each of `--conversations`, far below capacity: 300 by default. */
const ratePer = 1.5;
/** Pages of each kind and size whose median is told, in each round. */
const pagesPerRound = 50;

/** How cost grows with conversations, nodes and the length of history: each at three sizes, in turns. */
export async function growth(size: Size): Promise<Outcome> {
  const nodes = await startNodes(Math.max(...nodeCounts));
  try {
    const outcomes = [
      await byConversations(size, nodes),
      await byNodes(size, nodes),
      await byHistory(size, nodes),
    ];
    return {
      rows: outcomes.flatMap(({ rows }) => rows),
      json: Object.assign({}, ...outcomes.map(({ json }) => json)) as Outcome['json'],
    };
  } finally {
    await nodes.stop();
  }
}

async function byConversations(size: Size, { servers }: Nodes): Promise<Outcome> {
  const [server] = servers;
  const counts = conversationSizes.map((part) => Math.ceil(part * size.conversations));
  const crowds: LoadSocket[][] = [];
  for (const count of counts) crowds.push(await openConversations(server, count));
  const ours = crowds.map((sockets) => loadedNodes([server], sockets));
  const theirs = [];
  for (const sockets of crowds) theirs.push(await startBaseline({ sockets }, { stores: false }));
  try {
    const rate = size.conversations * ratePer;
    const ourFull = await inTurns(ours, size);
    const theirFull = await inTurns(theirs, size);
    const ourSteady = await inTurns(ours, size, { rate });
    const theirSteady = await inTurns(theirs, size, { rate });
    const of = `with ${counts.join(' / ')} conversations`;
    const at = `at ${rate}/s, ${of}`;
    return {
      rows: [
        row(`entries/s ${of}`, medians(ourFull, rateOf), medians(theirFull, rateOf)),
        row(`CPU µs/entry ${of}`, medians(ourFull, cpuOf), medians(theirFull, cpuOf)),
        row(`CPU µs/entry ${at}`, medians(ourSteady, cpuOf), medians(theirSteady, cpuOf)),
        row(`ack p50 ms ${at}`, medians(ourSteady, p50Of), medians(theirSteady, p50Of)),
      ],
      json: {
        conversations: counts,
        conversationsEntriesPerSecond: medians(ourFull, rateOf),
        conversationsCpu: medians(ourFull, cpuOf),
        conversationsCpuAtRate: medians(ourSteady, cpuOf),
        conversationsP50: medians(ourSteady, p50Of),
      },
    };
  } finally {
    for (const subject of theirs) await subject.stop();
  }
}

/** Nodes without a socket wait beside those under load: that costs them nothing to speak of. */
async function byNodes(size: Size, { servers }: Nodes): Promise<Outcome> {
  const opened = await openConversations(servers[0], size.conversations);
  const sockets = createRandomness(size.seed).shuffled(opened);
  const loads = nodeCounts.map((count) => {
    const [first, ...others] = servers;
    const used: Nodes['servers'] = [first, ...others.slice(0, count - 1)];
    return loadedNodes(used, sockets, (_, index) => used[index % count]);
  });
  const runs = await inTurns(loads, size);
  const of = `on ${nodeCounts.join(' / ')} nodes`;
  return {
    rows: [
      row(`entries/s ${of}`, medians(runs, rateOf)),
      row(`CPU µs/entry of all servers ${of}`, medians(runs, cpuOf)),
    ],
    json: {
      nodes: nodeCounts,
      nodesEntriesPerSecond: medians(runs, rateOf),
      nodesCpu: medians(runs, cpuOf),
    },
  };
}

async function byHistory(size: Size, { servers }: Nodes): Promise<Outcome> {
  const [server] = servers;
  const databaseUrl = server.env['DATABASE_URL'] ?? '';
  const crowds: LoadSocket[][] = [];
  for (const length of historyLengths) {
    const sockets = await openConversations(server, Math.ceil(size.conversations * historyPart));
    const visitors = visitorsOf(sockets);
    if (length > 0)
      await seedHistory(
        databaseUrl,
        visitors.flatMap(({ conversationIds }) => conversationIds),
        length,
      );
    crowds.push(sockets);
  }
  const rate = size.conversations * ratePer;
  const runs: MeteredRun[][] = crowds.map(() => []);
  for (let round = 0; round < size.rounds; round += 1) {
    for (const [index, sockets] of crowds.entries()) {
      const load = { measureMs: size.seconds * 1_000, rate, seed: size.seed + round };
      runs[index]?.push(await runMetered(loadedNodes([server], sockets), databaseUrl, load));
    }
  }
  // After the loads, when the shortest log is longer than a page.
  const times = await timePages(server.url, crowds.map(visitorsOf), {
    times: pagesPerRound * size.rounds,
    seed: size.seed,
  });
  const of = `after ${historyLengths.join(' / ')} entries`;
  const [resumes, lists] = [
    times.map(({ resume }) => rounded(resume)),
    times.map(({ list }) => rounded(list)),
  ];
  return {
    rows: [
      row(`CPU µs/entry at ${rate}/s ${of}`, medians(runs, cpuOf)),
      row(`ack p50 ms ${of}`, medians(runs, p50Of)),
      row(`PostgreSQL ms/entry ${of}`, medians(runs, postgresOf)),
      row(`ms of a resume ${of}`, resumes),
      row(`ms of a page ${of}`, lists),
    ],
    json: {
      history: historyLengths,
      historyCpu: medians(runs, cpuOf),
      historyP50: medians(runs, p50Of),
      historyPostgresMs: medians(runs, postgresOf),
      historyResumeMs: resumes,
      historyPageMs: lists,
    },
  };
}

type MeteredRun = Run & { postgresMsPerEntry: number };

/** Of the whole load, from its first connection to its last ack. */
async function runMetered(subject: Loaded, databaseUrl: string, load: Load): Promise<MeteredRun> {
  const before = await readPostgresUse(databaseUrl);
  const run = await runLoad(subject, load);
  const after = await readPostgresUse(databaseUrl);
  const entries = after.entries - before.entries;
  return { ...run, postgresMsPerEntry: (after.activeMs - before.activeMs) / entries };
}

const visitorsOf = (sockets: readonly LoadSocket[]) =>
  sockets.filter(({ namespace }) => namespace === visitorNamespace);
const rateOf = (run: Run) => run.entriesPerSecond;
const cpuOf = (run: Run) => run.cpuMicrosPerEntry;
const p50Of = (run: Run) => run.ackP50;
const postgresOf = (run: MeteredRun) => run.postgresMsPerEntry;

/** One figure for each size. */
function medians<R>(runs: readonly (readonly R[])[], of: (run: R) => number): number[] {
  return runs.map((each) => rounded(median(each.map(of))));
}

function row(figure: string, ours: readonly number[], theirs: readonly number[] = []): Row {
  return { figure, haven: ours.join(' / '), baseline: theirs.join(' / '), target: 'told' };
}

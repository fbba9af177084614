import { startServer } from '../support/server-process.ts';
import { startBaseline } from './baseline.ts';
import { createLagProbe } from './lag.ts';
import { type Outcome, type Row, type Size, verdict } from './outcome.ts';
import { median, rounded } from './statistics.ts';
import { type Crowd, type Drop, gatherCrowd } from './storm-crowd.ts';
import { openConversations, type Subject } from './subject.ts';

/** Visitors for each of `--conversations`: 2,000 by default, each with a conversation. */
const visitorsPer = 10;
/** Entries that their agents send in a second, meanwhile too: 100 by default. */
const ratePer = 0.5;
const targets = { seconds: 40, lagMs: 200 };

/**
 * All visitors are dropped at once and come back with the jitter of Haven's clients, through the product's own
 * admission, while their agents go on writing. Beside it the same with bare Socket.IO, which admits everybody at once and
 * has nothing to give back. Throws when an entry is lost, or a resume brings too little or something twice.
 */
export async function storm(size: Size): Promise<Outcome> {
  const ourProbe = await createLagProbe();
  const theirProbe = await createLagProbe();
  // No setting of its own for handshakes: what is measured is the admission that everybody gets.
  const server = await startServer({ engine: 'native', env: ourProbe.env });
  let bare: Subject | undefined;
  const crowds: Crowd[] = [];
  try {
    const sockets = await openConversations(server, size.conversations * visitorsPer);
    const haven = { name: 'haven', url: server.url, pid: server.pid(), resumes: true, sockets };
    bare = await startBaseline(haven, { stores: false, env: theirProbe.env });
    const load = { seed: size.seed, rate: size.conversations * ratePer, leadMs: size.seconds * 1_000 };
    const ours = await gatherCrowd({ subject: haven, probe: ourProbe, ...load });
    crowds.push(ours);
    const theirs = await gatherCrowd({ subject: bare, probe: theirProbe, ...load });
    crowds.push(theirs);
    // The first catch-up of each was no return.
    ours.tally.resumes = 0;
    const [ourDrops, theirDrops]: [Drop[], Drop[]] = [[], []];
    for (let round = 0; round < size.rounds; round += 1) {
      ourDrops.push(await ours.drop());
      theirDrops.push(await theirs.drop());
    }
    return outcomeOf(size.conversations * visitorsPer, ours.tally, ourDrops, theirDrops);
  } finally {
    for (const crowd of crowds) crowd.close();
    await bare?.stop();
    await server.stop();
  }
}

function outcomeOf(
  visitors: number,
  { resumes, missing, repeated }: Crowd['tally'],
  ours: readonly Drop[],
  theirs: readonly Drop[],
): Outcome {
  const lost = ours.reduce((sum, drop) => sum + drop.lost, 0);
  if (lost + missing + repeated > 0) {
    throw new Error(`${resumes} resumes: ${missing} entries missing, ${repeated} repeated, ${lost} lost`);
  }
  const seconds = median(ours.map((drop) => drop.seconds));
  const lagMs = median(ours.map((drop) => drop.lagP99Ms));
  const row = (figure: string, of: (drop: Drop) => number, target: string): Row => ({
    figure,
    haven: String(rounded(median(ours.map(of)), 1)),
    baseline: String(rounded(median(theirs.map(of)), 1)),
    target,
  });
  return {
    rows: [
      row(
        `s until all of ${visitors} had resumed`,
        (drop) => drop.seconds,
        `≤ ${targets.seconds}: ${verdict(seconds <= targets.seconds)}`,
      ),
      row(
        'event-loop lag p99 ms',
        (drop) => drop.lagP99Ms,
        `≤ ${targets.lagMs}: ${verdict(lagMs <= targets.lagMs)}`,
      ),
      row('event-loop lag at most ms', (drop) => drop.lagMaxMs, 'told'),
      row('entries lost', (drop) => drop.lost, '0: met'),
      { figure: `missing or repeated in ${resumes} resumes`, haven: '0', baseline: '', target: '0: met' },
    ],
    json: {
      sockets: visitors,
      resumes,
      missing,
      repeated,
      lost,
      seconds: rounded(seconds, 1),
      bareSeconds: rounded(median(theirs.map((drop) => drop.seconds)), 1),
      lagP99Ms: rounded(lagMs, 1),
      bareLagP99Ms: rounded(median(theirs.map((drop) => drop.lagP99Ms)), 1),
      lagMaxMs: rounded(Math.max(...ours.map((drop) => drop.lagMaxMs)), 1),
    },
  };
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { visitorNamespace } from '@haven/shared/realtime/handshake';
import { createRandomness } from '../faults/randomness.ts';
import type { LagProbe } from './lag.ts';
import { openRawSocket, type RawSocket } from './raw-socket.ts';
import type { Tally } from './returning-screen.ts';
import { createReturningVisitor, type ReturningVisitor } from './returning-visitor.ts';
import type { Loaded } from './run-load.ts';

/** One drop of all visitors and their return. */
export type Drop = {
  /** From the drop until the last one had caught up. */
  seconds: number;
  lagP99Ms: number;
  lagMaxMs: number;
  /** Acked to its writer, and not shown to its visitor in the end. */
  lost: number;
};

export type Crowd = {
  tally: Tally;
  drop(): Promise<Drop>;
  close(): void;
};

type Options = {
  subject: Loaded;
  probe: LagProbe;
  seed: number;
  /** Entries that the agents send in a second, and for how long before everybody is dropped. */
  rate: number;
  leadMs: number;
};

/** A storm that has not passed by then is one that does not. */
const returnWithinMs = 180_000;
/** What is on its way after the last return may take this long. */
const settleMs = 15_000;
/** Connections under way at once while the crowd gathers. */
const atOnce = 20;
const words = 'We have looked at your transfer: it waits for the network, nothing is lost.';

/** Connects everybody of `subject`. The visitors are those who are dropped, the agents those who go on sending. */
export async function gatherCrowd({ subject, probe, seed, rate, leadMs }: Options): Promise<Crowd> {
  const { url, resumes, sockets } = subject;
  const tally: Tally = { resumes: 0, missing: 0, repeated: 0 };
  const acked = new Map<string, string[]>();
  const ackedIn = (conversationId: string) => {
    const ids = acked.get(conversationId) ?? [];
    acked.set(conversationId, ids);
    return ids;
  };
  const { pick } = createRandomness(seed);
  let refused = 0;
  let underWay = 0;
  let lostSoFar = 0;

  const visitors = sockets
    .filter(({ namespace }) => namespace === visitorNamespace)
    .map((planned, index) =>
      createReturningVisitor({
        url,
        planned,
        resumes,
        random: createRandomness(seed + index).next,
        acked: ackedIn(planned.conversationIds[0] ?? ''),
        tally,
      }),
    );
  const writers: { socket: RawSocket; conversationId: string }[] = [];
  for (const planned of sockets.filter(({ namespace }) => namespace !== visitorNamespace)) {
    const socket = await openRawSocket(url, planned);
    if (resumes) await socket.answerTo('conversation:resume', '{"have":{}}');
    for (const conversationId of planned.conversationIds) writers.push({ socket, conversationId });
  }
  for (let from = 0; from < visitors.length; from += atOnce) {
    const entered = Promise.all(visitors.slice(from, from + atOnce).map((visitor) => visitor.enter()));
    await within(returnWithinMs, entered, () => `not all after the first ${from} had come in`);
  }

  function send(): void {
    const { socket, conversationId } = pick(writers);
    const id = randomUUID();
    const body = { conversationId, clientMessageId: id, text: words, attachmentIds: [] };
    underWay += 1;
    socket.ask('entry:send', JSON.stringify(body), (answer) => {
      underWay -= 1;
      if (answer.startsWith('[{"ok":true')) ackedIn(conversationId).push(id);
      else refused += 1;
    });
  }

  /** From intended times, as a slow server must not slow down what comes to it. */
  function startSending(): () => void {
    const startedAt = performance.now();
    let sent = 0;
    const timer = setInterval(() => {
      for (; sent * 1_000 < (performance.now() - startedAt) * rate; sent += 1) send();
    }, 5);
    return () => clearInterval(timer);
  }

  const lost = () => visitors.reduce((sum, visitor) => sum + lostBy(visitor, ackedIn), 0);

  async function settle(): Promise<void> {
    const deadline = performance.now() + settleMs;
    // Where nothing is stored, what was sent meanwhile never comes.
    while ((underWay > 0 || (resumes && lost() > 0)) && performance.now() < deadline) await sleep(50);
    if (underWay + refused > 0)
      throw new Error(`${subject.name}: ${refused} sends were refused and ${underWay} not answered`);
  }

  return {
    tally,
    async drop() {
      const stopSending = startSending();
      try {
        await sleep(leadMs);
        await probe.read();
        const droppedAt = performance.now();
        let back = 0;
        const returns = visitors.map(async (visitor) => {
          await visitor.dropAndReturn();
          back += 1;
        });
        await within(
          returnWithinMs,
          Promise.all(returns),
          () => `${back} of ${returns.length} had come back`,
        );
        const seconds = (performance.now() - droppedAt) / 1_000;
        const { p99Ms, maxMs } = await probe.read();
        stopSending();
        await settle();
        const lostBefore = lostSoFar;
        lostSoFar = lost();
        return { seconds, lagP99Ms: p99Ms, lagMaxMs: maxMs, lost: lostSoFar - lostBefore };
      } finally {
        stopSending();
      }
    },
    close() {
      for (const visitor of visitors) visitor.close();
      for (const { socket } of writers) socket.close();
    },
  };
}

function lostBy(visitor: ReturningVisitor, ackedIn: (conversationId: string) => readonly string[]): number {
  return ackedIn(visitor.conversationId).filter((id) => !visitor.shows(id)).length;
}

async function within<T>(ms: number, work: Promise<T>, soFar: () => string): Promise<T> {
  const late = new AbortController();
  try {
    return await Promise.race([
      work,
      sleep(ms, undefined, { signal: late.signal }).then(() => {
        throw new Error(`after ${ms / 1_000} s ${soFar()}`);
      }),
    ]);
  } finally {
    late.abort();
  }
}

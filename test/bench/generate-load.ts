/** A process of its own: reads a plan, talks as it says, checks what arrives, and prints a report as JSON. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { text as readAll } from 'node:stream/consumers';
import { createRandomness } from '../faults/randomness.ts';
import type { LoadPlan, LoadReport, LoadSocket } from './load-plan.ts';
import { openRawSocket, type RawSocket } from './raw-socket.ts';
import { percentile } from './statistics.ts';

/** As long as an ordinary message. */
const words = 'My transfer has been pending since this morning, the fee was low.';
const idIn = /"clientMessageId":"([^"]+)"/;

// At its own end, whatever is open; and with the benchmarks, if they are killed.
process.on('disconnect', () => process.exit());

const plan = JSON.parse(await readAll(process.stdin)) as LoadPlan;
/** What is on its way at the end may take this long. */
const drainMs = 15_000;
const latencies: number[] = [];
const acked = new Set<string>();
/** How often somebody who had not sent it heard of an entry. */
const heard = new Map<string, number>();
let refused = 0;
let underWay = 0;
let ackedInTime = 0;
let isTalking = true;
let measured = { from: Infinity, to: Infinity };

function watch(socket: RawSocket, sent: Set<string>): void {
  socket.onEvent((text) => {
    const id = text.includes('"entry:new"') ? idIn.exec(text)?.[1] : undefined;
    if (id !== undefined && !sent.has(id)) heard.set(id, (heard.get(id) ?? 0) + 1);
  });
}

function send(
  socket: RawSocket,
  sent: Set<string>,
  conversationId: string,
  intendedAt: number,
): Promise<void> {
  const id = randomUUID();
  sent.add(id);
  underWay += 1;
  const body = `{"conversationId":"${conversationId}","clientMessageId":"${id}","text":"${words}","attachmentIds":[]}`;
  return new Promise((resolve) => {
    socket.ask('entry:send', body, (answer) => {
      take(id, intendedAt, answer);
      resolve();
    });
  });
}

function take(id: string, intendedAt: number, answer: string): void {
  const now = performance.now();
  underWay -= 1;
  if (answer.startsWith('[{"ok":true')) acked.add(id);
  else refused += 1;
  if (now >= measured.from && now < measured.to) ackedInTime += 1;
  // By when it was to be sent: what is answered late counts in full, and what never is fails the run.
  if (intendedAt >= measured.from && intendedAt < measured.to) latencies.push(now - intendedAt);
}

type Side = (intendedAt: number) => Promise<void>;

async function open(planned: LoadSocket): Promise<Side[]> {
  const socket = await openRawSocket(planned.url ?? plan.url, planned);
  const sent = new Set<string>();
  watch(socket, sent);
  if (plan.resumes) await socket.answerTo('conversation:resume', '{"have":{}}');
  return planned.conversationIds.map((id) => (intendedAt) => send(socket, sent, id, intendedAt));
}

async function talkOn(side: Side): Promise<void> {
  while (isTalking) await side(performance.now());
}

/** Sends at intended times, late or not: what waits behind a slow server counts as waiting (no coordinated omission). */
async function talkAtRate(sides: readonly Side[], rate: number): Promise<void> {
  const { pick } = createRandomness(plan.seed);
  const startedAt = performance.now();
  for (let index = 0; isTalking; index += 1) {
    const intendedAt = startedAt + (index * 1_000) / rate;
    const early = intendedAt - performance.now();
    if (early > 1) await sleep(early);
    void pick(sides)(intendedAt);
  }
}

function lost(): number {
  return [...acked].filter((id) => !heard.has(id)).length;
}

async function drain(): Promise<void> {
  const deadline = performance.now() + drainMs;
  while ((underWay > 0 || lost() > 0) && performance.now() < deadline) await sleep(50);
}

const sides: Side[] = [];
for (const planned of plan.sockets) sides.push(...(await open(planned)));
if (plan.rate === null) for (const side of sides) void talkOn(side);
else void talkAtRate(sides, plan.rate);
await sleep(plan.warmUpMs);
const from = performance.now();
measured = { from, to: from + plan.measureMs };
process.send?.('measuring');
await sleep(plan.measureMs);
process.send?.('measured');
isTalking = false;
await drain();
const report: LoadReport = {
  acked: ackedInTime,
  refused,
  lost: lost() + underWay,
  doubled: [...heard.values()].filter((times) => times > 1).length,
  seconds: plan.measureMs / 1_000,
  ackP50: percentile(latencies, 0.5),
  ackP99: percentile(latencies, 0.99),
};
process.send?.(report);
process.disconnect();

/** A process of its own: reads a plan, talks as it says, checks what arrives, and prints a report as JSON. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { text as readAll } from 'node:stream/consumers';
import type { LoadPlan, LoadReport, LoadSocket } from './load-plan.ts';
import { openRawSocket, type RawSocket } from './raw-socket.ts';
import { percentile } from './statistics.ts';

/** As long as an ordinary message. */
const words = 'My transfer has been pending since this morning, the fee was low.';
const idIn = /"clientMessageId":"([^"]+)"/;

const plan = JSON.parse(await readAll(process.stdin)) as LoadPlan;
const latencies: number[] = [];
const counts = { acked: 0, refused: 0, delivered: 0, doubled: 0 };
let isMeasuring = false;

/** What a socket has sent and heard, so that a double or an echo is not counted as delivered. */
function watch(socket: RawSocket, sent: Set<string>): void {
  const heard = new Set<string>();
  socket.onEvent((text) => {
    const id = text.includes('"entry:new"') ? idIn.exec(text)?.[1] : undefined;
    if (id === undefined || sent.has(id)) return;
    if (heard.has(id)) counts.doubled += 1;
    heard.add(id);
    if (isMeasuring) counts.delivered += 1;
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
  const body = `{"conversationId":"${conversationId}","clientMessageId":"${id}","text":"${words}","attachmentIds":[]}`;
  return new Promise((resolve) => {
    socket.ask('entry:send', body, (answer) => {
      const isOk = answer.startsWith('[{"ok":true');
      if (!isOk) counts.refused += 1;
      if (isMeasuring) {
        if (isOk) counts.acked += 1;
        latencies.push(performance.now() - intendedAt);
      }
      resolve();
    });
  });
}

type Side = (intendedAt: number) => Promise<void>;

async function open(planned: LoadSocket): Promise<Side[]> {
  const socket = await openRawSocket(plan.url, planned);
  const sent = new Set<string>();
  watch(socket, sent);
  if (plan.resumes)
    await new Promise<string>((resolve) => socket.ask('conversation:resume', '{"have":{}}', resolve));
  return planned.conversationIds.map((id) => (intendedAt) => send(socket, sent, id, intendedAt));
}

async function talkForever(side: Side): Promise<never> {
  for (;;) await side(performance.now());
}

/** Sends at intended times, late or not: what waits behind a slow server counts as waiting (no coordinated omission). */
async function talkAtRate(sides: readonly Side[], rate: number): Promise<never> {
  const startedAt = performance.now();
  for (let index = 0; ; index += 1) {
    const intendedAt = startedAt + (index * 1_000) / rate;
    const early = intendedAt - performance.now();
    if (early > 1) await sleep(early);
    void sides[index % sides.length]?.(intendedAt);
  }
}

const sides: Side[] = [];
for (const planned of plan.sockets) sides.push(...(await open(planned)));
if (plan.rate === null) for (const side of sides) void talkForever(side);
else void talkAtRate(sides, plan.rate);
await sleep(plan.warmUpMs);
process.send?.('measuring');
isMeasuring = true;
const startedAt = performance.now();
await sleep(plan.measureMs);
isMeasuring = false;
const report: LoadReport = {
  ...counts,
  seconds: (performance.now() - startedAt) / 1_000,
  ackP50: percentile(latencies, 0.5),
  ackP99: percentile(latencies, 0.99),
};
process.send?.(report);
process.disconnect();
process.exit(0);

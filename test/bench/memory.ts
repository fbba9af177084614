import { setTimeout as sleep } from 'node:timers/promises';
import { visitorNamespace } from '@haven/shared/realtime/handshake';
import { protocolVersion } from '@haven/shared/version';
import { newVisitorToken } from '../support/people.ts';
import { createWorld } from '../support/world.ts';
import { startBaseline } from './baseline.ts';
import type { LoadSocket } from './load-plan.ts';
import { type Outcome, type Size, verdict } from './outcome.ts';
import { residentKbOf } from './process-use.ts';
import { openRawSocket, type RawSocket } from './raw-socket.ts';
import { rounded } from './statistics.ts';
import { startHaven, type Subject } from './subject.ts';

/** Idle visitors connected at once, 25 for each conversation of the other benches: 5,000 by default. */
const visitorsPerConversation = 25;
const target = 1.5;
/** After the last connect, before memory is read: buffers of the handshakes go. */
const settleMs = 8_000;
/** Handshakes under way at once. */
const atOnce = 50;

/** Memory of an idle connected visitor, beside a socket of bare Socket.IO. Grows with sockets, not with history. */
export async function memory({ conversations }: Size): Promise<Outcome> {
  const count = conversations * visitorsPerConversation;
  const haven = await startHaven('native', 1);
  const bare = await startBaseline(haven, { stores: false });
  try {
    const { inbox } = await createWorld(haven.url);
    const ours = await kbPerSocket(haven, count, async () => ({
      namespace: visitorNamespace,
      auth: { protocol: protocolVersion, token: await newVisitorToken(haven.url, inbox.key) },
      conversationIds: [],
    }));
    const theirs = await kbPerSocket(bare, count, async (index) => ({
      namespace: visitorNamespace,
      auth: { conversationIds: [`room ${index}`] },
      conversationIds: [],
    }));
    const ratio = ours / theirs;
    return {
      rows: [
        {
          figure: `KB for each of ${count} idle visitors`,
          haven: String(rounded(ours, 1)),
          baseline: String(rounded(theirs, 1)),
          target: `≤ ${target}: ${rounded(ratio)}, ${verdict(ratio <= target)}`,
        },
      ],
      json: { sockets: count, kb: rounded(ours, 1), bareKb: rounded(theirs, 1), ratio: rounded(ratio) },
    };
  } finally {
    for (const subject of [bare, haven]) await subject.stop();
  }
}

async function kbPerSocket(
  subject: Subject,
  count: number,
  visitor: (index: number) => Promise<LoadSocket>,
): Promise<number> {
  const open = async (index: number) => openRawSocket(subject.url, await visitor(index));
  // The first ones load code and grow what all share.
  const sockets: RawSocket[] = [await open(-1)];
  await sleep(settleMs);
  const before = await residentKbOf(subject.pid);
  while (sockets.length <= count) {
    const from = sockets.length;
    const size = Math.min(atOnce, count + 1 - from);
    sockets.push(...(await Promise.all(Array.from({ length: size }, (_, index) => open(from + index)))));
  }
  await sleep(settleMs);
  const after = await residentKbOf(subject.pid);
  for (const socket of sockets) socket.close();
  return (after - before) / count;
}

import type { Entry } from '@haven/shared/entry';
import { createRandomness } from '../faults/randomness.ts';
import type { LoadSocket } from './load-plan.ts';
import { openRawSocket, type RawSocket } from './raw-socket.ts';
import { median } from './statistics.ts';

/** Entries in each page: the same in a short log as in a long one. */
const pageSize = 10;

/** Milliseconds. */
export type PageTimes = { resume: number; list: number };

type Page = { entries: Entry[]; headSeq: number };
type Resumed = { conversations: Page[] };
type Reader = { socket: RawSocket; conversationId: string };

/**
 * How long a visitor's resume takes that misses the last `pageSize` entries, and a page out of the middle of the log;
 * medians of `times` of each, one after the other, by visitors of `crowds` in turn. Throws when a log has a hole.
 */
export async function timePages(
  url: string,
  crowds: readonly (readonly LoadSocket[])[],
  { times, seed }: { times: number; seed: number },
): Promise<PageTimes[]> {
  const { pick } = createRandomness(seed);
  const readers: Reader[][] = [];
  for (const visitors of crowds)
    readers.push(await Promise.all(visitors.map((visitor) => open(url, visitor))));
  const taken = readers.map(() => ({ resume: [] as number[], list: [] as number[] }));
  for (let time = 0; time < times; time += 1) {
    for (const [index, crowd] of readers.entries()) {
      const { resume, list } = await timeOnce(pick(crowd));
      taken[index]?.resume.push(resume);
      taken[index]?.list.push(list);
    }
  }
  for (const { socket } of readers.flat()) socket.close();
  return taken.map(({ resume, list }) => ({ resume: median(resume), list: median(list) }));
}

async function open(url: string, visitor: LoadSocket): Promise<Reader> {
  return { socket: await openRawSocket(url, visitor), conversationId: visitor.conversationIds[0] ?? '' };
}

async function timeOnce({ socket, conversationId }: Reader): Promise<PageTimes> {
  const newest = await ask<Page>(socket, 'entry:list', { conversationId, limit: 1 });
  const before = Math.max(0, newest.value.headSeq - pageSize);
  const resume = await ask<Resumed>(socket, 'conversation:resume', { have: { [conversationId]: before } });
  verify(resume.value.conversations[0], before);
  const after = Math.floor(before / 2);
  const list = await ask<Page>(socket, 'entry:list', { conversationId, after, limit: pageSize });
  verify(list.value, after);
  return { resume: resume.ms, list: list.ms };
}

function verify(page: Page | undefined, after: number): void {
  const seqs = page?.entries.map(({ seq }) => seq) ?? [];
  const isWhole = seqs.length > 0 && seqs.every((seq, index) => seq === after + 1 + index);
  if (!isWhole) throw new Error(`a page after ${after} has ${seqs.join(', ') || 'nothing'}`);
}

function ask<T>(socket: RawSocket, name: string, body: unknown): Promise<{ value: T; ms: number }> {
  const askedAt = performance.now();
  return new Promise((resolve, reject) => {
    socket.ask(name, JSON.stringify(body), (text) => {
      const ms = performance.now() - askedAt;
      const [answer] = JSON.parse(text) as [{ ok: boolean; value: T }];
      if (answer.ok) resolve({ value: answer.value, ms });
      else reject(new Error(`${name} was refused: ${text}`));
    });
  });
}

import type { Availability, Colleague } from '@haven/shared/people';
import type { BoardQueue, QueueBoard, Queued } from '@haven/shared/routing';

/** Someone who waits, with the queue that they wait in. */
export type WaitingRow = Queued & { queue: BoardQueue };

/** What tells a queue from the others. */
export function queueKey({ inboxId, teamId, language }: BoardQueue): string {
  return `${inboxId}:${teamId}:${language}`;
}

/** Who waits: of one queue in the order in which they are given out, of all the longest wait first. */
export function waitingRows(board: QueueBoard, chosen: BoardQueue | undefined): WaitingRow[] {
  const rows = (queue: BoardQueue) => queue.waiting.map((one) => ({ ...one, queue }));
  if (chosen !== undefined) return rows(chosen);
  return board.queues.flatMap(rows).sort((a, b) => (a.since < b.since ? -1 : 1));
}

/** The numbers above the lists. Places are those of agents who are available. */
export function totalsOf({ queues, agents }: QueueBoard) {
  const there = agents.filter((one) => standingOf(one) === 'online');
  const oldest = queues.map(({ oldestSince }) => oldestSince).filter((since) => since !== null);
  return {
    waiting: sum(queues.map(({ length }) => length)),
    oldestSince: oldest.sort()[0] ?? null,
    available: there.length,
    agents: agents.length,
    load: Math.round(sum(there.map(({ load }) => load)) * 10) / 10,
    capacity: sum(there.map(({ capacity }) => capacity)),
  };
}

/** What an agent intends, as far as they are there. */
export function standingOf({ present, availability }: Colleague): Availability | 'offline' {
  return present ? availability : 'offline';
}

const order = ['online', 'busy', 'away', 'offline'] as const;

/** Who could be given chats first, then by name. */
export function sortedAgents(agents: readonly Colleague[]): Colleague[] {
  const rank = (one: Colleague) => order.indexOf(standingOf(one));
  return [...agents].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

import type { Entry, EntryBody, Sent } from '@haven/shared/entry';
import type { OutboxItem } from '@haven/shared/outbox-item';
import { ok, refuse, type Result } from '@haven/shared/result';

type Page = Result<{ entries: readonly Entry[]; headSeq: number }>;

/** What a request meets on its way: `cut` before the server, `reply_lost` after it has done what was asked. */
export type Fate = 'served' | 'cut' | 'reply_lost' | 'busy' | 'refused';

/** One audience's view: visitors see numbers without staff's notes (MSG2). */
export type Side = 'visitor' | 'staff';

export const conversationId = '0190a000-0000-7000-8000-000000000001';
/** Small pages, so that a model pulls several in a row. */
const pageLength = 3;

const idOf = (number: number) => `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** The server as a client may rely on it: one log, two numberings, a resend answered with the first ack (MSG2, MSG4). */
export function createLossyServer() {
  const logs: Record<Side, Entry[]> = { visitor: [], staff: [] };
  const acks = new Map<string, Sent>();
  const refused = new Set<string>();
  let written = 0;

  function commit(by: Side, clientMessageId: string | null, text: string, isNote: boolean): Sent {
    written += 1;
    const body: EntryBody = isNote ? { kind: 'note', text } : { kind: 'message', text, attachments: [] };
    const common = { id: idOf(1_000_000 + written), conversationId, at: '', clientMessageId, body };
    const author = by === 'visitor' ? ({ kind: 'visitor' } as const) : ({ kind: 'system' } as const);
    if (!isNote) logs.visitor.push({ ...common, author, seq: logs.visitor.length + 1 });
    logs.staff.push({ ...common, author, seq: logs.staff.length + 1 });
    return { id: common.id, seq: logs[by].length, at: '' };
  }

  return {
    log: (side: Side): readonly Entry[] => logs[side],
    /** Whether a message was once refused for good: it lost its place, and goes whenever its author says so. */
    hasRefused: (clientMessageId: string) => refused.has(clientMessageId),
    /** Somebody else writes, a message or a note. */
    write: (isNote: boolean) => commit('staff', null, 'theirs', isNote),
    send(side: Side, { clientMessageId, text, kind }: OutboxItem, fate: Fate): Result<Sent> {
      if (fate === 'cut') return refuse('unavailable');
      const first = acks.get(clientMessageId);
      // What was committed once is acked again, whatever a new attempt would have met.
      if (first === undefined && fate === 'busy') return refuse('busy', { retryAfterMs: 50 });
      if (first === undefined && fate === 'refused') {
        refused.add(clientMessageId);
        return refuse('refused');
      }
      const sent = first ?? commit(side, clientMessageId, text, kind === 'note');
      acks.set(clientMessageId, sent);
      return fate === 'reply_lost' ? refuse('unavailable') : ok(sent);
    },
    page(side: Side, after: number, fate: Fate): Page {
      if (fate !== 'served') return refuse('unavailable');
      const log = logs[side];
      return ok({ entries: log.slice(after, after + pageLength), headSeq: log.length });
    },
  };
}
export type LossyServer = ReturnType<typeof createLossyServer>;

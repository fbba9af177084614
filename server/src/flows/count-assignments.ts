import type { Clock } from '../clock.ts';
import type { Metrics } from '../features/metrics/metrics.ts';
import type { Queue } from '../features/routing/item.ts';
import type { ConversationRow, Write, Written } from '../storage/postgres/write.ts';
import type { Writer } from '../storage/postgres/writer.ts';

type Counted = {
  metrics: Pick<Metrics, 'assigned' | 'reclaimed'>;
  /** A visitor left a queue for an agent; the pace of its line follows from it (RT11). */
  departed(queue: Queue, enqueuedAt: number): void;
};

/**
 * The writer, with what it commits counted for the metrics and for the estimate of waits: every way to an agent goes
 * through it, so that no way can be forgotten. What was refused, or was a resend, counts nothing.
 */
export function countAssignments(writer: Writer, { metrics, departed }: Counted, clock: Clock): Writer {
  function count({ records, entries }: Write, { before }: Written): void {
    for (const record of records) {
      if (record.kind !== 'open_assignment') continue;
      metrics.assigned(record.role, ruleOf(record.reason), waitedMs(record.role, before));
      if (record.role === 'contact' && before?.status === 'queued')
        departed(queueOf(before), enqueuedAtOf(before));
    }
    for (const { body } of entries) if (body.kind === 'requeued') metrics.reclaimed(body.because ?? 'gone');
  }

  /** A case's own wait is not in the conversation's row. */
  function waitedMs(role: 'contact' | 'specialist', before: Written['before']): number | undefined {
    if (role === 'specialist' || !before?.enqueued_at) return undefined;
    return Math.max(0, clock.now() - before.enqueued_at.getTime());
  }

  return {
    ...writer,
    async apply(write) {
      const written = await writer.apply(write);
      if (written.ok && written.value.isNew) count(write, written.value);
      return written;
    },
  };
}

function queueOf({ inbox_id: inboxId, team_id: teamId, language }: ConversationRow): Queue {
  return { inboxId, teamId, language };
}

function enqueuedAtOf({ enqueued_at: enqueuedAt, created_at: createdAt }: ConversationRow): number {
  return (enqueuedAt ?? createdAt).getTime();
}

function ruleOf(reason: object): string {
  return 'rule' in reason && typeof reason.rule === 'string' ? reason.rule : 'unknown';
}

import type { Clock } from '../clock.ts';
import type { Metrics } from '../features/metrics/metrics.ts';
import type { Write, Written } from '../storage/postgres/write.ts';
import type { Writer } from '../storage/postgres/writer.ts';

/**
 * The writer, with what it commits counted for the metrics: every way to an agent goes through it, so that no way can
 * be forgotten. What was refused, or was a resend, counts nothing.
 */
export function countAssignments(
  writer: Writer,
  metrics: Pick<Metrics, 'assigned' | 'reclaimed'>,
  clock: Clock,
): Writer {
  function count({ records, entries }: Write, { before }: Written): void {
    for (const record of records) {
      if (record.kind !== 'open_assignment') continue;
      metrics.assigned(record.role, ruleOf(record.reason), waitedMs(record.role, before));
    }
    for (const { body } of entries) if (body.kind === 'requeued') metrics.reclaimed();
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

function ruleOf(reason: object): string {
  return 'rule' in reason && typeof reason.rule === 'string' ? reason.rule : 'unknown';
}

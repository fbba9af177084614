import { passMs } from '@haven/server/features/routing/tuning';
import { firstReplySeconds } from './place.ts';
import type { Row, Seen } from './look.ts';
import { type RefereeWorld, skewMs } from './referee-world.ts';
import { Violation } from './violation.ts';

/** After each look at Postgres: since when whose first reply is owed, bounded by the looks before and after. */
export function followOwed(world: RefereeWorld, { rows }: Seen): void {
  const now = world.clock.now();
  for (const row of rows) {
    const known = world.owed.get(row.id);
    const isSame = known?.epoch === row.epoch;
    if (row.status !== 'assigned') world.owed.delete(row.id);
    else if (!isSame) {
      // Fencing raises an epoch too: then it may be the same assignment, about which nothing is known.
      const isUnclear = known !== undefined && known.agentId === row.assigneeId;
      const notAfter = row.isWaiting && !isUnclear ? now : null;
      const { epoch, assigneeId: agentId } = row;
      world.owed.set(row.id, {
        epoch,
        agentId,
        notBefore: world.owedLook,
        notAfter,
        isUnclear,
        isReplied: false,
      });
    } else if (!row.isWaiting) known.notAfter = null;
    else known.notAfter ??= now;
  }
  world.owedLook = now;
}

/** Its contact has replied. */
export function noteReply(world: RefereeWorld, row: Row): void {
  const owed = world.owed.get(row.id);
  if (owed?.epoch === row.epoch) owed.isReplied = true;
}

/**
 * RT8: after a look for who owes a first reply, nobody does for longer than the queue allows; nobody has lost anything
 * before that, or what they had replied to. How many were taken back. `now` is by the clock of who looked.
 */
export function judgeFirstReplies(world: RefereeWorld, before: Seen, after: Seen, now: number): number {
  const allowedMs = firstReplySeconds * 1_000;
  let count = 0;
  for (const row of before.rows) {
    const owed = world.owed.get(row.id);
    const isTaken = after.rows.find(({ id }) => id === row.id)?.epoch !== row.epoch;
    if (row.status !== 'assigned') continue;
    if (isTaken) {
      count += 1;
      world.passed.set(row.id, { agentId: row.assigneeId ?? '', until: now + passMs });
    }
    if (!owed || owed.isUnclear) continue;
    const isBounded = row.teamId === world.place.teamIds[1];
    const hasTime = now < owed.notBefore + allowedMs;
    if (isTaken && (!isBounded || !row.isWaiting || owed.isReplied || hasTime))
      throw new Violation('RT8', 'taken from who had replied, or had time left', { row, owed, now });
    const isOverdue = owed.notAfter !== null && owed.notAfter + skewMs + allowedMs <= now;
    if (!isTaken && isBounded && row.isWaiting && isOverdue && !owed.isReplied && world.disturbed === null)
      throw new Violation('RT8', 'waits for a first reply beyond its time', { row, owed, now });
  }
  return count;
}

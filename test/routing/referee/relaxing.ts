import { relaxing } from './place.ts';
import { type RefereeWorld, skewMs } from './referee-world.ts';
import { Violation } from './violation.ts';

/**
 * RT7: after a look for who has waited long enough, whoever waits has taken the steps that its queue says and no others,
 * and each is in its log exactly once for this wait.
 */
export async function judgeRelaxing(world: RefereeWorld): Promise<void> {
  const { db } = world.engines.database;
  const rows = await db
    .selectFrom('conversation')
    .select(['id', 'team_id', 'relaxed', 'queued_since'])
    .where('status', '=', 'queued')
    .execute();
  for (const row of rows) {
    const log = await db
      .selectFrom('entry')
      .select(['kind', 'body'])
      .where('conversation_id', '=', row.id)
      .orderBy('staff_seq')
      .execute();
    const begun = log.findLastIndex(({ kind }) =>
      ['started', 'requeued', 'transferred', 'reopened'].includes(kind),
    );
    const steps = log.slice(begun).flatMap(({ body }) => (body.kind === 'relaxed' ? [body.step] : []));
    if (steps.join() !== row.relaxed.join())
      throw new Violation('RT7', 'the log says other steps than the row', { row, steps });
    const waitedMs = world.clock.now() - Number(row.queued_since);
    const isFirst = row.team_id === world.place.teamIds[0];
    const { relaxLanguageSeconds, overflowSeconds } = relaxing;
    const isLate = isFirst && waitedMs > relaxLanguageSeconds * 1_000 && !row.relaxed.includes('language');
    const isLost = isFirst && waitedMs > overflowSeconds * 1_000;
    if ((isLate || isLost) && world.disturbed === null)
      throw new Violation('RT7', 'asks for what it has waited too long for', { row, waitedMs });
    const isEarly =
      isFirst && waitedMs < relaxLanguageSeconds * 1_000 - skewMs - 1_000 && row.relaxed.length > 0;
    if (isEarly) throw new Violation('RT7', 'asks for less before its time', { row, waitedMs });
  }
}

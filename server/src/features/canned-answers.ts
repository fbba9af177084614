import type { CannedAnswer } from '@haven/shared/canned-answer';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import { newId } from '../new-id.ts';
import { isUniqueViolation } from '../storage/postgres/failures.ts';
import type { Database } from '../storage/postgres/schema.ts';

export type CannedAnswerFields = Omit<CannedAnswer, 'id'>;

export type CannedAnswers = ReturnType<typeof createCannedAnswers>;

const columns = ['id', 'shortcut', 'title', 'body'] as const;

/** Prepared answers that agents insert by a shortcut. */
export function createCannedAnswers({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  return {
    /** All of them, by shortcut. */
    async list(): Promise<CannedAnswer[]> {
      return db.selectFrom('canned_answer').select(columns).orderBy('shortcut').execute();
    },

    /** Adds one. `conflict` when the shortcut is taken. */
    async create(fields: CannedAnswerFields): Promise<Result<CannedAnswer>> {
      const id = newId(clock);
      return refusingTakenShortcut(() =>
        db
          .insertInto('canned_answer')
          .values({ id, ...columnsOf(fields) })
          .returning(columns)
          .executeTakeFirst(),
      );
    },

    /** Changes one. `not_found`, or `conflict` when the shortcut is taken. */
    async update(id: string, fields: CannedAnswerFields): Promise<Result<CannedAnswer>> {
      return refusingTakenShortcut(() =>
        db
          .updateTable('canned_answer')
          .set({ ...columnsOf(fields), updated_at: new Date(clock.now()) })
          .where('id', '=', id)
          .returning(columns)
          .executeTakeFirst(),
      );
    },

    /** Removes one. */
    async remove(id: string): Promise<Result<Record<string, never>>> {
      const removed = await db
        .deleteFrom('canned_answer')
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return removed ? ok({}) : refuse('not_found');
    },
  };
}

function columnsOf({ shortcut, title, body }: CannedAnswerFields) {
  return { shortcut, title: JSON.stringify(title), body: JSON.stringify(body) };
}

async function refusingTakenShortcut(
  work: () => Promise<CannedAnswer | undefined>,
): Promise<Result<CannedAnswer>> {
  try {
    const written = await work();
    return written ? ok(written) : refuse('not_found');
  } catch (error) {
    if (!isUniqueViolation(error, 'canned_answer_shortcut_key')) throw error;
    return refuse('conflict', { details: { field: 'shortcut' } });
  }
}

import type { RefusedPhrase } from '@haven/shared/http/official-admin-endpoints';
import { foldPhrase } from '@haven/shared/phishing/find-ask';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { Kysely } from 'kysely';
import type { Clock } from '../../clock.ts';
import { newId } from '../../new-id.ts';
import { isUniqueViolation } from '../../storage/postgres/failures.ts';
import type { Database } from '../../storage/postgres/schema.ts';

/** Every message of an agent asks for the list: it is read anew this often, so another server follows as late. */
const freshMs = 5_000;

export type RefusedPhrases = ReturnType<typeof createRefusedPhrases>;

/** What administrators refuse beside the rules of shared/src/phishing: literal text (SAFE5). */
export function createRefusedPhrases({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  let kept: { until: number; phrases: Promise<string[]> } | null = null;

  async function list(): Promise<RefusedPhrase[]> {
    return db.selectFrom('refused_phrase').select(['id', 'phrase']).orderBy('id').execute();
  }

  return {
    list,

    /** The phrases alone, at most a few seconds old. */
    async current(): Promise<string[]> {
      if (kept === null || kept.until < clock.now()) {
        const phrases = list().then((rows) => rows.map(({ phrase }) => phrase));
        kept = { until: clock.now() + freshMs, phrases };
        phrases.catch(() => (kept = null));
      }
      return kept.phrases;
    },

    async add(phrase: string): Promise<Result<RefusedPhrase>> {
      const folded = foldPhrase(phrase);
      if (Array.from(folded).length < 2) return refuse('invalid', { details: { field: 'phrase' } });
      const id = newId(clock);
      try {
        await db.insertInto('refused_phrase').values({ id, phrase, folded }).execute();
      } catch (error) {
        if (!isUniqueViolation(error, 'refused_phrase_folded_key')) throw error;
        return refuse('conflict', { details: { field: 'phrase' } });
      }
      kept = null;
      return ok({ id, phrase });
    },

    async remove(id: string): Promise<Result<Record<string, never>>> {
      const removed = await db
        .deleteFrom('refused_phrase')
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      kept = null;
      return removed ? ok({}) : refuse('not_found');
    },
  };
}

import type { FaqArticle } from '@haven/shared/faq';
import type { FaqSetting } from '@haven/shared/http/admin-endpoints';
import type { Language } from '@haven/shared/language';
import { ok, type Result, refuse } from '@haven/shared/result';
import { type Kysely, sql } from 'kysely';
import type { Clock } from '../../clock.ts';
import { newId } from '../../new-id.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import { queryTermsOf, wordsOf } from '../../words.ts';
import { starterArticles } from './starter.ts';

export type FaqFields = Omit<FaqSetting, 'id'>;

export type Faq = ReturnType<typeof createFaq>;

/** Articles on the first screen, and results of a search. */
const shown = 5;
/** A question has filler words, so an article need not have them all, only this share. */
const matchShare = 0.4;
/** English words that say nothing about what is asked; without them "how do I" would match every article. */
const fillers = new Set(
  (
    'a an and are can could do does for from have how i if in is it me my of on or the this that to was what when ' +
    'where which why will with you your'
  ).split(' '),
);

const wordColumns = { 'zh-CN': 'words_zh', en: 'words_en' } as const;

/** What people can read for themselves before they ask. */
export function createFaq({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  function selectPublished(language: Language) {
    return db
      .selectFrom('faq_article')
      .select([
        'id',
        sql<string>`title->>${language}`.as('title'),
        sql<string>`body->>${language}`.as('body'),
      ])
      .where('published_at', 'is not', null);
  }

  async function find(id: string): Promise<FaqSetting | null> {
    return (await selectSettings(db).where('id', '=', id).executeTakeFirst()) ?? null;
  }

  return {
    /** The articles to show before anything is searched. */
    async listPublished(language: Language): Promise<FaqArticle[]> {
      return selectPublished(language).orderBy('position').limit(shown).execute();
    },

    /**
     * Finds articles by words and Chinese pairs, those with the most of them first, and of these the ones whose title has
     * them; none for a text without words.
     */
    async search(language: Language, text: string): Promise<FaqArticle[]> {
      const terms = meaningfulTerms(text);
      if (terms.length === 0) return [];
      const words = sql.ref(wordColumns[language]);
      const matches = sql<number>`(select count(*) from unnest(${terms}::text[]) term where ${words} @@ term::tsquery)`;
      const inTitle = sql<number>`(
        select count(*) from unnest(${wordsOf(text).filter((word) => !fillers.has(word))}::text[]) word where strpos(lower(title->>${language}), word) > 0
      )`;
      return selectPublished(language)
        .where(matches, '>=', Math.max(1, Math.ceil(terms.length * matchShare)))
        .orderBy(matches, 'desc')
        .orderBy(inTitle, 'desc')
        .orderBy('position')
        .limit(shown)
        .execute();
    },

    /** All articles in both languages. */
    async list(): Promise<FaqSetting[]> {
      return selectSettings(db).orderBy('position').execute();
    },

    /** Adds an article at the end. */
    async create(fields: FaqFields): Promise<Result<FaqSetting>> {
      const id = newId(clock);
      const position = sql<number>`(select coalesce(max(position), 0) + 1 from faq_article)`;
      await db
        .insertInto('faq_article')
        .values({ id, position, ...columnsOf(fields, clock) })
        .execute();
      return found(await find(id));
    },

    /**
     * Adds those of Haven's own articles that are not there, published, behind what is; says how many. One that an
     * operator has, reworded or hidden, stays as it is; one that they deleted comes back when they ask again.
     */
    async addStarters(): Promise<number> {
      const rows = starterArticles.map(({ key, title, body }, index) => ({
        id: newId(clock),
        starter_key: key,
        position: sql<number>`(select coalesce(max(position), 0) from faq_article) + ${index + 1}`,
        ...columnsOf({ title, body, isPublished: true }, clock),
      }));
      const added = await db
        .insertInto('faq_article')
        .values(rows)
        .onConflict((conflict) => conflict.column('starter_key').doNothing())
        .returning('id')
        .execute();
      return added.length;
    },

    /** Changes an article, or takes it from the widget. */
    async update(id: string, fields: FaqFields): Promise<Result<FaqSetting>> {
      await db.updateTable('faq_article').set(columnsOf(fields, clock)).where('id', '=', id).execute();
      return found(await find(id));
    },

    /** Removes an article. */
    async remove(id: string): Promise<Result<Record<string, never>>> {
      const removed = await db
        .deleteFrom('faq_article')
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return removed ? ok({}) : refuse('not_found');
    },
  };
}

function selectSettings(db: Kysely<Database>) {
  return db
    .selectFrom('faq_article')
    .select(['id', 'title', 'body', sql<boolean>`published_at is not null`.as('isPublished')]);
}

function found(article: FaqSetting | null): Result<FaqSetting> {
  return article ? ok(article) : refuse('not_found');
}

function columnsOf({ title, body, isPublished }: FaqFields, clock: Clock) {
  const now = new Date(clock.now());
  return {
    title: JSON.stringify(title),
    body: JSON.stringify(body),
    published_at: isPublished ? now : null,
    words_zh: lexemes(`${title['zh-CN']}\n${body['zh-CN']}`),
    words_en: lexemes(`${title.en}\n${body.en}`),
    updated_at: now,
  };
}

function lexemes(text: string) {
  return sql`array_to_tsvector(${wordsOf(text).filter((word) => !fillers.has(word))}::text[])`;
}

/** The query's terms without fillers; all of them when it has nothing else. */
function meaningfulTerms(text: string): string[] {
  const terms = queryTermsOf(text);
  const meaningful = terms.filter((term) => !fillers.has(term.replace(/^'|'(:\*)?$/g, '')));
  return meaningful.length > 0 ? meaningful : terms;
}

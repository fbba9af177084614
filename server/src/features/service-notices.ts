import type { Language, Localized } from '@haven/shared/language';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { ManagedNotice, NoticeDraft, NoticeEnding, ServiceNotice } from '@haven/shared/service-notice';
import { type Kysely, type Selectable, type SqlBool, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { newId } from '../new-id.ts';
import type { ServiceNoticeTable } from '../storage/postgres/notice-tables.ts';
import type { Database } from '../storage/postgres/schema.ts';

export type ServiceNotices = ReturnType<typeof createServiceNotices>;

/** A conversation that is still to be told of an end. */
export type Untold = {
  noticeId: string;
  conversationId: string;
  language: Language;
  title: Localized;
  ending: Localized | null;
};

type Row = Selectable<ServiceNoticeTable>;

/** Of those that ended, managers see the last so many. */
const endedShown = 30;
/** Kinds of entries in which a visitor's network is named as a fact. */
const factKinds = ['request_answered', 'transaction', 'transaction_updated'];
/** What a conversation without such a fact is about when any network may be meant. */
const networkTypes = ['transaction.pending', 'technical.network_node'];

/** What the operator tells everybody while something is wrong, and who asked to be told of its end. */
export function createServiceNotices({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  const now = () => new Date(clock.now());

  /** What holds now, the worst first and then the oldest. */
  async function active(): Promise<Row[]> {
    const at = now();
    return db
      .selectFrom('service_notice')
      .selectAll()
      .where('ended_at', 'is', null)
      .where('starts_at', '<=', at)
      .where((is) => is.or([is('ends_at', 'is', null), is('ends_at', '>', at)]))
      .orderBy(sql`array_position(array['outage','degraded','info'], severity)`)
      .orderBy('starts_at')
      .execute();
  }

  /**
   * Open conversations that a notice concerns: those that follow it, those of its version whose facts name its network,
   * and those that name none and are about a transfer that does not move or the network itself.
   */
  async function countConcerned({ id, network, app_version }: Row): Promise<number> {
    const follows = sql<SqlBool>`exists (
      select 1 from service_notice_follower f where f.notice_id = ${id} and f.conversation_id = c.id)`;
    const isOfVersion = sql<SqlBool>`(${app_version}::text is null or c.context->>'appVersion' = ${app_version})`;
    const facts = sql`entry e where e.conversation_id = c.id and e.kind = any (${factKinds}::text[])`;
    const isOfNetwork = sql<SqlBool>`(${network}::text is null
      or exists (select 1 from ${facts} and position(${`"${network}"`} in e.body::text) > 0)
      or (c.issue_type = any (${networkTypes}::text[]) and not exists (select 1 from ${facts})))`;
    const { count } = await db
      .selectFrom('conversation as c')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('c.status', '<>', 'closed')
      .where(sql<SqlBool>`(${follows} or (${isOfVersion} and ${isOfNetwork}))`)
      .executeTakeFirstOrThrow();
    return count;
  }

  async function managed(row: Row): Promise<ManagedNotice> {
    // Its time may have come a moment before a pass keeps that it ended.
    const isOver = row.ends_at !== null && row.ends_at <= now();
    const endedAt = row.ended_at ?? (isOver ? row.ends_at : null);
    const phase = endedAt ? 'ended' : row.starts_at > now() ? 'scheduled' : 'active';
    const counted = await db
      .selectFrom('service_notice_follower')
      .select([sql<number>`count(*)::int`.as('followers'), sql<number>`count(told_at)::int`.as('told')])
      .where('notice_id', '=', row.id)
      .executeTakeFirstOrThrow();
    return {
      ...viewOf(row),
      endsAt: row.ends_at?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
      phase,
      conversations: phase === 'active' ? await countConcerned(row) : 0,
      ...counted,
    };
  }

  /** Changes one that has not ended; else tells a missing one from an ended one. */
  async function change(id: string, set: object): Promise<Result<ManagedNotice>> {
    const row = await db
      .updateTable('service_notice')
      .set({ ...set, updated_at: now() })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (row) return ok(await managed(row));
    const found = await db.selectFrom('service_notice').select('id').where('id', '=', id).executeTakeFirst();
    return refuse(found ? 'conflict' : 'not_found');
  }

  return {
    /** What widgets show. */
    listActive: async (): Promise<ServiceNotice[]> => (await active()).map(viewOf),

    /** What consoles show: the same, with how many open conversations each concerns. */
    async listCounted(): Promise<(ServiceNotice & { conversations: number })[]> {
      const rows = await active();
      return Promise.all(
        rows.map(async (row) => ({ ...viewOf(row), conversations: await countConcerned(row) })),
      );
    },

    /** Those that have not ended, and the last that have; the newest first. */
    async list(): Promise<ManagedNotice[]> {
      const rows = await db
        .selectFrom('service_notice')
        .selectAll()
        .orderBy(sql`ended_at is not null`)
        .orderBy('starts_at', 'desc')
        .limit(endedShown * 2)
        .execute();
      const open = rows.filter(({ ended_at }) => ended_at === null);
      const ended = rows.filter(({ ended_at }) => ended_at !== null).slice(0, endedShown);
      return Promise.all([...open, ...ended].map(managed));
    },

    async create(draft: NoticeDraft): Promise<Result<ManagedNotice>> {
      const columns = columnsOf(draft, now());
      if (columns === null) return refuse('invalid', { details: { field: 'endsAt' } });
      const row = await db
        .insertInto('service_notice')
        .values({ id: newId(clock), ...columns })
        .returningAll()
        .executeTakeFirstOrThrow();
      return ok(await managed(row));
    },

    async update(id: string, draft: NoticeDraft): Promise<Result<ManagedNotice>> {
      const columns = columnsOf(draft, now());
      return columns === null ? refuse('invalid', { details: { field: 'endsAt' } }) : change(id, columns);
    },

    /** Ends it now. `ending`: what its followers are told besides; empty in both languages for nothing. */
    async end(id: string, ending: NoticeEnding): Promise<Result<ManagedNotice>> {
      const isSaid = Object.values(ending).some((text) => text.trim() !== '');
      return change(id, { ended_at: now(), ending: isSaid ? JSON.stringify(ending) : null });
    },

    /** Ends those whose time has come. Any server may; it happens once. */
    async endDue(): Promise<void> {
      await db
        .updateTable('service_notice')
        .set({ ended_at: sql<Date>`ends_at` })
        .where('ended_at', 'is', null)
        .where('ends_at', '<=', now())
        .execute();
    },

    /** Keeps that a conversation's visitor wants to hear of the end; asking twice changes nothing. */
    async follow(noticeId: string, conversationId: string): Promise<Result<Record<string, never>>> {
      const isActive = (await active()).some(({ id }) => id === noticeId);
      if (!isActive) return refuse('not_found');
      await db
        .insertInto('service_notice_follower')
        .values({ notice_id: noticeId, conversation_id: conversationId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return ok({});
    },

    /** What a visitor's open conversations follow. */
    async followedBy(visitorId: string): Promise<string[]> {
      const rows = await db
        .selectFrom('service_notice_follower as f')
        .innerJoin('conversation as c', 'c.id', 'f.conversation_id')
        .select('f.notice_id')
        .where('c.visitor_id', '=', visitorId)
        .where('c.status', '<>', 'closed')
        .where('f.told_at', 'is', null)
        .execute();
      return rows.map(({ notice_id }) => notice_id);
    },

    /** The next conversations to be told of an end, who asked first the first. */
    async untold(limit: number): Promise<Untold[]> {
      const rows = await db
        .selectFrom('service_notice_follower as f')
        .innerJoin('service_notice as n', 'n.id', 'f.notice_id')
        .innerJoin('conversation as c', 'c.id', 'f.conversation_id')
        .select(['n.id as noticeId', 'c.id as conversationId', 'c.language', 'n.title', 'n.ending'])
        .where('n.ended_at', 'is not', null)
        .where('f.told_at', 'is', null)
        .orderBy('n.ended_at')
        .orderBy('f.asked_at')
        .limit(limit)
        .execute();
      return rows;
    },
  };
}

function viewOf(row: Row): ServiceNotice {
  return {
    id: row.id,
    severity: row.severity,
    network: row.network,
    appVersion: row.app_version,
    title: row.title,
    body: row.body,
    link: row.link,
    startsAt: row.starts_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** Null when it would end before it begins. */
function columnsOf(draft: NoticeDraft, now: Date) {
  const starts_at = draft.startsAt === null ? now : new Date(draft.startsAt);
  const ends_at = draft.endsAt === null ? null : new Date(draft.endsAt);
  if (ends_at !== null && ends_at <= starts_at) return null;
  const { severity, network, appVersion, link } = draft;
  return {
    severity,
    network,
    app_version: appVersion,
    title: JSON.stringify(draft.title),
    body: JSON.stringify(draft.body),
    link,
    starts_at,
    ends_at,
  };
}

import type { BodyOf, SecretPlace } from '@haven/shared/entry';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { Incidents } from '../features/incidents.ts';
import { limits } from '../features/rate-limit/limits.ts';
import type { RateLimiter } from '../features/rate-limit/rate-limiter.redis.ts';
import type { Principal, VisitorPrincipal } from '../principal.ts';
import type { NewEntry, RecordWrite, StoredAuthor } from '../storage/postgres/write.ts';
import { systemAuthor } from '../storage/postgres/write.ts';
import { visitorAuthor } from './authors.ts';
import { burntNotice } from './burnt-notice.ts';
import type { FlowDeps } from './flow-deps.ts';

export type Stopped = Omit<BodyOf<'secret_stopped'>, 'kind'>;

/** What a visitor's device says that it stopped; without a conversation nobody of staff is to be told yet. */
export type SecretReport = {
  conversationId: string | null;
  secret: Stopped['secret'];
  where: SecretPlace;
  wasAskedFor: boolean;
};

type Deps = Pick<FlowDeps, 'conversations' | 'writer' | 'settle'> & {
  incidents: Pick<Incidents, 'record'>;
  limiter: Pick<RateLimiter, 'count'>;
};

export type SecretStops = ReturnType<typeof createSecretStops>;

/** What is done about a secret that was stopped or came in: blanked, told to staff, kept as an incident; never a word of it. */
export function createSecretStops({ conversations, writer, settle, incidents, limiter }: Deps) {
  /**
   * Blanks those of these entries that still say something. `not_found` when one is not of this author. `arrived` is one
   * that was stored without its text, whose hash tells nothing and answers a resend.
   */
  async function redactions(
    conversationId: string,
    entryIds: readonly string[],
    by: StoredAuthor,
    arrived: string | null = null,
  ) {
    const found = await Promise.all(entryIds.map((id) => conversations.entry(conversationId, id)));
    const entries: NewEntry[] = [];
    const records: RecordWrite[] = [];
    for (const target of found) {
      if (target?.author_kind !== by.kind || target.author_id !== by.id) return refuse('not_found');
      if (target.body.kind !== 'message' && target.body.kind !== 'note') continue;
      const { id: entryId } = target;
      const redacted = conversations.compose(by, { kind: 'redacted', target: entryId, category: 'secret' });
      entries.push({ ...redacted, audience: target.visitor_seq === null ? 'staff' : 'all' });
      const forgets = entryId === arrived ? {} : { forgetsHash: true as const };
      records.push({ kind: 'blank_entry', entryId, category: 'secret', ...forgets });
    }
    return ok({ entries, records });
  }

  async function write(
    conversationId: string,
    entries: readonly NewEntry[],
    records: readonly RecordWrite[],
  ): Promise<Result<null>> {
    if (entries.length === 0) return ok(null);
    const written = await writer.apply({ conversationId, expect: {}, patch: {}, entries, records });
    if (!written.ok) return written;
    await settle(written.value);
    return ok(null);
  }

  function keepIncident(who: Principal, conversationId: string | null, stopped: Stopped): Promise<void> {
    const { secret, where, hasReachedUs, wasAskedFor } = stopped;
    return incidents.record({
      kind: hasReachedUs ? 'secret_reached_us' : wasAskedFor ? 'impostor_reported' : 'secret_stopped',
      inboxId: who.kind === 'visitor' ? who.inboxId : null,
      conversationId,
      by: { kind: who.kind, id: who.kind === 'visitor' ? who.visitorId : who.agentId },
      detail: { secret, where },
    });
  }

  const lineFor = (stopped: Stopped) =>
    conversations.compose(systemAuthor, { kind: 'secret_stopped', ...stopped });

  return {
    /** Blanks own entries that hold parts of a secret (MSG7); those that are blank already stay so. */
    async redact(
      conversationId: string,
      entryIds: readonly string[],
      by: StoredAuthor,
    ): Promise<Result<null>> {
      const made = await redactions(conversationId, entryIds, by);
      return made.ok ? write(conversationId, made.value.entries, made.value.records) : made;
    },

    /** The visitor takes back own entries. */
    async redactOwn(
      visitor: VisitorPrincipal,
      { conversationId, entryIds }: { conversationId: string; entryIds: readonly string[] },
    ): Promise<Result<Record<string, never>>> {
      const facts = await conversations.ofVisitor(visitor, conversationId);
      if (!facts.ok) return facts;
      const redacted = await this.redact(conversationId, entryIds, visitorAuthor(visitor));
      return redacted.ok ? ok({}) : redacted;
    },

    /** A visitor's device stopped one by itself (SAFE4). */
    async report(visitor: VisitorPrincipal, report: SecretReport): Promise<Result<Record<string, never>>> {
      const { conversationId, secret, where, wasAskedFor } = report;
      const stopped: Stopped = { secret, where, ...(wasAskedFor && { wasAskedFor: true }) };
      if (conversationId !== null) {
        const facts = await conversations.ofVisitor(visitor, conversationId);
        if (!facts.ok) return facts;
        const written = await write(conversationId, [lineFor(stopped)], []);
        if (!written.ok) return written;
      }
      await keepIncident(visitor, conversationId, stopped);
      return ok({});
    },

    /** The server stopped one. Told at most a few times in a while for one person. */
    async tell(who: Principal, conversationId: string | null, stopped: Stopped): Promise<void> {
      const id = who.kind === 'visitor' ? who.visitorId : who.agentId;
      if (!limiter.count(limits.secretReport, id).ok) return;
      const isTheirs =
        who.kind === 'visitor' &&
        conversationId !== null &&
        (await conversations.ofVisitor(who, conversationId)).ok;
      if (isTheirs) await write(conversationId, [lineFor(stopped)], []);
      await keepIncident(who, isTheirs ? conversationId : null, stopped);
    },

    /**
     * An older client sent one (SAFE1): its entries are blanked, the visitor is told what to do now, and staff that it
     * happened. A resend finds the entries blank and changes nothing.
     */
    async burn(
      visitor: VisitorPrincipal,
      conversationId: string,
      { arrived, earlier }: { arrived: string | null; earlier: readonly string[] },
      stopped: Stopped,
    ): Promise<Result<null>> {
      const facts = await conversations.ofVisitor(visitor, conversationId);
      if (!facts.ok) return facts;
      const entryIds = [...earlier, ...(arrived === null ? [] : [arrived])];
      const made = await redactions(conversationId, entryIds, visitorAuthor(visitor), arrived);
      if (!made.ok) return made;
      const { entries, records } = made.value;
      if (entryIds.length > 0 && entries.length === 0) return ok(null);
      const text = burntNotice[facts.value.language];
      const notice = conversations.compose(systemAuthor, {
        kind: 'message',
        text,
        attachments: [],
        automatic: true,
      });
      const told = [notice, lineFor({ ...stopped, hasReachedUs: true })];
      const written = await write(conversationId, [...entries, ...told], records);
      if (written.ok) await keepIncident(visitor, conversationId, { ...stopped, hasReachedUs: true });
      return written;
    },
  };
}

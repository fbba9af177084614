import type { Webhook } from '@haven/shared/http/admin-endpoints';
import type { Localized } from '@haven/shared/language';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { WebhookWords } from '@haven/shared/webhook';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Clock } from '../../clock.ts';
import { newId } from '../../new-id.ts';
import type { Addresses } from '../../outgoing/address.ts';
import { isForeignKeyViolation } from '../../storage/postgres/failures.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import { newSecret } from './signature.ts';
import { stateColumns, type StateRow, stateOf } from './webhook-state.ts';

export type WebhookFields = Pick<Webhook, 'url' | 'topics' | 'words' | 'isEnabled'>;

/** A webhook as whoever sends to it needs it. */
export type WebhookTarget = {
  url: string;
  words: WebhookWords;
  isEnabled: boolean;
  /** The live ones, the newest first. */
  secrets: string[];
  inbox: { id: string; name: Localized };
};

/** How long a rotated secret goes on signing: a working day to deploy the new one, wherever the receiver is. */
const rotationMs = 24 * 60 * 60_000;

export type Webhooks = ReturnType<typeof createWebhooks>;

/** Whom an inbox tells what happens in it. Secrets leave through `create`, `rotate` and `target` alone. */
export function createWebhooks({
  db,
  clock,
  addresses,
}: {
  db: Kysely<Database>;
  clock: Clock;
  addresses: Pick<Addresses, 'allows'>;
}) {
  function select() {
    return db
      .selectFrom('webhook')
      .select(['id', 'inbox_id', 'url', 'topics', 'words', 'is_enabled', 'previous_until', 'created_at'])
      .select(stateColumns);
  }

  async function read(id: string): Promise<Webhook> {
    return viewOf(await select().where('id', '=', id).executeTakeFirstOrThrow(), clock);
  }

  return {
    /** All webhooks with the state of their deliveries, the oldest first. O(webhooks + what waits). */
    async list(): Promise<Webhook[]> {
      const rows = await select().orderBy('created_at').orderBy('id').execute();
      return rows.map((row) => viewOf(row, clock));
    },

    /** Adds one. `invalid` for an inbox that does not exist or an address that may not be called. */
    async create(
      inboxId: string,
      fields: WebhookFields,
    ): Promise<Result<{ webhook: Webhook; secret: string }>> {
      if (!addresses.allows(fields.url)) return refuse('invalid', { details: { field: 'url' } });
      const id = newId(clock);
      const secret = newSecret();
      try {
        await db
          .insertInto('webhook')
          .values({ id, inbox_id: inboxId, secret, ...columnsOf(fields) })
          .execute();
      } catch (error) {
        if (isForeignKeyViolation(error)) return refuse('invalid', { details: { field: 'inboxId' } });
        throw error;
      }
      return ok({ webhook: await read(id), secret });
    },

    /** Changes one; its inbox stays. Disabling it drops what waits for it. */
    async update(id: string, fields: WebhookFields): Promise<Result<Webhook>> {
      if (!addresses.allows(fields.url)) return refuse('invalid', { details: { field: 'url' } });
      const isFound = await db.transaction().execute(async (trx) => {
        const changed = await trx
          .updateTable('webhook')
          .set(columnsOf(fields))
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst();
        if (changed && !fields.isEnabled) await dropWaiting(trx, id);
        return changed !== undefined;
      });
      return isFound ? ok(await read(id)) : refuse('not_found');
    },

    /** Gives it a new secret. The one before it stays live for a day, the one before that ends now. */
    async rotate(id: string): Promise<Result<{ secret: string }>> {
      const secret = newSecret();
      const rotated = await db
        .updateTable('webhook')
        .set({
          previous_secret: sql<string>`secret`,
          previous_until: new Date(clock.now() + rotationMs),
          secret,
        })
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return rotated ? ok({ secret }) : refuse('not_found');
    },

    /** Removes one with all of its deliveries, dead letters too. */
    async remove(id: string): Promise<Result<Record<never, never>>> {
      const isFound = await db.transaction().execute(async (trx) => {
        const removed = await trx
          .deleteFrom('webhook')
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst();
        await trx.deleteFrom('outbox').where('target_id', '=', id).execute();
        return removed !== undefined;
      });
      return isFound ? ok({}) : refuse('not_found');
    },

    /** Where and how to send; null when there is no such webhook any more. */
    async target(id: string): Promise<WebhookTarget | null> {
      const row = await db
        .selectFrom('webhook')
        .innerJoin('inbox', 'inbox.id', 'webhook.inbox_id')
        .select(['url', 'words', 'is_enabled', 'secret', 'previous_secret', 'previous_until'])
        .select(['inbox.id as inbox_id', 'inbox.name as inbox_name'])
        .where('webhook.id', '=', id)
        .executeTakeFirst();
      if (!row) return null;
      const previous = isPast(row.previous_until, clock) ? null : row.previous_secret;
      return {
        url: row.url,
        words: row.words,
        isEnabled: row.is_enabled,
        secrets: [row.secret, ...(previous === null ? [] : [previous])],
        inbox: { id: row.inbox_id, name: row.inbox_name },
      };
    },
  };
}

async function dropWaiting(trx: Transaction<Database>, id: string): Promise<void> {
  await trx
    .deleteFrom('outbox')
    .where('target_id', '=', id)
    .where('done_at', 'is', null)
    .where('dead_at', 'is', null)
    .execute();
}

function isPast(moment: Date | null, clock: Clock): boolean {
  return moment === null || moment.getTime() <= clock.now();
}

function columnsOf({ url, topics, words, isEnabled }: WebhookFields) {
  return { url, topics, words, is_enabled: isEnabled };
}

type Row = StateRow & {
  id: string;
  inbox_id: string;
  url: string;
  topics: Webhook['topics'];
  words: WebhookWords;
  is_enabled: boolean;
  previous_until: Date | null;
  created_at: Date;
};

function viewOf(row: Row, clock: Clock): Webhook {
  const until = isPast(row.previous_until, clock) ? null : row.previous_until;
  return {
    id: row.id,
    inboxId: row.inbox_id,
    url: row.url,
    topics: row.topics,
    words: row.words,
    isEnabled: row.is_enabled,
    createdAt: row.created_at.toISOString(),
    previousSecretUntil: until?.toISOString() ?? null,
    ...stateOf(row),
  };
}

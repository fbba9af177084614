import { randomBytes } from 'node:crypto';
import type { IdentityKey, InboxIdentity } from '@haven/shared/http/identity-endpoints';
import { type IdentityAlgorithm, liveKeysMost } from '@haven/shared/identity';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { Kysely } from 'kysely';
import type { Clock } from '../../clock.ts';
import { newId } from '../../new-id.ts';
import { isForeignKeyViolation, isUniqueViolation } from '../../storage/postgres/failures.ts';
import type { Database, IdentityKeyTable } from '../../storage/postgres/schema.ts';
import { readPublicKey } from './public-key.ts';

/** How long refused tokens are explained after an administrator asked for it. */
const debugMs = 60 * 60_000;
/** Use is written at most this often. */
const touchMs = 60_000;

/** A key as tokens are checked with it: PEM of the public key, or the secret of HS256. */
export type CheckingKey = { id: string; algorithm: IdentityAlgorithm; material: string };

type Asked = { kid: string; algorithm: IdentityAlgorithm; publicKey: string | null };
type Row = Pick<
  { [K in keyof IdentityKeyTable]: IdentityKeyTable[K] },
  'id' | 'kid' | 'algorithm' | 'material'
> & { created_at: Date; last_used_at: Date | null; retired_at: Date | null };

export type IdentityKeys = ReturnType<typeof createIdentityKeys>;

/**
 * The keys with which hosts sign who their users are, and how strict an inbox is about it. The secret of HS256 is stored
 * as it is: checking needs it, and whoever reads the database reads the conversations too. Public keys need no such trust.
 */
export function createIdentityKeys({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  const keyColumns = [
    'id',
    'kid',
    'algorithm',
    'material',
    'created_at',
    'last_used_at',
    'retired_at',
  ] as const;

  async function read(inboxId?: string): Promise<InboxIdentity[]> {
    const now = clock.now();
    let inboxes = db.selectFrom('inbox').select(['id', 'identity_required', 'identity_debug_until']);
    let keys = db.selectFrom('identity_key').select([...keyColumns, 'inbox_id']);
    if (inboxId !== undefined) {
      inboxes = inboxes.where('id', '=', inboxId);
      keys = keys.where('inbox_id', '=', inboxId);
    }
    const [rows, keyRows] = await Promise.all([
      inboxes.orderBy('created_at').orderBy('id').execute(),
      keys.orderBy('created_at').orderBy('id').execute(),
    ]);
    return rows.map((row) => ({
      id: row.id,
      isRequired: row.identity_required,
      debugUntil:
        row.identity_debug_until && row.identity_debug_until.getTime() > now
          ? row.identity_debug_until.toISOString()
          : null,
      keys: keyRows.filter(({ inbox_id }) => inbox_id === row.id).map(keyView),
    }));
  }

  async function readOne(inboxId: string): Promise<Result<InboxIdentity>> {
    const [one] = await read(inboxId);
    return one ? ok(one) : refuse('not_found');
  }

  function liveKeys(inboxId: string) {
    return db
      .selectFrom('identity_key')
      .select('id')
      .where('inbox_id', '=', inboxId)
      .where('retired_at', 'is', null)
      .execute();
  }

  return {
    list: () => read(),

    /** `refused` with `no_key` where nobody could prove anything. */
    async setRequired(inboxId: string, isRequired: boolean): Promise<Result<InboxIdentity>> {
      if (isRequired && (await liveKeys(inboxId)).length === 0)
        return refuse('refused', { details: { reason: 'no_key' } });
      await db
        .updateTable('inbox')
        .set({ identity_required: isRequired })
        .where('id', '=', inboxId)
        .execute();
      return readOne(inboxId);
    },

    async setDebug(inboxId: string, isOn: boolean): Promise<Result<InboxIdentity>> {
      const until = isOn ? new Date(clock.now() + debugMs) : null;
      await db.updateTable('inbox').set({ identity_debug_until: until }).where('id', '=', inboxId).execute();
      return readOne(inboxId);
    },

    async add(inboxId: string, asked: Asked): Promise<Result<{ key: IdentityKey; secret: string | null }>> {
      const made = materialOf(asked);
      if (!made.ok) return made;
      if ((await liveKeys(inboxId)).length >= liveKeysMost)
        return refuse('refused', { details: { reason: 'too_many' } });
      try {
        const row = await db
          .insertInto('identity_key')
          .values({
            id: newId(clock),
            inbox_id: inboxId,
            kid: asked.kid,
            algorithm: asked.algorithm,
            material: made.value,
          })
          .returning(keyColumns)
          .executeTakeFirstOrThrow();
        return ok({ key: keyView(row), secret: asked.algorithm === 'HS256' ? made.value : null });
      } catch (error) {
        if (isUniqueViolation(error)) return refuse('conflict');
        if (isForeignKeyViolation(error)) return refuse('not_found');
        throw error;
      }
    },

    /** What it signed is refused from now on. `refused` with `no_key` for the last one where identity is required. */
    async retire(keyId: string): Promise<Result<Record<string, never>>> {
      const key = await db
        .selectFrom('identity_key')
        .innerJoin('inbox', 'inbox.id', 'identity_key.inbox_id')
        .select(['identity_key.inbox_id', 'inbox.identity_required'])
        .where('identity_key.id', '=', keyId)
        .where('identity_key.retired_at', 'is', null)
        .executeTakeFirst();
      if (!key) return refuse('not_found');
      if (key.identity_required && (await liveKeys(key.inbox_id)).length === 1)
        return refuse('refused', { details: { reason: 'no_key' } });
      await db
        .updateTable('identity_key')
        .set({ retired_at: new Date(clock.now()) })
        .where('id', '=', keyId)
        .execute();
      return ok({});
    },

    /** The key that a token of this inbox names, unless it was retired. */
    async find(inboxId: string, kid: string): Promise<CheckingKey | null> {
      const key = await db
        .selectFrom('identity_key')
        .select(['id', 'algorithm', 'material'])
        .where('inbox_id', '=', inboxId)
        .where('kid', '=', kid)
        .where('retired_at', 'is', null)
        .executeTakeFirst();
      return key ?? null;
    },

    /** Notes that a key was used, for whoever wonders whether it may be retired. */
    async used(keyId: string): Promise<void> {
      const now = clock.now();
      await db
        .updateTable('identity_key')
        .set({ last_used_at: new Date(now) })
        .where('id', '=', keyId)
        .where((eb) =>
          eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', new Date(now - touchMs))]),
        )
        .execute();
    },

    /** Whether anybody may be anonymous here, and whether refusals are explained now. */
    async policy(inboxId: string): Promise<{ isRequired: boolean; isDebugged: boolean }> {
      const row = await db
        .selectFrom('inbox')
        .select(['identity_required', 'identity_debug_until'])
        .where('id', '=', inboxId)
        .executeTakeFirst();
      const until = row?.identity_debug_until?.getTime() ?? 0;
      return { isRequired: row?.identity_required ?? false, isDebugged: until > clock.now() };
    },
  };
}

/** 256 random bits for HS256, whose secret is the text itself; else the public key that was given. */
function materialOf({ algorithm, publicKey }: Asked): Result<string> {
  if (algorithm === 'HS256')
    return publicKey === null
      ? ok(randomBytes(32).toString('base64url'))
      : refuse('invalid', { details: { field: 'publicKey' } });
  if (publicKey === null) return refuse('invalid', { details: { reason: 'not_a_key' } });
  return readPublicKey(publicKey, algorithm);
}

function keyView(row: Row): IdentityKey {
  return {
    id: row.id,
    kid: row.kid,
    algorithm: row.algorithm,
    publicKey: row.algorithm === 'HS256' ? null : row.material,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    retiredAt: row.retired_at?.toISOString() ?? null,
  };
}

import { createHmac, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import {
  type AgentProof,
  codeDigits,
  codeMs,
  type ConversationCode,
  type SignedCard,
} from '@haven/shared/official-proof';
import type { Kysely } from 'kysely';
import type { Clock } from '../../clock.ts';
import { newId } from '../../new-id.ts';
import type { Database } from '../../storage/postgres/schema.ts';

type Purpose = 'agent_card' | 'code';
type Key = { id: string; secret: Buffer; public: Buffer | null };

/** Another server's rotation is heard of this late; what the old key signs meanwhile is still listed. */
const freshMs = 30_000;
/** A retired key is listed for this long: far longer than a card is good. */
const listedMs = 24 * 60 * 60_000;

export type OfficialKeys = ReturnType<typeof createOfficialKeys>;

/**
 * The keys that a deployment makes for itself at the first use and keeps in its database: the Ed25519 pair of agents'
 * cards, and the secret of the six digits (SAFE6).
 */
export function createOfficialKeys({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  const kept = new Map<Purpose, { until: number; key: Promise<Key> }>();

  async function read(purpose: Purpose): Promise<Key> {
    const find = () =>
      db
        .selectFrom('server_key')
        .select(['id', 'secret', 'public'])
        .where('purpose', '=', purpose)
        .where('retired_at', 'is', null)
        .executeTakeFirst();
    const found = await find();
    if (found) return found;
    // Two servers that start at once: the index lets one of them in, and both read what it wrote.
    await db
      .insertInto('server_key')
      .values(newKey(purpose))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const made = await find();
    if (!made) throw new Error(`the key for ${purpose} was neither found nor made`);
    return made;
  }

  function newKey(purpose: Purpose) {
    const created = { id: newId(clock), purpose, created_at: new Date(clock.now()), retired_at: null };
    if (purpose === 'code') return { ...created, secret: randomBytes(32), public: null };
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    // The last 32 bytes of the SPKI form are the key itself (RFC 8410).
    const spki = publicKey.export({ format: 'der', type: 'spki' });
    return {
      ...created,
      secret: privateKey.export({ format: 'der', type: 'pkcs8' }),
      public: spki.subarray(-32),
    };
  }

  function current(purpose: Purpose): Promise<Key> {
    const known = kept.get(purpose);
    if (known && known.until > clock.now()) return known.key;
    const key = read(purpose);
    kept.set(purpose, { until: clock.now() + freshMs, key });
    key.catch(() => kept.delete(purpose));
    return key;
  }

  return {
    /** Signs who an agent is, with the current key. */
    async signCard(proof: AgentProof): Promise<SignedCard> {
      const key = await current('agent_card');
      const payload = JSON.stringify(proof);
      const secret = createPrivateKey({ key: key.secret, format: 'der', type: 'pkcs8' });
      const signature = sign(null, Buffer.from(payload), secret).toString('base64url');
      return { payload, signature, keyId: key.id };
    },

    /** The public keys whose cards can still be good, the newest first. */
    async publicKeys(): Promise<{ keyId: string; publicKey: string }[]> {
      await current('agent_card');
      const rows = await db
        .selectFrom('server_key')
        .select(['id', 'public'])
        .where('purpose', '=', 'agent_card')
        .where((eb) =>
          eb.or([eb('retired_at', 'is', null), eb('retired_at', '>', new Date(clock.now() - listedMs))]),
        )
        .orderBy('id', 'desc')
        .execute();
      return rows.map((row) => ({ keyId: row.id, publicKey: row.public?.toString('base64url') ?? '' }));
    },

    /** Retires the pair of agents' cards and makes another. */
    async rotateCardKey(): Promise<{ keyId: string }> {
      const next = newKey('agent_card');
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable('server_key')
          .set({ retired_at: new Date(clock.now()) })
          .where('purpose', '=', 'agent_card')
          .where('retired_at', 'is', null)
          .execute();
        await trx.insertInto('server_key').values(next).execute();
      });
      kept.delete('agent_card');
      return { keyId: next.id };
    },

    /** The digits of a conversation now: HMAC-SHA256 of its id and of the five minutes, cut as in RFC 4226 §5.3. */
    async codeOf(conversationId: string): Promise<ConversationCode> {
      const { secret } = await current('code');
      const window = Math.floor(clock.now() / codeMs);
      const mac = createHmac('sha256', secret).update(`${conversationId}:${window}`).digest();
      const offset = (mac.at(-1) ?? 0) & 0x0f;
      const number = (mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** codeDigits;
      const expiresAt = new Date((window + 1) * codeMs).toISOString();
      return { digits: String(number).padStart(codeDigits, '0'), expiresAt };
    },
  };
}

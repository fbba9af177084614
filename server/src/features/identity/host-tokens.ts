import { createHash, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import {
  hostClockSkewMs,
  hostTokenMaxChars,
  hostTokenMaxLifeMs,
  kidSchema,
  type TokenProblem,
  type Verified,
  verifiedSchema,
} from '@haven/shared/identity';
import { inspectText, textsIn } from '@haven/shared/guarded-text';
import { reservedNameIn } from '@haven/shared/reserved-names';
import { compactVerify } from 'jose';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import type { CheckingKey, IdentityKeys } from './identity-keys.ts';

/** Used tokens are forgotten this long after nobody can offer them again. */
const keptMs = 60_000;

/** Nothing that names a key or a meaning of its own: `jku`, `x5u`, `jwk`, `crit`, `b64`, `zip`, `cty`. */
const headerSchema = z.strictObject({
  alg: z.string(),
  kid: kidSchema,
  typ: z.optional(z.literal('JWT')),
});

const visible = /^[\x21-\x7e]+$/;
const seconds = z.number().finite().nonnegative();
const claimsSchema = z.object({
  /** Pseudonymous is enough; it is compared byte for byte, so that no two look the same. */
  sub: z.string().min(1).max(128).regex(visible),
  aud: z.string(),
  jti: z.string().min(8).max(128).regex(visible),
  iat: seconds,
  exp: seconds,
  nbf: z.optional(seconds),
});
const saidSchema = z.object(verifiedSchema.shape);

export type HostClaims = { sub: string; verified: Verified };
export type Proof = { ok: true; claims: HostClaims } | { ok: false; problem: TokenProblem };

export type HostTokens = ReturnType<typeof createHostTokens>;

type Deps = { db: Kysely<Database>; clock: Clock; keys: Pick<IdentityKeys, 'find' | 'used'> };

/** What the backend of a host app signs about its user: a JWT of one inbox, checked in full, and good for once. */
export function createHostTokens({ db, clock, keys }: Deps) {
  /** Postgres says whether it is the first time: that survives every restart, and of a hundred at once one is first. */
  async function isFirstUse(inboxId: string, jti: string, exp: number): Promise<boolean> {
    const now = clock.now();
    await db
      .deleteFrom('host_token')
      .where('expires_at', '<', new Date(now - keptMs))
      .execute();
    const used = await db
      .insertInto('host_token')
      .values({
        inbox_id: inboxId,
        jti_hash: createHash('sha256').update(jti).digest(),
        expires_at: new Date(exp * 1_000 + hostClockSkewMs),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('jti_hash')
      .executeTakeFirst();
    return used !== undefined;
  }

  /** Whom a token speaks for. It is used up by that. */
  async function prove(inbox: { id: string; key: string }, token: string): Promise<Proof> {
    const parts = partsOf(token);
    if (parts === null) return refused('malformed');
    const header = headerSchema.safeParse(parts.header);
    if (!header.success) return refused('header');
    const key = await keys.find(inbox.id, header.data.kid);
    if (key === null) return refused('unknown_key');
    const { alg } = header.data;
    // The key says how it signs, never the token.
    if (alg !== key.algorithm) return refused('algorithm');
    if (!(await isSigned(token, key))) return refused('signature');

    const claims = claimsSchema.safeParse(parts.payload);
    const said = saidSchema.safeParse(parts.payload);
    if (!claims.success || !said.success) return refused('claims');
    // A host may be tricked into it: names are its users' to choose (SAFE6).
    if (reservedNameIn(said.data.name ?? '') !== null) return refused('reserved_name');
    if (await holdsSecret(said.data)) return refused('secret');
    const { sub, aud, jti, exp } = claims.data;
    if (aud !== inbox.key) return refused('audience');
    const problem = problemOfTimes(claims.data, clock.now());
    if (problem) return refused(problem);
    if (!(await isFirstUse(inbox.id, jti, exp))) return refused('used_before');
    await keys.used(key.id);
    return { ok: true, claims: { sub, verified: said.data } };
  }

  return { prove };
}

const refused = (problem: TokenProblem): Proof => ({ ok: false, problem });

/** Header and payload of a compact JWS; null unless all three parts are base64url in the one way to write them. */
function partsOf(token: string): { header: unknown; payload: unknown } | null {
  if (token.length > hostTokenMaxChars) return null;
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every(isCanonical)) return null;
  const [header = '', payload = ''] = parts;
  try {
    return { header: parseObject(header), payload: parseObject(payload) };
  } catch {
    return null;
  }
}

function isCanonical(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
}

function parseObject(part: string): object {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
    Buffer.from(part, 'base64url'),
  );
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Error('not an object');
  return parsed;
}

/** A key in place of its address (SAFE1). What may be one is not asked about: addresses of some chains look like keys. */
async function holdsSecret(said: Verified): Promise<boolean> {
  const known = { addresses: said.addresses ?? [], hashes: [] };
  const stops = await Promise.all(textsIn(said).map(({ text }) => inspectText(text, { known })));
  return stops.some((stop) => stop?.verdict === 'block');
}

async function isSigned(token: string, key: CheckingKey): Promise<boolean> {
  try {
    await compactVerify(token, keyOf(key), { algorithms: [key.algorithm] });
    return true;
  } catch {
    return false;
  }
}

function keyOf({ algorithm, material }: CheckingKey): KeyObject {
  return algorithm === 'HS256' ? createSecretKey(Buffer.from(material)) : createPublicKey(material);
}

/** All of it within the skew that hosts' clocks have, and the life that one exchange needs. */
function problemOfTimes(
  { iat, exp, nbf }: { iat: number; exp: number; nbf?: number | undefined },
  now: number,
) {
  const [issuedAt, expiresAt] = [iat * 1_000, exp * 1_000];
  if (expiresAt <= now - hostClockSkewMs) return 'expired';
  if (issuedAt > now + hostClockSkewMs) return 'not_yet_valid';
  if (nbf !== undefined && nbf * 1_000 > now + hostClockSkewMs) return 'not_yet_valid';
  const life = expiresAt - issuedAt;
  return life <= 0 || life > hostTokenMaxLifeMs ? 'lives_too_long' : undefined;
}

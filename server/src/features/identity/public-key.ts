import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { holdsPrivateKey, type IdentityAlgorithm } from '@haven/shared/identity';
import { ok, type Result, refuse } from '@haven/shared/result';

/**
 * Reads a public key, PEM or JWK, for an algorithm; resolves with its PEM. `invalid` with `details.reason` `private_key`
 * (looked for first, so that it gets no further than this), `not_a_key`, or `wrong_key` for another curve or kind.
 */
export function readPublicKey(text: string, algorithm: Exclude<IdentityAlgorithm, 'HS256'>): Result<string> {
  const trimmed = text.trim();
  if (holdsPrivateKey(trimmed)) return refuse('invalid', { details: { reason: 'private_key' } });
  const jwk = trimmed.startsWith('{') ? parseJwk(trimmed) : undefined;
  if (jwk === null) return refuse('invalid', { details: { reason: 'not_a_key' } });
  let key: KeyObject;
  try {
    key = jwk ? createPublicKey({ key: jwk, format: 'jwk' }) : createPublicKey(trimmed);
  } catch {
    return refuse('invalid', { details: { reason: 'not_a_key' } });
  }
  if (!isFor(key, algorithm)) return refuse('invalid', { details: { reason: 'wrong_key' } });
  return ok(key.export({ type: 'spki', format: 'pem' }).toString());
}

function parseJwk(text: string): JsonWebKey | null {
  try {
    return JSON.parse(text) as JsonWebKey;
  } catch {
    return null;
  }
}

function isFor(key: KeyObject, algorithm: 'ES256' | 'EdDSA'): boolean {
  if (algorithm === 'EdDSA') return key.asymmetricKeyType === 'ed25519';
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

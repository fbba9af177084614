import { createHash, randomBytes } from 'node:crypto';

/** Makes a session token: 256 random bits as base64url. It is shown to its owner once and stored as a hash. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token. It is random through and through, so a plain SHA-256 cannot be searched. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

import { createHmac, randomBytes } from 'node:crypto';

/** A secret as an administrator sees it once: 256 bits. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`;
}

/**
 * The header that proves who sent a body and when: `t=<Unix seconds>,v1=<hex>`, one `v1` per live secret, the newest
 * first. Each is HMAC-SHA256 over `<t>.<body>`, keyed with the whole secret as text.
 */
export function signatureOf(body: string, atMs: number, secrets: readonly string[]): string {
  const seconds = Math.floor(atMs / 1000);
  const marks = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`,
  );
  return [`t=${seconds}`, ...marks].join(',');
}

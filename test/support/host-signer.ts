import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';

/** The backend of a host app that signs who its user is, well or badly: every part can be chosen. */
export type Claims = Record<string, unknown>;
export type Header = Record<string, unknown>;

/** A pair of keys of a host: the public half as PEM. */
export type HostKey = { privateKey: KeyObject; publicPem: string };

export function createHostKey(kind: 'ec' | 'ed25519', namedCurve = 'P-256'): HostKey {
  const { privateKey, publicKey } =
    kind === 'ec' ? generateKeyPairSync('ec', { namedCurve }) : generateKeyPairSync('ed25519');
  return { privateKey, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

/** What an honest host says of `sub` to an inbox. `now` in milliseconds. */
export function honestClaims(inboxKey: string, sub: string, now = Date.now()): Claims {
  const iat = Math.floor(now / 1_000);
  return { sub, aud: inboxKey, iat, exp: iat + 300, jti: randomUUID() };
}

/** As a part of a token; text and bytes as they are. */
export function encode(part: unknown): string {
  if (Buffer.isBuffer(part)) return part.toString('base64url');
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
}

export const signHs256 = (text: string, secret: string, hash = 'sha256'): Buffer =>
  createHmac(hash, secret).update(text).digest();

/** Both as JWS wants them: r and s side by side, and Ed25519's 64 bytes. */
export const signWith = (text: string, { privateKey }: HostKey): Buffer =>
  privateKey.asymmetricKeyType === 'ec'
    ? sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
    : sign(null, Buffer.from(text), privateKey);

/** A compact token of any header and payload, signed by `signer`. */
export function tokenOf(
  header: unknown,
  payload: unknown,
  signer: (text: string) => Buffer | string,
): string {
  const text = `${encode(header)}.${encode(payload)}`;
  const signature = signer(text);
  return `${text}.${typeof signature === 'string' ? signature : signature.toString('base64url')}`;
}

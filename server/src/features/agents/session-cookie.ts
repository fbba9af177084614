/** The agent's session cookie; one place for requests and for the socket's handshake. */
export interface SessionCookie {
  name: string;
  /** The token in a `Cookie` header, or null. */
  read(header: string | undefined): string | null;
  /** The `Set-Cookie` value that opens a session. */
  set(token: string, maxAgeMs: number): string;
  /** The `Set-Cookie` value that ends it. */
  clear(): string;
}

/**
 * With TLS the name's `__Host-` prefix makes browsers insist on Secure, Path=/ and no Domain, so that no other host
 * can plant one. Without TLS, which the configuration allows on loopback alone, browsers would refuse that name.
 */
export function createSessionCookie({ publicUrl }: { publicUrl: string }): SessionCookie {
  const isSecure = new URL(publicUrl).protocol === 'https:';
  const name = isSecure ? '__Host-haven' : 'haven';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  return {
    name,
    read: (header) => valueOf(header, name),
    set: (token, maxAgeMs) => `${name}=${token}; Max-Age=${Math.floor(maxAgeMs / 1_000)}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}

/** The token named `name`; null when it is missing, sent twice, or has characters that no token has. */
function valueOf(header: string | undefined, name: string): string | null {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  const [value, second] = values;
  if (value === undefined || second !== undefined) return null;
  return /^[\w-]{20,128}$/.test(value) ? value : null;
}

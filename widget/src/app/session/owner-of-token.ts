/**
 * Names the session that a token belongs to without telling the token, nor what the server stores in its place: kept
 * messages carry it, so that only this session finds them. Rejects outside of secure pages, which have no digests.
 */
export async function ownerOfToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`outbox of ${token}`));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

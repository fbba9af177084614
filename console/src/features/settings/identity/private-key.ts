/** Whether a pasted text is, or holds, the private half of a key: PEM or JWK. It must not be sent anywhere. */
export function isPrivateKey(text: string): boolean {
  if (/PRIVATE KEY/.test(text)) return true;
  return /^\s*\{/.test(text) && /"(?:d|k|p|q)"\s*:/.test(text);
}

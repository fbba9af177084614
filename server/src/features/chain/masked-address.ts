/** An address without whatever may be a key: its scheme, host and port alone, and that there is more. */
export function maskedAddress(url: string): string {
  if (!URL.canParse(url)) return '…';
  const { origin, pathname, search } = new URL(url);
  return pathname === '/' && search === '' ? `${origin}/` : `${origin}/…`;
}

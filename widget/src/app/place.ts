/** Where this page runs: which inbox it is for, and inside which window. */
export type Place = {
  inboxKey: string;
  /** Inside a host page's iframe; otherwise opened by itself, as in a webview. */
  isFramed: boolean;
  /** The host page's origin as far as the browser tells before a message arrives; null when it does not. */
  hostOrigin: string | null;
};

/** Reads the inbox key out of `/widget/:inboxKey/`; null for any other path. */
export function inboxKeyOf(path: string): string | null {
  return /^\/widget\/([a-z0-9][a-z0-9-]{0,39})\/?$/.exec(path)?.[1] ?? null;
}

/** The origin of a referrer, or null where there is none or it cannot be read. */
export function originOf(url: string): string | null {
  try {
    const { origin } = new URL(url);
    return origin === 'null' ? null : origin;
  } catch {
    return null;
  }
}

/** Reads the place from the browser; null when the path names no inbox. */
export function readPlace(): Place | null {
  const inboxKey = inboxKeyOf(location.pathname);
  if (inboxKey === null) return null;
  const isFramed = window.parent !== window;
  const hostOrigin = isFramed ? (location.ancestorOrigins?.[0] ?? originOf(document.referrer)) : null;
  return { inboxKey, isFramed, hostOrigin };
}

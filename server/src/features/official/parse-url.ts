import type { ParseUrl } from '@haven/shared/hosts';

/** WHATWG's URL, which turns every spelling of a host into one. */
export const parseUrl: ParseUrl = (url) => (URL.canParse(url) ? new URL(url) : null);

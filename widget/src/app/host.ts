import {
  bridgeVersion,
  type SignatureAsked,
  type ToFrame,
  type ToHost,
  toFrameSchema,
} from '@haven/shared/widget-bridge';

/** The frame's end of the bridge to the host page. */
export type Host = { readonly isThere: boolean; post(message: Unversioned<ToHost>): void };
type Unversioned<T> = T extends unknown ? Omit<T, 'v'> : never;

/** The page around this one, or a function of the app in whose webview it is. */
export type Signer = 'page' | ((asked: SignatureAsked) => unknown) | null;
export type Signed = Extract<ToFrame, { type: 'signed' }>;

type Incoming = Pick<MessageEvent<unknown>, 'data' | 'origin' | 'source'>;

/**
 * Judges a message from the host: only from the parent window and only from the origin that framed this page. Where
 * the browser does not tell that origin, the first valid message of the parent does; who may be parent at all is
 * enforced by `frame-ancestors`. Returns the message and the origin known from now on, or null.
 */
export function acceptFromHost(
  event: Incoming,
  parent: unknown,
  hostOrigin: string | null,
): { message: ToFrame; origin: string } | null {
  if (event.source !== parent || event.origin === 'null') return null;
  if (hostOrigin !== null && event.origin !== hostOrigin) return null;
  const parsed = toFrameSchema.safeParse(event.data);
  return parsed.success ? { message: parsed.data, origin: event.origin } : null;
}

/** Opens the bridge. Messages are posted to the exact origin; until it is known they wait. */
export function openHost(known: string | null, onMessage: (message: ToFrame) => void): Host {
  let origin = known;
  const waiting: ToHost[] = [];

  function post(message: Unversioned<ToHost>): void {
    const whole = { v: bridgeVersion, ...message } as ToHost;
    if (origin === null) waiting.push(whole);
    else window.parent.postMessage(whole, origin);
  }

  window.addEventListener('message', (event) => {
    const accepted = acceptFromHost(event, window.parent, origin);
    if (accepted === null) return;
    origin = accepted.origin;
    for (const message of waiting.splice(0)) window.parent.postMessage(message, origin);
    onMessage(accepted.message);
  });
  post({ type: 'ready' });
  return { isThere: true, post };
}

/** A host that is not there: the page was opened by itself. */
export const noHost: Host = { isThere: false, post: () => undefined };

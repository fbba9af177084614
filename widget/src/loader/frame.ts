import type { ToFrame, ToHost } from '@haven/shared/widget-bridge';

/** One version of the envelope at both ends; the frame's is declared in the contract. */
const version = 1;

type Unversioned<T> = T extends unknown ? Omit<T, 'v'> : never;

export type Frame = {
  readonly element: HTMLIFrameElement;
  post(message: Unversioned<ToFrame>): void;
};

type Incoming = { data: unknown; origin: string; source: unknown };

/** A message of our own iframe at Haven's origin, as the contract declares it; null for everybody else's. */
export function readFromFrame(event: Incoming, source: unknown, origin: string): Unversioned<ToHost> | null {
  if (event.source !== source || event.origin !== origin) return null;
  return (Object(event.data) as { v: unknown }).v === version ? (event.data as ToHost) : null;
}

type Deps = {
  /** Haven's origin: where the loader came from. */
  origin: string;
  inbox: string;
  title: string;
  /** The page in the frame is there, for the first time or again after a reload: it must be told everything. */
  onReady: () => void;
  onMessage: (message: Unversioned<ToHost>) => void;
};

/** Makes the iframe and its bridge. What is posted before the frame is ready waits for it. */
export function createFrame({ origin, inbox, title, onReady, onMessage }: Deps): Frame {
  const element = document.createElement('iframe');
  // To empty the clipboard after a phrase was pasted (SAFE4).
  element.allow = 'clipboard-write';
  const waiting: Unversioned<ToFrame>[] = [];
  let isReady = false;

  function post(message: Unversioned<ToFrame>): void {
    if (isReady) element.contentWindow?.postMessage({ v: version, ...message }, origin);
    else waiting.push(message);
  }

  function ready(): void {
    isReady = true;
    onReady();
    for (const message of waiting.splice(0)) post(message);
  }

  window.addEventListener('message', (event) => {
    const message = readFromFrame(event, element.contentWindow, origin);
    if (message === null) return;
    if (message.type === 'ready') ready();
    else onMessage(message);
  });
  // The frame cannot say `ready` where the browser hides its parent's origin from it.
  element.addEventListener('load', ready);
  element.title = title;
  // The frame must know who framed it, whatever the page's own policy is; the path stays private.
  element.referrerPolicy = 'origin';
  element.src = `${origin}/widget/${inbox}/`;
  return { element, post };
}

import type { ServiceNotice } from '@haven/shared/service-notice';
import { createStore } from '../store.ts';

const key = 'haven.notices-hidden';

/** What the visitor collapsed in this tab; an update of the notice opens it again. */
export const hidden = createStore<readonly string[]>(read());

export const hiddenKey = ({ id, updatedAt }: ServiceNotice): string => `${id} ${updatedAt}`;

/** Collapses or opens one. Where the tab can keep nothing, it is remembered as long as the page lives. */
export function setHidden(notice: ServiceNotice, isHidden: boolean): void {
  const others = hidden.get().filter((one) => one !== hiddenKey(notice));
  hidden.set(isHidden ? [...others, hiddenKey(notice)] : others);
  try {
    sessionStorage.setItem(key, JSON.stringify(hidden.get()));
  } catch {
    // Storage is blocked, as in some webviews.
  }
}

function read(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

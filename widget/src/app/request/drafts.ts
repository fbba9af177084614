import type { Attachment } from '@haven/shared/attachment';
import { newId } from '@haven/shared/browser/ids';
import type { RequestField } from '@haven/shared/request';
import { createStore, type Store } from '../store.ts';

/** A picture that is on its way or there. */
export type Pick = { id: string; name: string; attachment: Attachment | null; isFailed: boolean };

/** What was filled in so far. Kept while the page lives, and never on the device: it may not be checked yet. */
export type RequestDraft = {
  /** Names the answer: a resend is the same (MSG4). */
  clientMessageId: string;
  values: Partial<Record<RequestField, string>>;
  picks: readonly Pick[];
};

export type RequestDrafts = Map<string, Store<RequestDraft>>;

/** Of one request, by its entry. */
export function draftOf(drafts: RequestDrafts, entryId: string): Store<RequestDraft> {
  const known = drafts.get(entryId);
  if (known) return known;
  const draft = createStore<RequestDraft>({ clientMessageId: newId(), values: {}, picks: [] });
  drafts.set(entryId, draft);
  return draft;
}

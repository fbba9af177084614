import type { Attachment } from '@haven/shared/attachment';
import type { Id } from '@haven/shared/ids';
import type { Failure } from '@haven/shared/result';
import { createStore, type StoreApi } from 'zustand/vanilla';

export type ComposerMode = 'reply' | 'note';

/** An image beside an unsent reply: on its way up, there, or refused. `progress` runs from 0 to 1. */
export type UnsentFile = {
  readonly key: string;
  readonly name: string;
  readonly previewUrl: string;
  readonly progress: number;
  readonly attachment: Attachment | null;
  readonly failure: Failure | null;
};

/** What somebody is writing in one conversation: both texts stay while the other is written. */
export type Unsent = {
  readonly mode: ComposerMode;
  readonly reply: string;
  readonly note: string;
  /** The note is for whoever holds the chat. */
  readonly isWhisper: boolean;
  readonly files: readonly UnsentFile[];
  /** Send was pressed while an image was on its way: the reply goes when it is there, unless it is changed. */
  readonly isSendWanted: boolean;
};

/** Unsent text by conversation, of one agent. It outlives the session, so that who signs in again finds it. */
export type UnsentState = {
  readonly agentId: Id | null;
  readonly byConversation: Readonly<Record<Id, Unsent>>;
};

export type UnsentStore = StoreApi<UnsentState> & {
  /** Another agent on the same page starts with nothing. */
  claim(agentId: Id): void;
  change(conversationId: Id, change: (unsent: Unsent) => Partial<Unsent>): void;
};

export const nothingUnsent: Unsent = {
  mode: 'reply',
  reply: '',
  note: '',
  isWhisper: false,
  files: [],
  isSendWanted: false,
};

/** Keeps unsent text in memory. */
export function createUnsent(): UnsentStore {
  const store = createStore<UnsentState>(() => ({ agentId: null, byConversation: {} }));
  return {
    ...store,
    claim(agentId) {
      if (store.getState().agentId !== agentId) store.setState({ agentId, byConversation: {} });
    },
    change(conversationId, change) {
      store.setState(({ byConversation }) => {
        const unsent = byConversation[conversationId] ?? nothingUnsent;
        return { byConversation: { ...byConversation, [conversationId]: { ...unsent, ...change(unsent) } } };
      });
    },
  };
}

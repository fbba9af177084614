import type { Id } from '@haven/shared/ids';
import type { StoreApi } from 'zustand/vanilla';
import { type Alert, alertOf } from '../live/alert-of.ts';
import type { AgentNotice } from '../live/apply-notice.ts';
import { createChime } from '../live/chime.ts';
import { stringsOf } from '../live/console-context.tsx';
import type { PreferencesStore } from '../live/create-preferences.ts';
import type { LiveState } from '../live/state.ts';
import { unreadChats } from '../live/views.ts';

type Deps = {
  preferences: PreferencesStore;
  /** The chat on the screen. */
  openChat: () => Id | null;
  show: (conversationId: Id) => void;
};

const gestures = ['pointerdown', 'keydown'] as const;

/** Sound, desktop notice and the page's title. Sounds wait for a first gesture, notices for a permission asked elsewhere. */
export function createAlerts({ preferences, openChat, show }: Deps) {
  const chime = createChime();

  function tell(alert: Alert): void {
    const isSeen =
      document.visibilityState === 'visible' && document.hasFocus() && openChat() === alert.conversationId;
    // An offer has its own place and its own time: looking at the chat is not looking at that.
    if (isSeen && alert.kind !== 'offer') return;
    const { hasSounds, language } = preferences.getState();
    if (hasSounds) chime.play(alert.kind);
    const isInFront = document.visibilityState === 'visible' && document.hasFocus();
    if (isInFront || !('Notification' in window) || Notification.permission !== 'granted') return;
    const { alerts: words, visitorName } = stringsOf(language);
    const titles = {
      chat: words.newChat,
      case: words.newCase,
      offer: words.newOffer,
      whisper: words.newWhisper,
      message: words.newMessage(visitorName(alert.label)),
    };
    // The tag makes a second message replace the first: one notice per chat.
    const notice = new Notification(titles[alert.kind], {
      body: words.body,
      tag: alert.conversationId,
      silent: true,
    });
    notice.onclick = () => {
      window.focus();
      show(alert.conversationId);
      notice.close();
    };
  }

  function title(state: LiveState): void {
    const { product, alerts: words } = stringsOf(preferences.getState().language);
    const count = unreadChats(state) + state.offers.length;
    document.title = count === 0 ? product : words.title(count);
  }

  return {
    onNotice(notice: AgentNotice, before: LiveState, after: LiveState): void {
      const alert = alertOf(notice, before, after);
      if (alert !== null) tell(alert);
    },
    /** Keeps the title; returns the way to stop. */
    start(store: StoreApi<LiveState>): () => void {
      for (const gesture of gestures) document.addEventListener(gesture, chime.unlock, { once: true });
      title(store.getState());
      const unsubscribe = store.subscribe(title);
      return () => {
        unsubscribe();
        for (const gesture of gestures) document.removeEventListener(gesture, chime.unlock);
        document.title = stringsOf(preferences.getState().language).product;
      };
    },
  };
}

import type { VisitorContext } from '@haven/shared/conversation';
import { newId } from '@haven/shared/browser/ids';
import type { InboxProfile } from '@haven/shared/http/visitor-endpoints';
import type { Language } from '@haven/shared/language';
import { loadOnce } from '@haven/shared/load-once';
import type { Declaration } from '@haven/shared/declaration';
import type { OutboxItem } from '@haven/shared/outbox-item';
import { type Failure, ok, refuse, type Result } from '@haven/shared/result';
import { lastSeq } from '@haven/shared/timeline';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Host, Signed, Signer } from './host.ts';
import { createHostTokens, type HostTokens } from './host-tokens.ts';
import { loadInbox } from './inbox.ts';
import { createNavigation, type Navigation } from './navigation.ts';
import type { Place } from './place.ts';
import type { Preferences } from './preferences.ts';
import {
  type Composer,
  type ComposerState,
  createComposer,
  createComposerState,
} from './session/composer.ts';
import type { Live } from './session/live.ts';
import { isOpen, type LiveState, nothingLive } from './session/live-state.ts';
import type { RequestDrafts } from './request/drafts.ts';
import { noProof, type Proof } from './session/proof-state.ts';
import { createTokenStore, type TokenStore } from './session/token-store.ts';
import { changedForm, emptyForm, type StartForm } from './start-form.ts';
import { createSecretGuard, type KnownWallet, loadChecks, type SecretGuard } from './safety/guard.ts';
import type { LocalStop, Stopped } from './safety/stopped.ts';
import { earlierOf } from './session/own-texts.ts';
import { createStore, type Store } from './store.ts';
import { loadStrings } from './strings/load.ts';
import type { Strings } from './strings/strings.ts';

/** The inbox's public profile as far as it is there. */
export type Loaded = { state: 'loading' } | { state: 'failed' } | { state: 'ready'; profile: InboxProfile };

/** Everything that screens draw from and act on. */
export type App = {
  readonly place: Place;
  readonly host: Store<Host>;
  readonly preferences: Store<Preferences>;
  readonly strings: Store<Strings | null>;
  readonly inbox: Store<Loaded>;
  readonly hostTokens: HostTokens;
  readonly context: Store<VisitorContext>;
  readonly wallet: Store<KnownWallet>;
  /** Who can have messages signed by the user's wallet; null: nobody, so that no proof of ownership is offered. */
  readonly signer: Store<Signer>;
  /** What the page around this one answered last, when it was asked for a signature. */
  readonly signed: Store<Signed | null>;
  /** What is filled in of requests and not sent; kept while the page lives. */
  readonly requestDrafts: RequestDrafts;
  readonly isShown: Store<boolean>;
  readonly navigation: Navigation;
  readonly liveState: Store<LiveState>;
  readonly form: Store<StartForm>;
  /** Who holds the chat, as far as it is proved, and the six digits (SAFE6). */
  readonly proof: Store<Proof>;
  /** What is searched for on the home screen. */
  readonly searchWords: Store<string>;
  readonly composerState: Store<ComposerState>;
  readonly composer: Composer;
  /** Stands between every field and whatever sends or keeps what is in it (SAFE1). */
  readonly guard: SecretGuard;
  /** What was stopped in the held conversation, for its thread; this page alone knows. */
  readonly stops: Store<readonly LocalStop[]>;
  /** A sentence that confirms something, shown for a moment. */
  readonly toast: Store<string | null>;
  /** The live session, loaded when it is first needed. */
  live(): Promise<Live>;
  /** The live session if it is there already. */
  liveNow(): Live | null;
  /** Speaks another language, loading its words and the inbox's texts. */
  speak(language: Language): Promise<void>;
  loadInbox(): Promise<void>;
  /** Opens a conversation from the form. */
  start(): Promise<Result<unknown>>;
  /** Begins anew after a conversation was closed, linked to it. */
  startOver(): void;
  /** Goes on as whom the host's backend signed for. */
  identify(signed: string): Promise<void>;
  logout(): Promise<void>;
  /** "Somebody asked me for it": marks the open conversation, else false and the form for a report. */
  reportAsked(stopped: Stopped): boolean;
};

/** The issue type of whoever was contacted by somebody who claims to be support. */
const scamType = 'other.report_scam';

/** Puts the app together. Nothing is connected or stored by this alone. */
export function createApp(place: Place, host: Host, preferences: Preferences): App {
  const tokens: TokenStore = createTokenStore(place.inboxKey, () => window.localStorage);
  const liveState = createStore<LiveState>(nothingLive);
  const proof = createStore<Proof>(noProof);
  const composerState = createComposerState();
  const form = createStore<StartForm>(emptyForm);
  const navigation = createNavigation(!place.isFramed);
  const toast = createStore<string | null>(null);
  const inbox = createStore<Loaded>({ state: 'loading' });
  const strings = createStore<Strings | null>(null);
  const preferencesStore = createStore(preferences);
  const context = createStore<VisitorContext>(contextOfBrowser());
  const wallet = createStore<KnownWallet>({ addresses: [], hashes: [] });
  const signer = createStore<Signer>(null);
  const hostTokens = createHostTokens(() => app.host.get());
  let liveNow: Live | null = null;

  const stops = createStore<readonly LocalStop[]>([]);
  const guard = createSecretGuard({
    load: loadChecks,
    known: wallet.get,
    onWarning: ({ safetyWords }) => toast.set(safetyWords[preferencesStore.get().language].careful),
    onStopped({ stop, where }) {
      const { held } = liveState.get();
      const open = isOpen(held) ? held : null;
      if (open !== null && where === 'message') {
        const at = { conversationId: open.conversation.id, afterSeq: lastSeq(open.timeline) };
        stops.update((all) => [...all, { id: newId(), ...at, secret: stop.kind }]);
      }
      const conversationId = open?.conversation.id ?? null;
      liveNow?.reportSecret({ conversationId, secret: stop.kind, where, wasAskedFor: false });
    },
    takeBack: (earlier) => liveNow?.takeBackOwn(earlier.map(({ id }) => id)),
  });

  // The sheet is a step of the way back: going back deletes, and the screen below stays.
  let uncover = () => Promise.resolve();
  let uncovered = Promise.resolve();
  guard.shown.watch((stopped) => {
    if (stopped === null) uncovered = uncover();
    else uncover = navigation.cover(() => stopped.choose('delete'));
  });

  /** A kept message was stopped on its way: its author decides, and what is left of it goes back to the box. */
  async function decideAgain({ text, attachments }: OutboxItem, { details }: Failure): Promise<void> {
    const cleared = await guard.refused(text, 'message', details);
    if (cleared.ok) {
      const ready = attachments.map((attachment) => ({ attachment, previewUrl: null }));
      liveNow?.send(text, ready, cleared.declared);
    } else if (cleared.text !== '') {
      const { text: written } = composerState.get();
      app.composer.setText(written === '' ? cleared.text : `${cleared.text}\n${written}`);
    }
  }

  const live = loadOnce(async () => {
    const { createLive } = await import('./session/live.ts');
    liveNow = createLive({
      inboxKey: place.inboxKey,
      hostToken: () => hostTokens.ask(),
      onForgotten: forgetWritten,
      tokens,
      state: liveState,
      proof,
      signer,
      onUnkept: () => tell(({ connection }) => connection.notKept),
      judge: guard.judge,
      onSecret: (item, failure) => void decideAgain(item, failure),
    });
    return liveNow;
  });

  /** What is written and not sent belongs to whoever wrote it, and to nobody after them. */
  function forgetWritten(): void {
    form.set(emptyForm);
    app.composer.clear();
    app.searchWords.set('');
    app.requestDrafts.clear();
    stops.set([]);
    navigation.reset();
  }

  /** Says something for a moment, at once or as soon as there are words. */
  function tell(choose: (words: Strings) => string): void {
    const words = strings.get();
    if (words !== null) return toast.set(choose(words));
    const stop = strings.watch((loaded) => {
      if (loaded === null) return;
      stop();
      toast.set(choose(loaded));
    });
  }

  async function loadProfile(): Promise<void> {
    const { language } = preferencesStore.get();
    const answer = await loadInbox(place.inboxKey, language);
    if (language !== preferencesStore.get().language) return;
    if (answer.ok) inbox.set({ state: 'ready', profile: answer.value });
    else if (inbox.get().state !== 'ready') inbox.set({ state: 'failed' });
  }

  async function speak(language: Language): Promise<void> {
    preferencesStore.update((current) => ({ ...current, language }));
    document.documentElement.lang = language;
    const [words] = await Promise.all([loadStrings(language), loadProfile()]);
    if (preferencesStore.get().language === language) strings.set(words);
  }

  async function start(): Promise<Result<unknown>> {
    const session = await live();
    const text = form.get().description.trim();
    const passed = await guard.pass(text, { where: 'description' }, (declared) => begin(session, declared));
    if (!passed.isStopped) return passed.answer;
    if (passed.isUnchecked) return refuse('unavailable', { details: { reason: 'unchecked' } });
    form.update((current) => changedForm(current, { description: passed.text }));
    return ok('stopped');
  }

  async function begin(session: Live, declared: readonly Declaration[]): Promise<Result<unknown>> {
    const clientMessageId = form.get().clientMessageId ?? newId();
    form.update((current) => ({ ...current, clientMessageId }));
    const { issueType, description, withDevice, linkedTo } = form.get();
    const answer = await session.start(
      {
        clientMessageId,
        issueType: issueType ?? '',
        description: description.trim(),
        language: preferencesStore.get().language,
        context: withDevice ? context.get() : {},
        linkedTo,
      },
      declared,
    );
    if (!answer.ok) return answer;
    if (answer.value === 'continued') {
      composerState.update((current) => ({ ...current, text: current.text || description.trim() }));
      toast.set(strings.get()?.start.continued ?? null);
    }
    form.set(emptyForm);
    navigation.reset({ name: 'chat' });
    return answer;
  }

  const app: App = {
    place,
    host: createStore(host),
    preferences: preferencesStore,
    strings,
    inbox,
    context,
    wallet,
    signer,
    signed: createStore<Signed | null>(null),
    requestDrafts: new Map(),
    isShown: createStore(!place.isFramed),
    navigation,
    liveState,
    proof,
    form,
    searchWords: createStore(''),
    composerState,
    composer: createComposer(composerState, () => liveNow, {
      ...guard,
      earlier: () => earlierOf(liveState.get().held),
    }),
    guard,
    stops,
    toast,
    live,
    liveNow: () => liveNow,
    speak,
    loadInbox: loadProfile,
    start,
    startOver() {
      const { held } = liveState.get();
      if (isOpen(held)) return;
      form.update((current) => ({
        ...current,
        linkedTo: held?.conversation.id ?? null,
        clientMessageId: null,
      }));
      navigation.reset({ name: 'start-type' });
    },
    reportAsked({ stop, where, choose }) {
      const { held } = liveState.get();
      if (isOpen(held) && liveNow !== null) {
        const conversationId = held.conversation.id;
        liveNow.reportSecret({ conversationId, secret: stop.kind, where, wasAskedFor: true });
        return true;
      }
      choose('delete');
      form.update((current) => changedForm(current, { issueType: scamType }));
      void uncovered.then(() => navigation.reset({ name: 'start-describe' }));
      return false;
    },
    async logout() {
      forgetWritten();
      if (liveNow !== null || tokens.get() !== null) await (await live()).logout();
    },
    async identify(signed) {
      await (await live()).identify(signed);
    },
    hostTokens,
  };
  if (tokens.get() !== null)
    void live().then(
      (session) => session.connect(),
      () => undefined,
    );
  return app;
}

/** What the browser itself tells; the host page adds what it knows. */
function contextOfBrowser(): VisitorContext {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return { platform: 'web', ...(timeZone ? { timeZone } : {}) };
}

export const AppContext = createContext<App | null>(null);
export const StringsContext = createContext<Strings | null>(null);

/** The app, inside its provider. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('outside of the app');
  return app;
}

/** The words of the current language, inside their provider. */
export function useStrings(): Strings {
  const strings = useContext(StringsContext);
  if (strings === null) throw new Error('outside of the app');
  return strings;
}

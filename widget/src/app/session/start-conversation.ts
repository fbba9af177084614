import { callEndpoint } from '@haven/shared/browser/call-endpoint';
import type { Declaration } from '@haven/shared/declaration';
import type { VisitorContext } from '@haven/shared/conversation';
import { visitorEndpoints } from '@haven/shared/http/visitor-endpoints';
import { idSchema } from '@haven/shared/ids';
import type { Language } from '@haven/shared/language';
import { ok, type Refusal, refuse, type Result } from '@haven/shared/result';
import type { Store } from '../store.ts';
import { applyPage, hold, type LiveState } from './live-state.ts';
import type { TokenStore } from './token-store.ts';
import type { VisitorConnection } from './visitor-connection.ts';

/** What opens a conversation. The same `clientMessageId` again opens nothing twice. */
export type StartDraft = {
  clientMessageId: string;
  issueType: string;
  description: string;
  language: Language;
  context: VisitorContext;
  linkedTo: string | null;
};

/** `continued`: another one was open already; it is shown instead, and the text is still the visitor's (RT13). */
export type Started = 'started' | 'continued';

type Deps = {
  connection: VisitorConnection;
  inboxKey: string;
  tokens: TokenStore;
  state: Store<LiveState>;
  resume: () => Promise<Result<unknown>>;
  /** Whether the host vouched for somebody. */
  askHost: () => Promise<boolean>;
};

/** How long a start waits for a connection before it tells the visitor; the text stays either way. */
const patienceMs = 15_000;

/** Opens a conversation; only here does a session come into being. */
export function createStarter({ connection, inboxKey, tokens, state, resume, askHost }: Deps) {
  async function openSession(): Promise<Result<unknown>> {
    if (tokens.get() !== null || (await askHost())) return ok(null);
    const opened = await callEndpoint(visitorEndpoints.openSession, { body: { inboxKey } });
    if (opened.ok) tokens.set(opened.value.token);
    return opened;
  }

  /** Waits until the connection is live, or says why it will not be. */
  function whenLive(): Promise<Result<unknown>> {
    connection.start();
    connection.wake();
    return new Promise((resolve) => {
      const settle = (result: Result<unknown>) => {
        clearTimeout(timer);
        unwatch();
        resolve(result);
      };
      const judge = () => {
        const now = connection.state();
        if (now === 'live') settle(ok(null));
        else if (now === 'revoked')
          settle(refuse(connection.revokedReason() === 'expired' ? 'unauthenticated' : 'refused'));
        else if (now === 'outdated') settle(refuse('outdated'));
      };
      const timer = setTimeout(() => settle(refuse('unavailable')), patienceMs);
      const unwatch = state.watch(judge);
      judge();
    });
  }

  async function connected(): Promise<Result<unknown>> {
    const session = await openSession();
    return session.ok ? whenLive() : session;
  }

  async function continueOpen(refusal: Refusal): Promise<Result<Started>> {
    const other = idSchema.safeParse(refusal.error.details?.['conversationId']);
    if (refusal.error.code !== 'conflict' || !other.success) return refusal;
    const caughtUp = await resume();
    return caughtUp.ok ? ok('continued') : caughtUp;
  }

  return async function start(draft: StartDraft, declared: readonly Declaration[]): Promise<Result<Started>> {
    let ready = await connected();
    // A token from an earlier visit may have run out: the connection has dropped it, so once more with a new one.
    if (!ready.ok && ready.error.code === 'unauthenticated') ready = await connected();
    if (!ready.ok) return ready;

    const answer = await connection.command('conversation:start', draft, declared);
    if (!answer.ok) return continueOpen(answer);
    const { conversation, entries, headSeq } = answer.value;
    state.update((current) => applyPage(hold(current, conversation), conversation.id, entries, { headSeq }));
    return ok('started');
  };
}

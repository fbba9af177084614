import type { OutboxItem } from '@haven/shared/outbox-item';
import type { SignedInAgent } from '@haven/shared/people';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { stringsOf, useConsole } from '../live/console-context.tsx';
import { createLive } from '../live/create-live.ts';
import type { UnsentStore } from '../live/create-unsent.ts';
import { LiveProvider } from '../live/live-context.tsx';
import { RefusalError } from '../live/queries.ts';
import { failureText } from '../ui/failure-text.ts';
import { createAlerts } from './create-alerts.ts';
import { createConsoleRouter } from './router.tsx';
import { SecretDialog } from './SecretDialog.tsx';

/** One signed-in agent: the live connection and the pages; both end with the session. */
export function SignedIn({ me }: { me: SignedInAgent }) {
  const { session, preferences, unsent, guard } = useConsole();
  const [parts] = useState(() => {
    unsent.claim(me.id);
    const router = createConsoleRouter();
    const alerts = createAlerts({
      preferences,
      openChat: () => router.state.location.search.chat ?? null,
      show: (chat) => void router.navigate({ to: '/inbox', search: { view: 'mine', chat } }),
    });
    const queries = createQueries(() => session.end('expired'));
    const strings = () => stringsOf(preferences.getState().language);
    const words = () => strings().connection;
    const live = createLive({
      me,
      guard,
      onSecret: ({ conversationId, kind, text }) => {
        void guard.clear(text).then((cleared) => {
          if (!cleared.ok && cleared.text !== '') keepText(unsent, conversationId, kind, cleared.text);
        });
      },
      onNotice(notice, before, after) {
        alerts.onNotice(notice, before, after);
        if (notice.name === 'service-notices:changed')
          void queries.invalidateQueries({ queryKey: ['admin', 'service-notices'] });
      },
      onUnkept: () => toast(words().notKept),
      onStranded: ({ conversationId: chat, text }) =>
        toast.error(words().notSent, {
          description: text,
          duration: Infinity,
          action: {
            label: words().show,
            onClick: () => void router.navigate({ to: '/inbox', search: { view: 'mine', chat } }),
          },
        }),
      onFull: () => toast.error(words().full),
      onAvailabilityRefused: (failure) => toast.error(failureText(failure, strings())),
    });
    return { router, alerts, live, queries };
  });
  const { router, alerts, live, queries } = parts;

  useEffect(() => {
    live.start();
    // Before somebody writes: the connection may be gone by then, and without the checks nothing goes (SAFE1).
    guard.warmUp();
    const stopAlerts = alerts.start(live.store);
    const unsubscribe = live.store.subscribe(({ connection }) => {
      if (connection === 'revoked') session.end(live.revokedReason() ?? 'expired');
    });
    return () => {
      unsubscribe();
      stopAlerts();
      live.stop();
      if (session.store.getState().phase !== 'signed_out') return;
      keepUnsent(live.pending(), unsent);
      live.forget();
    };
  }, [live, alerts, session, unsent, guard]);

  return (
    <QueryClientProvider client={queries}>
      <LiveProvider value={live}>
        <RouterProvider router={router} />
        <SecretDialog />
      </LiveProvider>
    </QueryClientProvider>
  );
}

/** What never reached the server goes back into its composer, for the same agent signing in again (LIVE4). */
function keepUnsent(items: readonly OutboxItem[], unsent: UnsentStore): void {
  for (const { conversationId, kind, text } of items) keepText(unsent, conversationId, kind, text);
}

function keepText(unsent: UnsentStore, conversationId: string, kind: OutboxItem['kind'], text: string): void {
  const joined = (before: string) => (before === '' ? text : `${before}\n${text}`);
  unsent.change(conversationId, ({ note, reply }) =>
    kind === 'note' ? { note: joined(note) } : { reply: joined(reply) },
  );
}

/** Retries what a repeat can mend, once; the end of the session ends the page. */
function createQueries(onUnauthenticated: () => void): QueryClient {
  const isFinal = (error: Error) => error instanceof RefusalError && error.failure.code !== 'unavailable';
  const client = new QueryClient({
    defaultOptions: {
      queries: { retry: (count, error) => count < 1 && !isFinal(error), refetchOnWindowFocus: true },
    },
  });
  client.getQueryCache().config.onError = (error) => {
    if (error instanceof RefusalError && error.failure.code === 'unauthenticated') onUnauthenticated();
  };
  return client;
}

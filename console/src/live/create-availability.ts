import { backoffMs } from '@haven/shared/backoff';
import type { Availability } from '@haven/shared/people';
import { type Failure, isRetryable } from '@haven/shared/result';
import type { StoreApi } from 'zustand/vanilla';
import type { AgentConnection } from './agent-connection.ts';
import { applyMe } from './apply-notice.ts';
import type { LiveState } from './state.ts';

type Deps = {
  connection: Pick<AgentConnection, 'command'>;
  store: StoreApi<LiveState>;
  /** The server will not have it, and what was before holds. */
  onRefused: (failure: Failure) => void;
  random?: () => number;
};

/**
 * Keeps the availability that the agent chose last until the server has it, as a choice that was made while the
 * connection came up or was away is still their will. A reload forgets it: then the agent sees what holds.
 */
export function createAvailability({ connection, store, onRefused, random = Math.random }: Deps) {
  let attempt = 0;
  let isTelling = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe: (() => void) | null = null;

  async function tell(): Promise<void> {
    clearTimeout(timer);
    const { wish, connection: state } = store.getState();
    if (wish === null || state !== 'live' || isTelling) return;
    isTelling = true;
    const answer = await connection.command('availability:set', { availability: wish });
    isTelling = false;
    if (unsubscribe === null) return;
    if (!answer.ok && isRetryable(answer.error.code)) {
      timer = setTimeout(
        () => void tell(),
        Math.max(backoffMs(attempt, random), answer.error.retryAfterMs ?? 0),
      );
      attempt += 1;
      return;
    }
    attempt = 0;
    if (answer.ok) store.setState((now) => applyMe(now, answer.value.me), true);
    else onRefused(answer.error);
    // Another may have been chosen meanwhile.
    if (store.getState().wish === wish) store.setState({ wish: null });
    else void tell();
  }

  return {
    choose(availability: Availability): void {
      store.setState({ wish: availability });
      void tell();
    },
    start() {
      unsubscribe ??= store.subscribe((now, before) => {
        if (now.connection === 'live' && before.connection !== 'live') void tell();
      });
    },
    stop() {
      unsubscribe?.();
      unsubscribe = null;
      clearTimeout(timer);
    },
  };
}

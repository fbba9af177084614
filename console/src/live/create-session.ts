import { callEndpoint } from '@haven/shared/browser/call-endpoint';
import type { RevokedReason } from '@haven/shared/browser/connection';
import { agentEndpoints } from '@haven/shared/http/agent-endpoints';
import type { SignedInAgent } from '@haven/shared/people';
import type { Result } from '@haven/shared/result';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Who is signed in. `unreachable`: nobody knows, since the server did not answer. */
export type SessionState =
  | { phase: 'checking' }
  | { phase: 'unreachable' }
  | { phase: 'signed_out'; reason: RevokedReason | null }
  | { phase: 'signed_in'; me: SignedInAgent };

export type Session = {
  store: StoreApi<SessionState>;
  /** Asks the server whether the cookie still stands. */
  check(): Promise<void>;
  signIn(email: string, password: string): Promise<Result<unknown>>;
  changePassword(current: string, next: string): Promise<Result<unknown>>;
  signOut(): Promise<void>;
  /** The server ended the session. */
  end(reason: RevokedReason): void;
};

/** The agent's session: a cookie that this code never sees, and what the server says about it. */
export function createSession(): Session {
  const store = createStore<SessionState>(() => ({ phase: 'checking' }));
  const set = (state: SessionState) => store.setState(state, true);

  return {
    store,
    async check() {
      set({ phase: 'checking' });
      const answer = await callEndpoint(agentEndpoints.me, {});
      if (answer.ok) set({ phase: 'signed_in', me: answer.value.me });
      else if (answer.error.code === 'unauthenticated') set({ phase: 'signed_out', reason: null });
      else set({ phase: 'unreachable' });
    },
    async signIn(email, password) {
      const answer = await callEndpoint(agentEndpoints.signIn, { body: { email, password } });
      if (answer.ok) set({ phase: 'signed_in', me: answer.value.me });
      return answer;
    },
    async changePassword(current, next) {
      const answer = await callEndpoint(agentEndpoints.changePassword, { body: { current, next } });
      if (answer.ok) set({ phase: 'signed_in', me: answer.value.me });
      else if (answer.error.code === 'unauthenticated') set({ phase: 'signed_out', reason: 'expired' });
      return answer;
    },
    async signOut() {
      await callEndpoint(agentEndpoints.signOut, {});
      set({ phase: 'signed_out', reason: 'signed_out' });
    },
    end: (reason) => set({ phase: 'signed_out', reason }),
  };
}

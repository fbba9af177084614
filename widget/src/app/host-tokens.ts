import type { Host } from './host.ts';

/** A host that is there answers at once; one that asks its backend takes a second. */
const patienceMs = 8_000;

export type HostTokens = {
  /** Asks the host page for what its backend signed; null when it has nothing, or does not answer. */
  ask(): Promise<string | null>;
  /** What the host said; true when somebody had asked. */
  told(token: string | null): boolean;
};

/** Asks whoever framed this page. Opened by itself, there is nobody to ask. */
export function createHostTokens(host: () => Host): HostTokens {
  let waiting: ((token: string | null) => void)[] = [];

  function answer(token: string | null): boolean {
    const asked = waiting;
    waiting = [];
    for (const tell of asked) tell(token);
    return asked.length > 0;
  }

  return {
    ask() {
      if (!host().isThere) return Promise.resolve(null);
      return new Promise((resolve) => {
        waiting.push(resolve);
        host().post({ type: 'token_wanted' });
        setTimeout(() => resolve(null), patienceMs);
      });
    },
    told: answer,
  };
}

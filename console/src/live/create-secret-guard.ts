import type { Declaration } from '@haven/shared/declaration';
import type { Stop } from '@haven/shared/guarded-text';
import { loadOnce } from '@haven/shared/load-once';
import { ok, refuse, type Result } from '@haven/shared/result';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** The checks: loaded when somebody begins to write, or with the first text that is to leave. */
const loadChecks = () => import('./secret-checks.ts');
type Checks = Awaited<ReturnType<typeof loadChecks>>;

export type SecretChoice = 'delete' | 'edit' | 'declare';

/** What the dialog asks: it knows the kind, never the text. `mayEdit`: the text can come back without the secret. */
export type AskedSecret = {
  readonly verdict: Stop['verdict'];
  readonly kind: Stop['kind'];
  readonly mayEdit: boolean;
  readonly choose: (choice: SecretChoice) => void;
};

/**
 * A text that may go on, with what its author said of it; else what is left to write on, and which of the earlier texts
 * held parts of the same secret.
 */
export type ClearedText =
  | { readonly ok: true; readonly declared: readonly Declaration[] }
  | {
      readonly ok: false;
      readonly text: string;
      readonly isUnchecked: boolean;
      readonly parts: readonly number[];
    };

export type SecretGuard = {
  /** What is asked now; null when nothing is. */
  readonly asked: StoreApi<{ asked: AskedSecret | null }>;
  warmUp(): void;
  /** Looks at a text before it is kept or sent (SAFE1), and asks its author where something is found. */
  clear(text: string, recent?: readonly string[]): Promise<ClearedText>;
  /** The same for everything that a command or request says; `secret_blocked` when it must not go on. */
  clearAll(said: unknown): Promise<Result<readonly Declaration[]>>;
  /** Judges without asking anybody; `unavailable` while nothing can be told. */
  judge(text: string, declared?: readonly Declaration[]): Promise<Result<null>>;
};

/** Stands between the console's fields and the server: an agent pastes a user's phrase by mistake, too (SAFE1). */
export function createSecretGuard(load: () => Promise<Checks> = loadChecks): SecretGuard {
  const asked = createStore<{ asked: AskedSecret | null }>(() => ({ asked: null }));
  /** What was said of texts on this page: nobody is asked twice about the same. */
  const said = new Map<string, Declaration>();
  const loaded = loadOnce(async () => {
    const checks = await load();
    await checks.warmUp();
    return checks;
  });

  function ask(stop: Stop, mayEdit: boolean): Promise<SecretChoice> {
    return new Promise((resolve) => {
      const choose = (choice: SecretChoice) => {
        asked.setState({ asked: null });
        resolve(choice);
      };
      // One at a time: who has opened another meanwhile has left this text where it is.
      asked.getState().asked?.choose('delete');
      asked.setState({ asked: { verdict: stop.verdict, kind: stop.kind, mayEdit, choose } });
    });
  }

  async function look(text: string, mayEdit: boolean, recent: readonly string[]): Promise<ClearedText> {
    const checks = await loaded();
    const known = said.get(text);
    const declared = known === undefined ? [] : [known];
    const stop = await checks.inspectText(text, { declared, recent });
    if (stop === null) return { ok: true, declared };
    const choice = await ask(stop, mayEdit);
    if (choice === 'declare' && stop.verdict === 'ask') {
      const declaration = checks.declarationFor(stop.kind);
      said.set(text, declaration);
      return { ok: true, declared: [declaration] };
    }
    const left = choice === 'edit' ? checks.cutSecrets(text, stop.findings) : '';
    const parts = stop.verdict === 'block' ? stop.recentParts : [];
    return { ok: false, text: left, isUnchecked: false, parts };
  }

  return {
    asked,
    warmUp: () => void loaded().catch(() => undefined),
    clear: (text, recent = []) =>
      look(text, true, recent).catch(() => ({ ok: false, text, isUnchecked: true, parts: [] })),
    async clearAll(body) {
      try {
        const { textsIn } = await loaded();
        const declared = new Set<Declaration>();
        for (const { text } of textsIn(body)) {
          const cleared = await look(text, false, []);
          if (!cleared.ok) return refuse('secret_blocked');
          for (const one of cleared.declared) declared.add(one);
        }
        return ok([...declared]);
      } catch {
        return refuse('unavailable');
      }
    },
    async judge(text, declared = []) {
      try {
        const stop = await (await loaded()).inspectText(text, { declared });
        return stop === null ? ok(null) : refuse('secret_blocked');
      } catch {
        return refuse('unavailable');
      }
    },
  };
}

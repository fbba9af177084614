import type { Declaration } from '@haven/shared/declaration';
import type { SecretPlace } from '@haven/shared/entry';
import type { Stop } from '@haven/shared/guarded-text';
import { loadOnce } from '@haven/shared/load-once';
import { ok, refuse, type Result } from '@haven/shared/result';
import { createStore, type Store } from '../store.ts';
import type { Choice, Stopped } from './stopped.ts';

/** The checks, their sheet and its words: one part, loaded when somebody begins to type. */
export const loadChecks = () => import('./checks.ts');
export type Checks = Awaited<ReturnType<typeof loadChecks>>;

/** An own message that went out before; `id` names it for whoever takes it back. */
export type Earlier = { readonly id: string; readonly text: string };

/**
 * `ok`: it may go on, with what its author said of it. Else it may not: `text` is what is left to write on, and
 * `isUnchecked` says that nothing was found and nothing could be told, as the checks are not there (fail closed).
 */
export type Cleared =
  | { readonly ok: true; readonly declared: readonly Declaration[] }
  | { readonly ok: false; readonly text: string; readonly isUnchecked: boolean };

export type Passed<T> =
  | { readonly isStopped: false; readonly answer: Result<T> }
  | ({ readonly isStopped: true } & Extract<Cleared, { ok: false }>);

/** What the host told of its user's wallet. Kept on the device alone. */
export type KnownWallet = { readonly addresses: readonly string[]; readonly hashes: readonly string[] };

type Deps = {
  load: () => Promise<Checks>;
  known: () => KnownWallet;
  /** Tells support that something was stopped; what and where alone (SAFE4). */
  onStopped: (stopped: Pick<Stopped, 'stop' | 'where'>) => void;
  /** Something goes that reminds of a secret. */
  onWarning: (checks: Checks) => void;
  /** Takes back own messages that held parts of a secret (SAFE2). */
  takeBack: (earlier: readonly Earlier[]) => void;
};

export type SecretGuard = {
  /** What is asked of the person now. */
  readonly shown: Store<Stopped | null>;
  /** The checks, once they are there. */
  readonly checks: Store<Checks | null>;
  /** Loads the checks, so that sending does not wait for them. */
  warmUp(): void;
  /** Looks at a text before it leaves the device or is kept on it (SAFE1), and asks the person where something is found. */
  clear(text: string, where: SecretPlace, earlier?: readonly Earlier[]): Promise<Cleared>;
  /** Judges without asking anybody: `secret_blocked` for what must not go on, `unavailable` while nothing can be told. */
  judge(text: string, declared?: readonly Declaration[]): Promise<Result<null>>;
  /** The server stopped what passed here: its author decides as if it had been stopped here. */
  refused(text: string, where: SecretPlace, details: unknown): Promise<Cleared>;
  /** Clears a text, then does what it is for; again with what its author said, where the server asks too. */
  pass<T>(
    text: string,
    place: { where: SecretPlace; earlier?: readonly Earlier[] },
    go: (declared: readonly Declaration[]) => Promise<Result<T>>,
  ): Promise<Passed<T>>;
};

/** Stands between every field and everything that sends or keeps what is in it. Rules SAFE1 to SAFE4. */
export function createSecretGuard({ load, known, onStopped, onWarning, takeBack }: Deps): SecretGuard {
  const shown = createStore<Stopped | null>(null);
  const checks = createStore<Checks | null>(null);
  const loaded = loadOnce(async () => {
    const part = await load();
    await part.warmUp();
    checks.set(part);
    return part;
  });

  /** Shows the sheet and waits for the choice. One at a time: a second stop waits for the first. */
  async function ask(stopped: Omit<Stopped, 'choose'>): Promise<Choice> {
    while (shown.get() !== null) {
      await new Promise<void>((resolve) => {
        const stop = shown.watch(() => {
          stop();
          resolve();
        });
      });
    }
    return new Promise((resolve) => {
      const choose = (choice: Choice) => {
        shown.set(null);
        resolve(choice);
      };
      shown.set({ ...stopped, choose });
    });
  }

  async function settle(
    part: Checks,
    stop: Stop,
    where: SecretPlace,
    parts: readonly Earlier[],
  ): Promise<Cleared> {
    const isBlocked = stop.verdict === 'block';
    if (isBlocked) onStopped({ stop, where });
    if (isBlocked && parts.length > 0) takeBack(parts);
    const isSplit = isBlocked && parts.length > 0;
    const words = part.countWords(stop, isSplit ? parts.map(({ text }) => text) : []);
    const choice = await ask({ stop, words, where, isSplit });
    if (choice === 'declare' && !isBlocked) return { ok: true, declared: [part.declarationFor(stop.kind)] };
    const text = choice === 'edit' ? part.cutSecrets(stop.text, stop.findings) : '';
    return { ok: false, text, isUnchecked: false };
  }

  const guard: SecretGuard = {
    shown,
    checks,
    warmUp: () => void loaded().catch(() => undefined),
    async clear(text, where, earlier = []) {
      if (text === '') return { ok: true, declared: [] };
      try {
        const part = await loaded();
        const recent = earlier.map((one) => one.text);
        const stop = await part.inspectText(text, {
          recent,
          known: known(),
          onWarning: () => onWarning(part),
        });
        if (stop === null) return { ok: true, declared: part.declaredBy(text, known().hashes) };
        const parts = stop.recentParts.flatMap((index) => earlier[index] ?? []);
        return await settle(part, stop, where, parts);
      } catch {
        return { ok: false, text, isUnchecked: true };
      }
    },
    async judge(text, declared = []) {
      try {
        const part = await loaded();
        const stop = await part.inspectText(text, { declared, known: known() });
        if (stop === null) return ok(null);
        return refuse('secret_blocked', { details: { verdict: stop.verdict, kind: stop.kind } });
      } catch {
        return refuse('unavailable');
      }
    },
    async refused(text, where, details) {
      try {
        const part = await loaded();
        return await settle(part, part.refusedStop(text, details), where, []);
      } catch {
        return { ok: false, text, isUnchecked: true };
      }
    },
    async pass(text, { where, earlier }, go) {
      let cleared = await guard.clear(text, where, earlier);
      while (cleared.ok) {
        const answer = await go(cleared.declared);
        if (answer.ok || answer.error.code !== 'secret_blocked') return { isStopped: false, answer };
        cleared = await guard.refused(text, where, answer.error.details);
      }
      return { isStopped: true, ...cleared };
    },
  };
  return guard;
}

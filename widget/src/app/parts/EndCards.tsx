import { mayRate } from '@haven/shared/conversation-status';
import type { Result } from '@haven/shared/result';
import { useState } from 'preact/hooks';
import { useApp, useStrings } from '../app-model.ts';
import type { Held } from '../session/live-state.ts';

/** Asks whether it is solved, once support says so. */
export function ResolveCard({ held: { conversation } }: { held: Held }) {
  const app = useApp();
  const strings = useStrings();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function answer(ask: () => Promise<Result<unknown>> | undefined, then?: () => void): Promise<void> {
    if (isBusy) return;
    setIsBusy(true);
    const result = await ask();
    setIsBusy(false);
    setProblem(result && !result.ok ? strings.errors[result.error.code] : null);
    if (result?.ok) then?.();
  }

  return (
    <section class="sc ask" aria-label={strings.resolve.question}>
      <h2>{strings.resolve.question}</h2>
      <p>{strings.resolve.note(conversation.agent?.name ?? null)}</p>
      <p class="problem" role="alert">
        {problem}
      </p>
      <div class="sc-f">
        <button type="button" class="btn" onClick={() => void answer(() => app.liveNow()?.reopen())}>
          {strings.resolve.no}
        </button>
        <button
          type="button"
          class="btn btn-primary"
          onClick={() =>
            void answer(
              () => app.liveNow()?.close(),
              () => app.navigation.push({ name: 'rating' }),
            )
          }
        >
          {strings.resolve.yes}
        </button>
      </div>
    </section>
  );
}

/** What is left after the end: to rate, and to begin anew with a link to this one. */
export function ClosedCard({ held: { conversation } }: { held: Held }) {
  const app = useApp();
  const strings = useStrings();
  // Who left the queue before anybody came has met nobody to rate.
  const isRatable = mayRate(conversation.status, conversation.rating !== null) && conversation.agent !== null;
  const isBlocked = conversation.closeReason === 'blocked';
  return (
    <section class="sc ask" aria-label={strings.closed.title}>
      <h2>{strings.closed.title}</h2>
      {!isBlocked && <p>{strings.closed.note}</p>}
      {!isBlocked && (
        <div class="sc-f">
          {isRatable && (
            <button type="button" class="btn" onClick={() => app.navigation.push({ name: 'rating' })}>
              {strings.rating.rate}
            </button>
          )}
          <button type="button" class="btn btn-primary" onClick={() => app.startOver()}>
            {strings.closed.startNew}
          </button>
        </div>
      )}
    </section>
  );
}

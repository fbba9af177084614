import type { RequestItem } from '@haven/shared/request';
import { checkAnswer } from '@haven/shared/request-answer';
import { useEffect } from 'preact/hooks';
import { useApp } from '../app-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { useStore } from '../store.ts';
import { RequestField } from './RequestField.tsx';
import { useProof } from './use-proof.ts';
import type { RequestWords } from './words.ts';

type Props = {
  id: string;
  entryId: string;
  item: RequestItem;
  value: string;
  /** The address that was proved already. */
  proved: string | null;
  words: RequestWords;
  onInput: (value: string) => void;
};

/** An address that is proved by a signature of the app's wallet: never a transaction, and nobody's login (SAFE7). */
export function OwnershipField({ id, entryId, item, value, proved, words: all, onInput }: Props) {
  const app = useApp();
  const { ownership: words, fields } = all;
  const signer = useStore(app.signer);
  const { connection } = useStore(app.liveState);
  const { step, prove, check, startOver } = useProof(entryId, onInput);
  const checked = checkAnswer(item, value, Date.now());
  const isOnline = connection === 'live';
  const isBusy = step.at === 'wallet' || step.at === 'check';

  // It was asked for because an app of theirs could sign: this one cannot, and the agent is told so.
  useEffect(() => {
    if (signer === null && isOnline) void app.liveNow()?.offerSignatures(false);
  }, [app, signer, isOnline]);

  if (proved !== null)
    return (
      <div class="request-field">
        <p class="request-label">
          <span>{fields.ownership}</span>
          <span class="tag ok">{words.proved}</span>
        </p>
        <p class="request-proved mono">{proved}</p>
      </div>
    );
  if (signer === null)
    return (
      <div class="request-field">
        <p class="request-label">{fields.ownership}</p>
        <p class="request-hint">{words.cannot}</p>
      </div>
    );
  return (
    <div class="request-field">
      <RequestField
        id={id}
        item={item}
        value={value}
        words={all}
        onInput={(next) => {
          if (!isBusy) startOver();
          onInput(next);
        }}
      />
      <p class="request-hint request-calm">
        <Icon name="shield" size={14} /> {words.explain}
      </p>
      <button
        type="button"
        class="btn request-prove"
        aria-disabled={isBusy || !isOnline || (step.at !== 'signed' && !checked.ok)}
        onClick={() => {
          if (isBusy || !isOnline) return;
          if (step.at === 'signed') void check(step.proof);
          else if (checked.ok) void prove(checked.answer.value);
          else document.getElementById(id)?.focus();
        }}
      >
        {step.at === 'wallet'
          ? words.inWallet
          : step.at === 'check'
            ? words.checking
            : step.at === 'signed'
              ? words.checkAgain
              : words.prove}
      </button>
      <p class="problem" role="alert">
        {'problem' in step && step.problem !== null && words.problems[step.problem]}
      </p>
    </div>
  );
}

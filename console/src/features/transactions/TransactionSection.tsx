import type { StaffConversation } from '@haven/shared/conversation';
import type { Diagnosis } from '@haven/shared/chain/diagnosis';
import { newId } from '@haven/shared/browser/ids';
import type { Failure } from '@haven/shared/result';
import { useCallback, useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { useStrings } from '../../live/console-context.tsx';
import { useIsLive, useLive } from '../../live/live-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { failureText } from '../../ui/failure-text.ts';
import { TextField } from '../../ui/Field.tsx';
import { DiagnosisView } from './DiagnosisView.tsx';

type Props = {
  conversation: StaffConversation;
  /** What was pressed in the chat: another object for each press, so that the same one can be looked up again. */
  asked: { hash: string } | null;
  /** Who may not write to the visitor sends no card. */
  canShare: boolean;
};

type Looked =
  | { state: 'looking' }
  | { state: 'failed'; failure: Failure }
  | { state: 'found'; diagnosis: Diagnosis };

/** Looks into a transaction, from its hash anywhere in the chat or typed here, and shows it to the visitor (SAFE8). */
export function TransactionSection({ conversation: { id }, asked, canShare }: Props) {
  const strings = useStrings();
  const { transactions: words } = strings;
  const live = useLive();
  const isLive = useIsLive();
  const [hash, setHash] = useState('');
  const [looked, setLooked] = useState<Looked | null>(null);
  const [isSharing, setSharing] = useState(false);
  const section = useRef<HTMLElement>(null);

  const lookUp = useCallback(
    async (wanted: string) => {
      if (wanted.trim() === '') return;
      setLooked({ state: 'looking' });
      const answer = await live.diagnose({ conversationId: id, hash: wanted.trim() });
      setLooked(
        answer.ok
          ? { state: 'found', diagnosis: answer.value.diagnosis }
          : { state: 'failed', failure: answer.error },
      );
    },
    [live, id],
  );

  useEffect(() => {
    if (asked === null) return;
    if (asked.hash === '') section.current?.querySelector('input')?.focus();
    else setHash(asked.hash);
    section.current?.scrollIntoView({ block: 'nearest' });
    void lookUp(asked.hash);
  }, [asked, lookUp]);

  async function share(diagnosis: Diagnosis) {
    setSharing(true);
    const answer = await live.shareTransaction({
      conversationId: id,
      clientMessageId: newId(),
      hash: diagnosis.hash,
      network: diagnosis.network,
    });
    setSharing(false);
    if (answer.ok) toast.success(words.shared);
    else toast.error(failureText(answer.error, strings));
  }

  return (
    <section
      ref={section}
      aria-label={words.title}
      className="shrink-0 border-b border-line px-4 pt-[10px] pb-[11px]"
    >
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void lookUp(hash);
        }}
      >
        <TextField
          label={words.title}
          className="mb-0 min-w-0 flex-1"
          placeholder={words.placeholder}
          value={hash}
          maxLength={300}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setHash(event.target.value)}
        />
        <Button type="submit" disabled={!isLive || hash.trim() === ''} isBusy={looked?.state === 'looking'}>
          {words.lookUp}
        </Button>
      </form>
      <div aria-live="polite">
        {looked?.state === 'looking' && <p className="mt-2 text-ink-3">{words.lookingUp}</p>}
        {looked?.state === 'failed' && (
          <p className="mt-2 text-danger">
            {looked.failure.code === 'invalid'
              ? words.invalid
              : looked.failure.details?.['reason'] === 'no_network'
                ? words.noNetwork
                : failureText(looked.failure, strings)}
          </p>
        )}
        {looked?.state === 'found' && (
          <DiagnosisView
            diagnosis={looked.diagnosis}
            actions={
              canShare && (
                <Button size="sm" isBusy={isSharing} onClick={() => void share(looked.diagnosis)}>
                  {words.share}
                </Button>
              )
            }
          />
        )}
      </div>
    </section>
  );
}

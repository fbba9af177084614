import type { StaffConversation } from '@haven/shared/conversation';
import type { ConversationCode } from '@haven/shared/official-proof';
import { useEffect, useState } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { useIsLive, useLive } from '../../live/live-context.tsx';
import { useNow } from '../../ui/use-now.ts';
import { Section } from './Section.tsx';

/** The six digits that the visitor sees too: read to them, never asked of them (SAFE6). */
export function CodeSection({ conversation: { id, status } }: { conversation: StaffConversation }) {
  const { official } = useStrings();
  const { code: words } = official;
  const live = useLive();
  const isLive = useIsLive();
  const now = useNow();
  const [code, setCode] = useState<ConversationCode | null>(null);
  const leftMs = code === null ? 0 : Date.parse(code.expiresAt) - now;
  const isOver = leftMs <= 0;
  useEffect(() => {
    if (!isLive || !isOver || status === 'closed') return;
    let isCurrent = true;
    void live.prove(id).then((answer) => isCurrent && answer.ok && setCode(answer.value.code));
    return () => {
      isCurrent = false;
    };
  }, [live, isLive, isOver, status, id]);
  if (status === 'closed') return null;
  return (
    <Section title={words.title}>
      {code === null || isOver ? (
        <p className="num text-lg font-semibold text-ink-off" aria-hidden>
          ••• •••
        </p>
      ) : (
        <p className="flex items-baseline gap-3">
          <b
            data-code
            className="num font-mono text-lg font-semibold tracking-wider"
            aria-label={words.digits([...code.digits].join(' '))}
          >
            {code.digits.slice(0, 3)} {code.digits.slice(3)}
          </b>
          <small className="num text-xs text-ink-3">{words.lasts(minutesOf(leftMs))}</small>
        </p>
      )}
      <p className="mt-1 text-xs text-ink-2">{words.hint}</p>
    </Section>
  );
}

function minutesOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

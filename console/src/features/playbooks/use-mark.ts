import type { Id } from '@haven/shared/ids';
import type { PlaybookKey, PlaybookMark, StepState } from '@haven/shared/playbook';
import type { PlaybookProgress } from '@haven/shared/playbooks/progress';
import { useState } from 'react';
import { toast } from 'sonner';
import { useStrings } from '../../live/console-context.tsx';
import { useLive } from '../../live/live-context.tsx';
import { failureText } from '../../ui/failure-text.ts';

/** Marks that are on their way; each goes when the log has gone past it, or when it was refused. */
type Wish = { mark: PlaybookMark; afterSeq: number };

/** Marks steps and ends, shown at once; what the server has comes back by the log. */
export function useMark(conversationId: Id, playbook: PlaybookKey, progress: PlaybookProgress) {
  const live = useLive();
  const strings = useStrings();
  const [wishes, setWishes] = useState<readonly Wish[]>([]);
  const waiting = wishes.filter(({ afterSeq }) => afterSeq >= progress.lastSeq);

  async function send(mark: PlaybookMark) {
    const wish = { mark, afterSeq: progress.lastSeq };
    setWishes([...waiting, wish]);
    const answer = await live.markPlaybook(conversationId, mark);
    if (answer.ok) return;
    setWishes((now) => now.filter((one) => one !== wish));
    toast.error(failureText(answer.error, strings));
  }

  const last = waiting.at(-1)?.mark;
  return {
    stateOf(step: string): StepState {
      const wished = waiting.findLast(({ mark }) => mark.kind === 'step' && mark.step === step)?.mark;
      return wished?.kind === 'step' ? wished.state : (progress.steps[step] ?? 'undone');
    },
    endedAs: last === undefined ? progress.end : last.kind === 'end' ? last.end : null,
    markStep: (step: string, state: StepState) => void send({ kind: 'step', playbook, step, state }),
    markEnd: (end: string) => void send({ kind: 'end', playbook, end }),
  };
}

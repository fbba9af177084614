import { useState } from 'preact/hooks';
import { useApp, useStrings } from '../app-model.ts';
import { ConfirmSheet } from './Sheet.tsx';

/** Asks before the visitor leaves: the queue, or a chat that is going on. */
export function EndSheet({ kind, close }: { kind: 'queue' | 'chat'; close: () => void }) {
  const app = useApp();
  const strings = useStrings();
  const [problem, setProblem] = useState<string | null>(null);
  const isQueue = kind === 'queue';

  async function end(): Promise<void> {
    const answer = await app.liveNow()?.cancel();
    if (answer && !answer.ok) {
      setProblem(strings.errors[answer.error.code]);
      return;
    }
    close();
    if (isQueue) app.navigation.reset();
  }

  return (
    <ConfirmSheet
      title={isQueue ? strings.queue.leaveTitle : strings.chat.endTitle}
      note={isQueue ? strings.queue.leaveNote : strings.chat.endNote}
      confirm={isQueue ? strings.queue.leave : strings.chat.endConfirm}
      keep={isQueue ? strings.queue.stay : strings.chat.endKeep}
      problem={problem}
      onConfirm={() => void end()}
      close={close}
    />
  );
}

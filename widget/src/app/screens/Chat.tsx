import '../styles/chat.css';
import { useEffect, useState } from 'preact/hooks';
import { useApp, useStrings } from '../app-model.ts';
import { SafetyLine } from '../parts/Bar.tsx';
import { ChatBar } from '../parts/ChatBar.tsx';
import { ComposerBar } from '../parts/ComposerBar.tsx';
import { ConnectionStrip } from '../parts/ConnectionStrip.tsx';
import { EndSheet } from '../parts/EndSheet.tsx';
import { LateNotices } from '../parts/LateNotices.tsx';
import type { Held } from '../session/live-state.ts';
import { useStore } from '../store.ts';
import { Queue } from './Queue.tsx';
import { Thread } from './Thread.tsx';

/** The conversation, or the way home when there is none any more. */
export function Chat() {
  const app = useApp();
  const { held, connection, revoked } = useStore(app.liveState);
  const isGone = held === null;

  useReading(held);
  // Before somebody writes: the connection may be gone by then, and without the checks nothing goes (SAFE1).
  useEffect(() => app.guard.warmUp(), [app]);
  useEffect(() => {
    if (connection === 'live') app.composer.wake();
  }, [app, connection]);
  useEffect(() => {
    // The session ended, or another device closed and forgot it: there is nothing to show here any more.
    if (!isGone) return;
    const words = app.strings.get()?.connection;
    if (revoked === 'expired') app.toast.set(words?.expired ?? null);
    app.navigation.reset();
  }, [app, isGone, revoked]);

  return held === null ? null : <Conversation held={held} />;
}

/**
 * The waiting screen until somebody has taken it once, the thread from then on. Bar and composer are the same for
 * both, so that whoever is writing when an agent comes keeps the focus and the keyboard.
 */
function Conversation({ held }: { held: Held }) {
  const strings = useStrings();
  const [isEnding, setIsEnding] = useState(false);
  const isWaiting = isFirstWait(held);
  const isClosed = held.conversation.status === 'closed';
  const end = () => setIsEnding(true);
  return (
    <main class={isWaiting ? 'w canvas' : 'w'}>
      <ChatBar held={held} isWaiting={isWaiting} end={end} />
      <SafetyLine look="strip" />
      <ConnectionStrip />
      {isWaiting ? <Queue held={held} leave={end} /> : <Thread held={held} />}
      <LateNotices place="chat" />
      {!isClosed && <ComposerBar placeholder={isWaiting ? strings.queue.add : strings.chat.message} />}
      {isEnding && <EndSheet kind={isWaiting ? 'queue' : 'chat'} close={() => setIsEnding(false)} />}
    </main>
  );
}

/** Whether nobody has been assigned yet. Later waits, after a transfer, stay in the thread. */
function isFirstWait({ conversation, timeline }: Held): boolean {
  return conversation.status === 'queued' && !timeline.entries.some(({ body }) => body.kind === 'assigned');
}

/** Reports as read what is really before the visitor's eyes. */
function useReading(held: Held | null): void {
  const app = useApp();
  const isShown = useStore(app.isShown);
  const { connection } = useStore(app.liveState);
  const count = held?.timeline.entries.length;
  useEffect(() => {
    const read = () => {
      if (isShown && document.visibilityState === 'visible') void app.liveNow()?.read();
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [app, count, isShown, connection]);
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { NoticeOf } from '@haven/shared/realtime/define';
import type { visitorNotices } from '@haven/shared/realtime/visitor-events';
import type { Socket } from 'socket.io-client';
import { eventually } from './eventually.ts';

type Typing = NoticeOf<typeof visitorNotices, 'typing:changed'>;
type Hearer = { heard: readonly { name: string; payload: unknown }[] };

/** Types in a conversation until the other side is told, as one hint may be lost (LIVE6); resolves with what it hears. */
export function typingReaches(conversationId: string, from: { socket: Socket }, to: Hearer): Promise<Typing> {
  const before = to.heard.length;
  return eventually(async () => {
    from.socket.emit('typing:set', { conversationId, isTyping: true });
    await sleep(150);
    const told = to.heard.slice(before).find(({ name }) => name === 'typing:changed');
    if (told === undefined) throw new Error('typing was not seen');
    return told.payload as Typing;
  });
}

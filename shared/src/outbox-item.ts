import type { Attachment } from './attachment.ts';
import type { Declaration } from './declaration.ts';
import type { Id } from './ids.ts';
import { outboxMaxAgeMs, outboxMaxItems } from './limits.ts';
import type { AgentCard } from './people.ts';
import type { Failure } from './result.ts';

/** One message on its way, with everything that is needed to show it and to send it again after anything (LIVE4). */
export type OutboxItem = {
  readonly conversationId: Id;
  readonly clientMessageId: Id;
  readonly kind: 'message' | 'note';
  readonly text: string;
  /** Whom a note is whispered to. */
  readonly to?: AgentCard;
  /** What its author said of text in it that could be a secret. */
  readonly declared?: readonly Declaration[];
  readonly attachments: readonly Attachment[];
  /** Unix milliseconds of this device. */
  readonly writtenAt: number;
  /** Why it is not sent by itself any more; null while it waits for its turn. */
  readonly failure: Failure | null;
};

/** What goes next in a conversation: its oldest item that has not failed, however many others wait (LIVE4). */
export function nextToSend(items: readonly OutboxItem[], conversationId: Id): OutboxItem | undefined {
  return items.find((item) => item.conversationId === conversationId && item.failure === null);
}

/** How many wait to be sent; the failed ones wait for their author. */
export function waitingCount(items: readonly OutboxItem[]): number {
  return items.filter(({ failure }) => failure === null).length;
}

/** Whether another message must stay in its composer. Failed ones count too: each is kept until its author decides. */
export function isFull(items: readonly OutboxItem[]): boolean {
  return items.length >= outboxMaxItems;
}

/** Whether an item waited so long that it must not go out without another look of its author. */
export function isTooOld(item: OutboxItem, nowMs: number): boolean {
  return item.failure === null && nowMs - item.writtenAt > outboxMaxAgeMs;
}

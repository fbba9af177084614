import type { Clock } from '../clock.ts';
import type { Conversations } from '../features/conversations/conversations.ts';
import type { Logger } from '../log.ts';
import type { EndConversation } from './end-conversation.ts';
import { passEvery } from './pass-every.ts';

/** Conversations closed in one pass; the next pass takes the rest. */
const batch = 100;
/** How often silence is looked for, at the most. */
const longestPauseMs = 60_000;

type Deps = {
  conversations: Conversations;
  endConversation: EndConversation;
  clock: Clock;
  log: Logger;
  silenceMs: number;
};

/**
 * Closes what went silent: support spoke last and the visitor said nothing for `silenceMs` (24 h), so that a forgotten
 * conversation locks nobody out of a new one (RT13). Any server may do it; the writer lets one win.
 */
export function createCloseSilent({ conversations, endConversation, clock, log, silenceMs }: Deps) {
  async function closeSilent(): Promise<void> {
    const ids = await conversations.silentSince(new Date(clock.now() - silenceMs), batch);
    for (const id of ids) await endConversation.closeSilent(id);
  }

  return {
    closeSilent,
    /** Starts the passes; call what it returns to stop them. */
    start(): () => void {
      const pauseMs = Math.min(longestPauseMs, Math.ceil(silenceMs / 4));
      return passEvery(pauseMs, closeSilent, { log, failed: 'silent conversations were not closed' });
    },
  };
}

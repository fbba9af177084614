import type { ConnectionState } from '@haven/shared/browser/connection';
import type { StaffConversation } from '@haven/shared/conversation';
import type { Id } from '@haven/shared/ids';
import type { AgentCard, Availability, SignedInAgent } from '@haven/shared/people';
import { type conversationViews, type countsSchema, type Offer } from '@haven/shared/realtime/agent-events';
import type { QueueBoard } from '@haven/shared/routing';
import type { Timeline } from '@haven/shared/timeline';
import type * as z from 'zod/mini';

export type View = (typeof conversationViews)[number];
export type Counts = z.infer<typeof countsSchema>;

/** How far a list was fetched. `idle`: its first page must be fetched (again); rows that are held stay in view. */
export type ListState = {
  readonly phase: 'idle' | 'loading' | 'ready' | 'failed';
  readonly cursor: string | null;
};

/** A typing hint; it fades `typingFadeMs` after `at` (Unix milliseconds of this device). */
export type Typing = { readonly by: 'visitor' | 'agent'; readonly name: string | null; readonly at: number };

/** An offer that is none any more, and whose it is now, where that is told. */
export type EndedOffer = Pick<Offer, 'conversationId' | 'caseId'> & {
  /** The visitor's; null when the console never learned of the conversation. */
  readonly label: string | null;
  readonly reason: 'timed_out' | 'taken' | 'gone';
  readonly by: string | null;
};

/**
 * Everything that the console holds of the server's state. Immutable and changed by pure functions alone, so that
 * state plus notices can be compared with a fresh fetch (LIVE8).
 */
export type LiveState = {
  readonly me: SignedInAgent;
  /** The availability that was chosen and that the server does not have yet. */
  readonly wish: Availability | null;
  readonly connection: ConnectionState;
  readonly conversations: Readonly<Record<Id, StaffConversation>>;
  /** The `clock` at which each conversation was last told of: a page asked for earlier may not drop a later one. */
  readonly stamps: Readonly<Record<Id, number>>;
  readonly clock: number;
  readonly timelines: Readonly<Record<Id, Timeline>>;
  readonly counts: Counts;
  /** A change of something never held makes the counts a guess until they are fetched again. */
  readonly countsAreStale: boolean;
  readonly lists: Readonly<Record<View, ListState>>;
  readonly typing: Readonly<Record<Id, Typing>>;
  /** Who watches what one has open (RT16); one fades `watchFadeMs` after `at` (Unix milliseconds of this device). */
  readonly watchers: Readonly<Record<Id, readonly { readonly agent: AgentCard; readonly at: number }[]>>;
  /** Own messages and notes that wait to be sent, over all conversations. */
  readonly waiting: number;
  /** The queues, while they are followed. */
  readonly board: QueueBoard | null;
  /** What waits for the agent's answer (RT8), the oldest first. */
  readonly offers: readonly Offer[];
  /** The last offer that ended without the agent's doing, until they have seen why. */
  readonly endedOffer: EndedOffer | null;
};

const unfetched: ListState = { phase: 'idle', cursor: null };

/** What is known right after signing in: oneself. */
export function initialState(me: SignedInAgent): LiveState {
  return {
    me,
    wish: null,
    connection: 'idle',
    conversations: {},
    stamps: {},
    clock: 0,
    timelines: {},
    counts: { mine: 0, queue: 0, team: 0, escalated: 0 },
    countsAreStale: false,
    lists: unfetchedLists(),
    typing: {},
    watchers: {},
    waiting: 0,
    board: null,
    offers: [],
    endedOffer: null,
  };
}

/** All lists as if none had been fetched. */
export function unfetchedLists(): Record<View, ListState> {
  return { mine: unfetched, queue: unfetched, team: unfetched, escalated: unfetched, closed: unfetched };
}

/** A copy of a record without one key. */
export function without<T>(record: Readonly<Record<Id, T>>, id: Id): Readonly<Record<Id, T>> {
  if (!(id in record)) return record;
  const { [id]: _, ...rest } = record;
  return rest;
}

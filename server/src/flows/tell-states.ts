import { staffView } from '../features/conversations/views.ts';
import type { Logger } from '../log.ts';
import type { FollowTurns } from './follow-turns.ts';
import type { Publish } from './publish.ts';
import { holdersOf } from './settle.ts';

/** A conversation's state is told at once, then at most once in this time while it is being written in. */
const everyMs = 1_000;
/** Between two reads of the states: a busy server reads many at once. */
const restMs = 50;
/** Conversations in one read: what is told to whole teams in one go holds up everybody's acks meanwhile. */
const readSize = 20;
/** Or this part of what is due, so that however many are written in, they are told within about a second. */
const readPart = 1 / 10;

export type TellStates = {
  /** Says that a conversation's preview, waiting time or unread count moved. Costs nothing by itself. */
  mark(conversationId: string): void;
  stop(): void;
};

type Deps = { turns: Pick<FollowTurns, 'read'>; publish: Publish; log: Logger };

/**
 * Tells staff the state of conversations that were written in. Entries are told one by one and at once; what follows
 * from them for lists (preview, who waits, unread) would cost a query and a broadcast to a whole team for each, so
 * it is read for many together, and the last state is never left untold (LIVE8).
 */
export function createTellStates({ turns, publish, log }: Deps): TellStates {
  const due = new Set<string>();
  /** Told less than `everyMs` ago; true: written in again since. */
  const told = new Map<string, boolean>();
  let isReading = false;
  let isStopped = false;

  async function tell(ids: readonly string[]): Promise<void> {
    for (const id of ids) told.set(id, false);
    setTimeout(() => quietAgain(ids), everyMs).unref();
    for (const facts of await turns.read(ids)) {
      publish.staffState({
        conversation: staffView(facts),
        holderIds: holdersOf(facts),
        teamId: facts.team_id,
        caseTeamId: facts.latest_case?.teamId ?? null,
      });
    }
  }

  function quietAgain(ids: readonly string[]): void {
    for (const id of ids) {
      if (told.get(id)) due.add(id);
      told.delete(id);
    }
    void tellDue();
  }

  async function tellDue(): Promise<void> {
    if (isReading || isStopped || due.size === 0) return;
    isReading = true;
    const ids = [...due].slice(0, Math.max(readSize, due.size * readPart));
    for (const id of ids) due.delete(id);
    try {
      await tell(ids);
    } catch (error) {
      // The database is away: said again as soon as it may be.
      for (const id of ids) told.set(id, true);
      log.warn({ err: error }, 'states could not be told');
    }
    setTimeout(() => {
      isReading = false;
      void tellDue();
    }, restMs).unref();
  }

  return {
    mark(conversationId) {
      if (told.has(conversationId)) return void told.set(conversationId, true);
      due.add(conversationId);
      void tellDue();
    },
    stop() {
      isStopped = true;
    },
  };
}

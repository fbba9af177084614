import type { Localized } from '@haven/shared/language';
import type { DueStep } from '../features/conversations/open-ids.ts';
import type { Logger } from '../log.ts';
import { systemAuthor, type Write } from '../storage/postgres/write.ts';
import type { FlowDeps } from './flow-deps.ts';
import { passEvery } from './pass-every.ts';
import { writeTogether } from './write-together.ts';

/** Visitors wait meanwhile. */
const everyMs = 1_000;

type Deps = Pick<FlowDeps, 'conversations' | 'writer' | 'settle' | 'clock'> & {
  /** A team that serves this inbox; null when it does not. */
  teamOfInbox(inboxId: string, teamId: string): Promise<Team | null>;
  log: Logger;
};
type Team = { id: string; name: Localized };

export type Relax = {
  /** Takes the next step of each chat that has waited long enough for one. How many. */
  pass(): Promise<number>;
  /** Starts the passes; call what it returns to stop them. */
  start(): () => void;
};

/**
 * A chat that waits for long asks for less: no skills, then any language, then another team (RT7), each as its queue
 * says, in its old place. Any server may look: the writer compares the wait and its steps under the row's lock, so that
 * each step is taken, and said in the log, once.
 */
export function createRelax({ conversations, writer, settle, clock, teamOfInbox, log }: Deps): Relax {
  function stepTaken({ conversationId, step, epoch, relaxed }: DueStep, team: Team | null): Write {
    return {
      conversationId,
      expect: { status: ['queued'], epoch, relaxed },
      patch: {
        relaxed: [...relaxed, step],
        // What is being given out by the old team is theirs no more.
        ...(team ? { teamId: team.id, queuedSince: new Date(clock.now()), raiseEpoch: true } : {}),
      },
      entries: [conversations.compose(systemAuthor, { kind: 'relaxed', step, team: team?.name ?? null })],
      records: [],
    };
  }

  /** Null for a team that serves the inbox no more: nothing is due then. */
  async function writeOf(due: DueStep): Promise<Write | null> {
    const team = due.teamId === null ? null : await teamOfInbox(due.inboxId, due.teamId);
    return due.step === 'team' && team === null ? null : stepTaken(due, team);
  }

  /** What was given out, ended or relaxed by another server meanwhile stays. */
  async function pass(): Promise<number> {
    const due = await conversations.dueSteps(new Date(clock.now()));
    return writeTogether({ writer, settle }, due, async (some) =>
      (await Promise.all(some.map(writeOf))).filter((write) => write !== null),
    );
  }

  return { pass, start: () => passEvery(everyMs, pass, { log, failed: 'Nothing can be relaxed now.' }) };
}

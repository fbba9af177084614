import type { Delivery } from '@haven/shared/browser/delivery';
import type { BodyOfCommand } from '@haven/shared/realtime/define';
import type { VisitorCommands } from '@haven/shared/realtime/visitor-events';
import { isRetryable, type Result } from '@haven/shared/result';
import type { LiveState } from './live-state.ts';
import type { Store } from '../store.ts';
import type { VisitorConnection } from './visitor-connection.ts';

export type SecretReport = BodyOfCommand<VisitorCommands, 'secret:report'>;

type Deps = {
  connection: Pick<VisitorConnection, 'command'>;
  delivery: Pick<Delivery, 'takeBack'>;
  state: Store<LiveState>;
};

/**
 * Tells the server that something was stopped, and takes back own messages that held a part of it. What cannot be said
 * now is said when the connection is there again, for as long as the page lives.
 */
export function createSecretNews({ connection, delivery, state }: Deps) {
  let waiting: (() => Promise<Result<unknown>>)[] = [];
  /** Own messages that were on their way when they were taken back: they may have arrived all the same. */
  const takenBack = new Set<string>();

  async function tellAll(): Promise<void> {
    const now = waiting;
    waiting = [];
    for (const ask of now) {
      const answer = await ask();
      if (!answer.ok && isRetryable(answer.error.code)) waiting.push(ask);
    }
  }

  function tell(ask: () => Promise<Result<unknown>>): void {
    waiting.push(ask);
    if (state.get().connection === 'live') void tellAll();
  }

  function redact(conversationId: string, entryIds: string[]): void {
    if (entryIds.length > 0) tell(() => connection.command('entry:redact', { conversationId, entryIds }));
  }

  function lookForArrived({ held }: LiveState): void {
    if (takenBack.size === 0 || held === null) return;
    const arrived = held.timeline.entries.filter(
      ({ clientMessageId }) => clientMessageId !== null && takenBack.has(clientMessageId),
    );
    for (const { clientMessageId } of arrived) takenBack.delete(clientMessageId ?? '');
    redact(
      held.conversation.id,
      arrived.map(({ id }) => id),
    );
  }

  let wasLive = false;
  state.watch((current) => {
    lookForArrived(current);
    const isLive = current.connection === 'live';
    if (isLive && !wasLive && waiting.length > 0) void tellAll();
    wasLive = isLive;
  });

  return {
    report: (report: SecretReport) => tell(() => connection.command('secret:report', report)),
    takeBack(conversationId: string, ids: readonly string[]): void {
      const drafts = new Set(state.get().held?.timeline.drafts.map(({ clientMessageId }) => clientMessageId));
      for (const id of ids.filter((each) => drafts.has(each))) {
        takenBack.add(id);
        delivery.takeBack(conversationId, id);
      }
      redact(
        conversationId,
        ids.filter((id) => !drafts.has(id)),
      );
    },
  };
}

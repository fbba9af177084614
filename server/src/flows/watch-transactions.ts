import type { Diagnosis } from '@haven/shared/chain/diagnosis';
import type { Chains } from '../features/chain/chains.ts';
import type { Memory } from '../features/chain/memory.ts';
import type { Watched, WatchedTransactions } from '../features/chain/watched.ts';
import type { Logger } from '../log.ts';
import { systemAuthor } from '../storage/postgres/write.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { GuardOutgoing } from './guard-outgoing.ts';
import { passEvery } from './pass-every.ts';
import { isNews } from './transaction-news.ts';
import { withoutLures } from './without-lures.ts';

type Deps = Pick<FlowDeps, 'conversations' | 'writer' | 'settle' | 'clock'> & {
  chains: Pick<Chains, 'diagnose'>;
  watched: WatchedTransactions;
  memory: Pick<Memory, 'forgetOld'>;
  guardOutgoing: Pick<GuardOutgoing, 'problemIn'>;
  log: Logger;
};

const everyMs = 3_000;
const forgetEveryMs = 60 * 60_000;
/** Looks of one server at the same time, and for how long nobody else takes them up. */
const atOnce = 8;
const leaseMs = 60_000;

/**
 * Looks again at transactions that visitors were shown, until they are final or old (SAFE8). Any server may take one up; what
 * has news is appended to the conversation's log as an update of its card.
 */
export function createWatchTransactions(deps: Deps) {
  const { conversations, writer, settle, clock, chains, watched, memory, guardOutgoing, log } = deps;

  async function look(item: Watched): Promise<void> {
    const [facts] = await conversations.facts([item.conversationId]);
    // Nobody sees the card of a closed conversation.
    if (!facts || facts.status === 'closed') return watched.stop(item.entryId);
    const found = await chains.diagnose(item.hash, item.network);
    if (found === null) return watched.stop(item.entryId);
    const isLure = async (text: string) =>
      (await guardOutgoing.problemIn({ text, inboxId: facts.inbox_id })) !== null;
    const isOver = clock.now() >= item.until.getTime();
    const diagnosis = await withoutLures(isOver ? { ...found, nextCheckAt: null } : found, isLure);
    const isLast = diagnosis.nextCheckAt === null;
    if (isLast || isNews(item.shown, diagnosis)) return tell(item, diagnosis);
    await watched.lookAgain(item.entryId, waitMs(diagnosis));
  }

  async function tell({ conversationId, entryId, until }: Watched, diagnosis: Diagnosis): Promise<void> {
    const body = { kind: 'transaction_updated', target: entryId, diagnosis } as const;
    const nextAt = diagnosis.nextCheckAt === null ? null : new Date(clock.now() + waitMs(diagnosis));
    const written = await writer.apply({
      conversationId,
      expect: { status: ['queued', 'assigned', 'resolved'] },
      patch: {},
      entries: [conversations.compose(systemAuthor, body)],
      records: [{ kind: 'watch_transaction', entryId, shown: diagnosis, nextAt, until }],
    });
    if (written.ok) await settle(written.value);
    // Closed, or its entry blanked, between the look and the lock.
    else if (written.error.code !== 'unavailable') await watched.stop(entryId);
  }

  const waitMs = ({ nextCheckAt }: Diagnosis) =>
    nextCheckAt === null ? leaseMs : Math.max(0, Date.parse(nextCheckAt) - clock.now());

  /** How many were looked at. */
  async function pass(): Promise<number> {
    const items = await watched.claim(atOnce, leaseMs);
    await Promise.all(
      items.map((item) =>
        // It is due again when its lease runs out.
        look(item).catch((err: unknown) => log.warn({ err }, 'A transaction could not be looked at again.')),
      ),
    );
    return items.length;
  }

  return {
    pass,
    /** Starts the passes; call what it returns to stop them. */
    start(): () => void {
      const stops = [
        passEvery(everyMs, pass, { log, failed: 'Transactions cannot be looked at now.' }),
        passEvery(forgetEveryMs, memory.forgetOld, {
          log,
          failed: 'Old transactions are not forgotten now.',
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}

import type { AppDeps, Features } from './features.ts';
import { createDiagnose } from './flows/diagnose.ts';
import type { FlowDeps } from './flows/flow-deps.ts';
import type { GuardOutgoing } from './flows/guard-outgoing.ts';
import { createWatchTransactions } from './flows/watch-transactions.ts';

/** What looks into the users' transactions (SAFE8), tied together. */
export function createWalletFlows(
  { log }: Pick<AppDeps, 'log'>,
  { chains, chainMemory, watchedTransactions, limiter }: Features,
  flowDeps: FlowDeps & { guardOutgoing: GuardOutgoing },
) {
  return {
    diagnose: createDiagnose({ ...flowDeps, chains, limiter }),
    watchTransactions: createWatchTransactions({
      ...flowDeps,
      chains,
      watched: watchedTransactions,
      memory: chainMemory,
      log,
    }),
  };
}

import type { AppDeps, Features } from './features.ts';
import { createDiagnose } from './flows/diagnose.ts';
import type { FlowDeps } from './flows/flow-deps.ts';
import type { GuardOutgoing } from './flows/guard-outgoing.ts';
import { createProveOwnership } from './flows/prove-ownership.ts';
import { createRequests } from './flows/requests.ts';
import { createWatchTransactions } from './flows/watch-transactions.ts';

/** What asks for facts of a user's wallet (SAFE7) and looks into their transactions (SAFE8), tied together. */
export function createWalletFlows(
  { log }: Pick<AppDeps, 'log'>,
  features: Features,
  flowDeps: FlowDeps & { guardOutgoing: GuardOutgoing },
) {
  const { chains, chainMemory, watchedTransactions, limiter, visitorSessions } = features;
  const diagnose = createDiagnose({ ...flowDeps, chains, limiter });
  const requests = createRequests({
    ...flowDeps,
    findTransaction: diagnose.find,
    canSign: visitorSessions.canSign,
  });
  return {
    requests,
    proveOwnership: createProveOwnership({
      ...flowDeps,
      challenges: features.ownershipChallenges,
      sessions: visitorSessions,
      openRequest: requests.open,
      verifySignature: features.verifySignature,
      limiter,
    }),
    diagnose,
    watchTransactions: createWatchTransactions({
      ...flowDeps,
      chains,
      watched: watchedTransactions,
      memory: chainMemory,
      log,
    }),
  };
}

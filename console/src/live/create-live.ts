import { createConnection, type RevokedReason } from '@haven/shared/browser/connection';
import { watchForeground } from '@haven/shared/browser/foreground';
import type { Availability, SignedInAgent } from '@haven/shared/people';
import type { Failure } from '@haven/shared/result';
import { agentCommands, agentNotices } from '@haven/shared/realtime/agent-events';
import { agentNamespace } from '@haven/shared/realtime/handshake';
import type { OutboxItem } from '@haven/shared/outbox-item';
import { protocolVersion } from '@haven/shared/version';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type AgentNotice, applyNotice } from './apply-notice.ts';
import type { AgentConnection } from './agent-connection.ts';
import { type Actions, createActions } from './create-actions.ts';
import { createAvailability } from './create-availability.ts';
import { createAgentDelivery } from './create-agent-delivery.ts';
import type { SecretGuard } from './create-secret-guard.ts';
import { createOffers } from './create-offers.ts';
import { createRepair } from './create-repair.ts';
import { initialState, type LiveState } from './state.ts';

export type LiveDeps = {
  me: SignedInAgent;
  guard: SecretGuard;
  /** A kept message held a secret; it is not kept any more. */
  onSecret: (item: OutboxItem) => void;
  /** Told after a notice was applied: sound, title and desktop notices follow from it. */
  onNotice: (notice: AgentNotice, before: LiveState, after: LiveState) => void;
  /** A message waits that this device cannot keep. Told once. */
  onUnkept: () => void;
  /** A message failed in a conversation that is not before the agent. */
  onStranded: (item: OutboxItem) => void;
  /** A message stays in its composer, since no more can be kept. */
  onFull: () => void;
  /** An availability that was chosen does not hold. */
  onAvailabilityRefused: (failure: Failure) => void;
};

/** One signed-in agent's live view of the server, and what they can ask of it. */
export type Live = Actions &
  Pick<ReturnType<typeof createOffers>, 'declineOffer' | 'dismissEnded' | 'refreshOffers'> & {
    store: StoreApi<LiveState>;
    /** Tells routing, at once or when the connection is there. */
    chooseAvailability(availability: Availability): void;
    start(): void;
    /** Ends the connection; what waits stays kept on the device. */
    stop(): void;
    /** Forgets on this device what waits: the session ended. */
    forget(): void;
    /** Why the session ended, once it did. */
    revokedReason(): RevokedReason | null;
    /** What was sent and is not acked yet, failed ones included, oldest first. */
    pending(): readonly OutboxItem[];
  };

/** Connects state, connection and outbox. Nothing happens before `start`. Rules LIVE1 to LIVE4, LIVE6, LIVE8. */
export function createLive({
  me,
  guard,
  onSecret,
  onNotice,
  onUnkept,
  onStranded,
  onFull,
  onAvailabilityRefused,
}: LiveDeps): Live {
  const store = createStore<LiveState>(() => initialState(me));
  const connection: AgentConnection = createConnection({
    namespace: agentNamespace,
    commands: agentCommands,
    notices: agentNotices,
    auth: () => ({ protocol: protocolVersion }),
    watch: watchForeground,
    onState: (state) => store.setState({ connection: state }),
    onLive: () => delivery.catchUp(),
    onNotice(notice) {
      const before = store.getState();
      const after = applyNotice(before, notice, Date.now());
      store.setState(after, true);
      onNotice(notice, before, after);
    },
  });
  const delivery = createAgentDelivery({ connection, store, guard, onSecret, onUnkept, onStranded });
  const repair = createRepair(connection, store);
  const offers = createOffers({ connection, store });
  const availability = createAvailability({ connection, store, onRefused: onAvailabilityRefused });
  let unsubscribe: (() => void) | null = null;

  return {
    ...createActions({ connection, store, delivery, guard, onFull }),
    declineOffer: offers.declineOffer,
    dismissEnded: offers.dismissEnded,
    refreshOffers: offers.refreshOffers,
    store,
    chooseAvailability: availability.choose,
    start() {
      unsubscribe ??= store.subscribe(delivery.look);
      repair.start();
      offers.start();
      availability.start();
      void delivery.restore();
      connection.start();
    },
    stop() {
      connection.stop();
      repair.stop();
      offers.stop();
      availability.stop();
      delivery.stop();
      unsubscribe?.();
      unsubscribe = null;
    },
    forget: () => void delivery.forget(),
    revokedReason: () => connection.revokedReason(),
    pending: () => delivery.items(),
  };
}

/** A server says that it is there this often. */
const beatMs = 500;
/** One that was not heard for this long is gone. */
const goneAfterMs = 15_000;
/** Whoever has not heard itself for this long may be cut off, and knows nothing of others. */
const deafAfterMs = 1_500;
/** A server that was frozen or cut off this long may have been taken for gone: nobody told it anything. */
const missedAfterMs = 10_000;

export type Peers = {
  /** Whether another server may be there. False only when this one hears itself, and nobody else since long. */
  any(): boolean;
  /** A message of another server arrived. */
  heardOther(): void;
  /** A beat of this server came back to it. */
  heardSelf(): void;
  stop(): void;
};

type Deps = {
  /** Says to all servers that this one is there. */
  beat: () => void;
  /** Others may have taken this server for gone, and it is heard again. */
  onMissed: () => void;
};

/**
 * Knows whether there are other servers, so that one that is alone tells nobody what nobody hears. It errs towards
 * "yes": in doubt (just started, frozen, cut off from Redis) a server speaks. O(1) per message.
 */
export function createPeers({ beat, onMissed }: Deps): Peers {
  let otherAt = performance.now();
  let selfAt = performance.now();
  const timer = setInterval(beat, beatMs).unref();

  return {
    any() {
      const now = performance.now();
      return now - otherAt < goneAfterMs || now - selfAt > deafAfterMs;
    },
    heardOther() {
      otherAt = performance.now();
    },
    heardSelf() {
      const silentMs = performance.now() - selfAt;
      selfAt = performance.now();
      if (silentMs > missedAfterMs) onMissed();
    },
    stop: () => clearInterval(timer),
  };
}

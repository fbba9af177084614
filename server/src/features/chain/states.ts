import type { NetworkState } from '@haven/shared/chain/network-state';
import type { Clock } from '../../clock.ts';
import { type Measured, nextStanding, type Standing } from './condition.ts';
import type { Network } from './network.ts';
import type { Reading } from './port.ts';
import { type Source, SourceFault } from './source.ts';

type Deps = {
  enabled: () => Promise<Network[]>;
  read: (network: Network, source: Source) => Promise<Reading>;
  clock: Clock;
};
type Read = { reading: Reading | null; error: SourceFault['reason'] | null };

/** Whoever asks within this time is told the same: about one block, in milliseconds. */
const freshForMs = 15_000;
/** Blocks and milliseconds that a source may be behind another without being called late: they hear of blocks in turn. */
const lagBlocks = 3;
const lagMs = 20_000;

export type NetworkStates = ReturnType<typeof createNetworkStates>;

/** Fees, pace and condition of every network, read when somebody asks and at most once in a quarter of a minute. */
export function createNetworkStates({ enabled, read, clock }: Deps) {
  const kept = new Map<string, { at: number; state: Promise<NetworkState> }>();
  const standings = new Map<string, Standing>();

  async function readOne(network: Network, source: Source): Promise<Read> {
    try {
      return { reading: await read(network, source), error: null };
    } catch (error) {
      return { reading: null, error: error instanceof SourceFault ? error.reason : 'malformed' };
    }
  }

  async function measure(network: Network): Promise<NetworkState> {
    const reads = await Promise.all(network.sources.map((source) => readOne(network, source)));
    const readings = reads.map(({ reading }) => reading).filter((reading) => reading !== null);
    const furthest = readings.reduce<Reading | null>(
      (most, one) => (most === null || one.head > most.head ? one : most),
      null,
    );
    const now = clock.now();
    const isBehind = ({ head, headAt }: Reading) =>
      furthest !== null && furthest.head - head >= lagBlocks && furthest.headAt - headAt >= lagMs;
    const measured: Measured = {
      answered: readings.length,
      failed: reads.length - readings.length,
      behind: readings.filter(isBehind).length,
      headAgeSeconds: furthest && (now - furthest.headAt) / 1_000,
      blockSeconds: furthest?.blockSeconds ?? null,
      fullness: furthest?.fullness ?? null,
    };
    const standing = nextStanding(standings.get(network.id) ?? null, measured);
    standings.set(network.id, standing);
    return {
      id: network.id,
      family: network.family,
      name: network.name,
      symbol: network.symbol,
      condition: standing.condition,
      baseFee: furthest?.baseFee ?? null,
      fees: furthest?.fees ?? null,
      head: furthest?.head ?? null,
      headAt: furthest && new Date(furthest.headAt).toISOString(),
      blockSeconds: furthest?.blockSeconds ?? null,
      sources: reads.map(({ reading, error }, index) => ({
        source: index + 1,
        head: reading?.head ?? null,
        lag: reading && furthest && furthest.head - reading.head,
        error,
      })),
      at: new Date(now).toISOString(),
    };
  }

  function stateOf(network: Network): Promise<NetworkState> {
    const before = kept.get(network.id);
    if (before && clock.now() - before.at < freshForMs) return before.state;
    const state = measure(network);
    kept.set(network.id, { at: clock.now(), state });
    return state;
  }

  return {
    async list(): Promise<NetworkState[]> {
      return Promise.all((await enabled()).map(stateOf));
    },

    /** What would most likely be taken soon; null when unknown. Never rejects. */
    async suggestedFee(networkId: string): Promise<string | null> {
      const network = (await enabled()).find(({ id }) => id === networkId);
      if (!network) return null;
      const state = await stateOf(network).catch(() => null);
      return state?.fees?.normal ?? null;
    },
  };
}

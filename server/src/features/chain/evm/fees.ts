import type { FeeLevels } from '@haven/shared/chain/network-state';
import type { Reading } from '../port.ts';
import type { EvmClient } from './client.ts';

/** Blocks whose fees are looked at: on the slowest of these chains four minutes. */
const blocks = 20;
/** Of the tips that were paid in a block, which share offered less: the cheap, the middle, the dear. */
const percentiles = [10, 50, 90];
/** The base fee rises by an eighth a block at most (EIP-1559): for how many full blocks an offer is good. */
const endures = { slow: 0, normal: 2, fast: 6 };

/** Fees, pace and fullness of an EVM network as one node sees them. */
export async function readEvm(client: EvmClient): Promise<Reading> {
  const [latest, history] = await Promise.all([
    client.getBlock({ blockTag: 'latest' }),
    client.getFeeHistory({ blockCount: blocks, rewardPercentiles: percentiles }).catch(() => null),
  ]);
  const back = latest.number > BigInt(blocks) ? BigInt(blocks) : latest.number;
  const earlier =
    back === 0n ? null : await client.getBlock({ blockNumber: latest.number - back }).catch(() => null);
  const next = history?.baseFeePerGas.at(-1) ?? latest.baseFeePerGas;
  return {
    head: Number(latest.number),
    headAt: Number(latest.timestamp) * 1_000,
    blockSeconds: earlier && Number(latest.timestamp - earlier.timestamp) / Number(back),
    baseFee: next?.toString() ?? null,
    fees: await levels(client, next, history?.reward ?? []),
    fullness: history && average(history.gasUsedRatio),
  };
}

async function levels(
  client: EvmClient,
  base: bigint | null,
  rewards: readonly (readonly bigint[])[],
): Promise<FeeLevels | null> {
  if (base === null) {
    const price = await client.getGasPrice().catch(() => null);
    if (price === null) return null;
    return { slow: `${price}`, normal: `${price}`, fast: `${(price * 5n) / 4n}` };
  }
  const tip = (index: number) => median(rewards.map((row) => row[index] ?? 0n));
  return {
    slow: (risen(base, endures.slow) + tip(0)).toString(),
    normal: (risen(base, endures.normal) + tip(1)).toString(),
    fast: (risen(base, endures.fast) + tip(2)).toString(),
  };
}

function risen(base: bigint, times: number): bigint {
  return (base * 9n ** BigInt(times)) / 8n ** BigInt(times);
}

function median(values: readonly bigint[]): bigint {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : 1));
  return sorted[Math.floor(sorted.length / 2)] ?? 0n;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

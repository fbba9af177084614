import {
  type Block,
  type Hash,
  type Transaction,
  TransactionNotFoundError,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem';
import type { EvmClient } from './client.ts';

export type Head = { number: bigint; timestamp: bigint; baseFee: bigint | null };

/** What one node says of one transaction. */
export type EvmLook = {
  head: Head;
  /** Its head's number is that of a block which it has, and which is not of the future. */
  isHeadCredible: boolean;
  transaction: Transaction | null;
  /** Null too while the block that the receipt names is not the one at that height: it is being reorganised. */
  receipt: TransactionReceipt | null;
};

/** Clocks of honest nodes differ by less; in seconds. */
const futureTolerance = 120n;

/** Asks a node for what a verdict rests on. Rejects when it does not answer. */
export async function lookAt(client: EvmClient, hash: Hash, nowMs: number): Promise<EvmLook> {
  const [number, latest, transaction, receipt] = await Promise.all([
    client.getBlockNumber({ cacheTime: 0 }),
    client.getBlock({ blockTag: 'latest' }),
    client.getTransaction({ hash }).catch(unlessMissing),
    client.getTransactionReceipt({ hash }).catch(unlessMissing),
  ]);
  return {
    head: { number: latest.number, timestamp: latest.timestamp, baseFee: latest.baseFeePerGas },
    isHeadCredible: isCredible(number, latest, nowMs),
    transaction,
    receipt: receipt !== null && (await isCanonical(client, receipt)) ? receipt : null,
  };
}

/** A block may be made between two questions, and few nodes are quicker than ten of them. */
function isCredible(number: bigint, latest: Block<bigint, false, 'latest'>, nowMs: number): boolean {
  const apart = number > latest.number ? number - latest.number : latest.number - number;
  return apart <= 10n && latest.timestamp <= BigInt(Math.floor(nowMs / 1_000)) + futureTolerance;
}

async function isCanonical(client: EvmClient, receipt: TransactionReceipt): Promise<boolean> {
  const block = await client.getBlock({ blockNumber: receipt.blockNumber }).catch(() => null);
  return block?.hash === receipt.blockHash;
}

function unlessMissing(error: unknown): null {
  if (error instanceof TransactionNotFoundError || error instanceof TransactionReceiptNotFoundError)
    return null;
  throw error;
}

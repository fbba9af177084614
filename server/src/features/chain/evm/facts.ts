import type { Amount, Block, Offer, Queue, TransactionFacts } from '@haven/shared/chain/diagnosis';
import { type Address, keccak256, type Transaction } from 'viem';
import type { Network } from '../network.ts';
import type { Seen } from '../port.ts';
import type { EvmClient } from './client.ts';

export function coin({ symbol, decimals }: Network, value: bigint): Amount {
  return { value: value.toString(), decimals, symbol };
}

export function transactionFacts(network: Network, tx: Transaction, at: string): TransactionFacts {
  return {
    from: tx.from,
    to: tx.to,
    amount: coin(network, tx.value),
    nonce: tx.nonce,
    outputs: [],
    at,
  };
}

/** What is to be remembered of a transaction that is there. */
export function seenOf(
  transaction: TransactionFacts,
  tx: Transaction,
  block: Seen['block'],
  at: string,
): Seen {
  return { transaction, callHash: keccak256(tx.input), spends: [], block, at };
}

export function blockFacts(network: Network, block: { number: bigint; hash: string }, head: number): Block {
  const number = Number(block.number);
  return {
    number,
    hash: block.hash,
    confirmations: Math.max(1, head - number + 1),
    finalAfter: network.finalAfter,
  };
}

/** Nodes refuse a replacement that does not offer a tenth more than what it replaces. */
const replacementPercent = 110n;

export function offerFacts(tx: Transaction, baseFee: bigint | null, suggested: string | null): Offer {
  const maxFee = tx.maxFeePerGas ?? tx.gasPrice ?? 0n;
  return {
    kind: 'gas',
    maxFee: maxFee.toString(),
    maxPriorityFee: tx.maxPriorityFeePerGas?.toString() ?? null,
    baseFee: baseFee?.toString() ?? null,
    replaceFrom: ((maxFee * replacementPercent + 99n) / 100n).toString(),
    suggested,
    gasLimit: tx.gas.toString(),
  };
}

/** What a sender has in blocks, and what a node's pool holds in an unbroken row behind it. */
export type Counts = { latest: number; pending: number };

export async function countsOf(client: EvmClient, address: Address): Promise<Counts> {
  const [latest, pending] = await Promise.all([
    client.getTransactionCount({ address, blockTag: 'latest' }),
    client.getTransactionCount({ address, blockTag: 'pending' }),
  ]);
  return { latest, pending };
}

export function queueFacts(nonce: number, { latest, pending }: Counts): Queue {
  const isMissing = latest < nonce && pending < nonce;
  return { nonce, nextNonce: latest, missingNonce: isMissing ? pending : null };
}

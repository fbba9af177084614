import type { Block, Diagnosis } from '@haven/shared/chain/diagnosis';
import { type Address, isAddress, isAddressEqual, keccak256, type Transaction } from 'viem';
import type { Network } from '../network.ts';
import type { Seen } from '../port.ts';
import type { EvmClient } from './client.ts';
import { blockFacts, countsOf, queueFacts } from './facts.ts';

type Told = Pick<Diagnosis, 'verdict' | 'isFinal'> & Pick<Diagnosis, 'facts'>;

/**
 * What became of a transaction that was there and is gone: another with its nonce is in a block, another waits, or nobody
 * knows of any (SAFE8). Null when this one is in a block after all, where a node says so only later.
 */
export async function diagnoseGone(
  client: EvmClient,
  network: Network,
  hash: string,
  seen: Seen,
  head: number,
): Promise<Told | null> {
  const { from, nonce } = seen.transaction;
  if (from === null || nonce === null || !isAddress(from)) return null;
  const counts = await countsOf(client, from);
  if (counts.latest > nonce) {
    const taker = await findByNonce(client, from, nonce, seen.block?.number ?? 0, head);
    return taker?.hash === hash ? null : superseded(network, seen, taker, head);
  }
  const verdict = counts.pending > nonce ? 'being_replaced' : 'dropped';
  const facts = {
    searched: [],
    foundOn: [],
    seenBefore: { transaction: seen.transaction, at: seen.at },
    queue: queueFacts(nonce, counts),
  };
  return { verdict, isFinal: false, facts };
}

function superseded(network: Network, seen: Seen, taker: Transaction | null, head: number): Told {
  const { transaction } = seen;
  if (taker === null || taker.blockNumber === null || taker.blockHash === null)
    return { verdict: 'replaced', isFinal: true, facts: { transaction, by: null, block: null } };
  const block: Block = blockFacts(network, { number: taker.blockNumber, hash: taker.blockHash }, head);
  return {
    verdict: howReplaced(seen, taker),
    isFinal: block.confirmations >= block.finalAfter,
    facts: { transaction, by: taker.hash, block },
  };
}

function howReplaced(
  { transaction, callHash }: Seen,
  taker: Transaction,
): 'replaced' | 'repriced' | 'cancelled' {
  const isSame =
    taker.to === transaction.to &&
    taker.value.toString() === transaction.amount.value &&
    keccak256(taker.input) === callHash;
  if (isSame) return 'repriced';
  const isToSelf = taker.to !== null && isAddressEqual(taker.to, taker.from);
  return isToSelf && taker.value === 0n && taker.input === '0x' ? 'cancelled' : 'replaced';
}

/**
 * The transaction of a sender that took a nonce. The sender's count only grows, so the block is found by halving: a node
 * that keeps the state of the last blocks alone answers for those. Null when it is out of reach.
 */
async function findByNonce(
  client: EvmClient,
  from: Address,
  nonce: number,
  after: number,
  head: number,
): Promise<Transaction | null> {
  const isTaken = async (block: number) =>
    (await client.getTransactionCount({ address: from, blockNumber: BigInt(block) })) > nonce;
  try {
    let low = Math.max(after, await oldestKnown(isTaken, head));
    let high = head;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (await isTaken(middle)) high = middle;
      else low = middle + 1;
    }
    const { transactions } = await client.getBlock({ blockNumber: BigInt(low), includeTransactions: true });
    return transactions.find((tx) => isAddressEqual(tx.from, from) && tx.nonce === nonce) ?? null;
  } catch {
    return null;
  }
}

/** Some block in which the nonce was not taken yet, looked for in growing steps. Rejects where the node has forgotten. */
async function oldestKnown(isTaken: (block: number) => Promise<boolean>, head: number): Promise<number> {
  for (let back = 16; back < head; back *= 4) if (!(await isTaken(head - back))) return head - back;
  return 0;
}

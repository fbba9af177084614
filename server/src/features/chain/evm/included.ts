import { type Address, isAddressEqual, type Transaction, type TransactionReceipt } from 'viem';
import { type Network, referenceOf } from '../network.ts';
import type { IncludedTold } from '../port.ts';
import type { EvmClient } from './client.ts';
import {
  approvalsIn,
  describeApprovals,
  describeTransfers,
  isAccount,
  isLeftover,
  type RawTransfer,
  transfersIn,
} from './effects.ts';
import { blockFacts, coin, transactionFacts } from './facts.ts';
import { findLookAlike } from './look-alike.ts';
import { findFailure } from './revert-reason.ts';
import type { Tokens } from './tokens.ts';

type Facts = IncludedTold['facts'];

/** What became of a transaction that is in a block (SAFE8). */
export async function diagnoseIncluded(
  { client, network, tokens }: { client: EvmClient; network: Network; tokens: Tokens },
  tx: Transaction,
  receipt: TransactionReceipt,
  head: number,
): Promise<IncludedTold> {
  const { timestamp } = await client.getBlock({ blockNumber: receipt.blockNumber });
  const block = blockFacts(network, { number: receipt.blockNumber, hash: receipt.blockHash }, head);
  const isFinal = block.confirmations >= block.finalAfter;
  const transfers = transfersIn(receipt);
  const facts: Facts = {
    transaction: transactionFacts(network, tx, new Date(Number(timestamp) * 1_000).toISOString()),
    block,
    paid: {
      amount: coin(network, receipt.gasUsed * receipt.effectiveGasPrice),
      used: receipt.gasUsed.toString(),
      limit: tx.gas.toString(),
    },
    reason: null,
    recipient: await recipientOf(client, tx, transfers),
    transfers: await describeTransfers(client, tokens, transfers),
    approvals: [],
    lookAlike: null,
  };
  if (receipt.status === 'reverted') {
    const { isOutOfGas, reason } = await findFailure(client, tx, receipt);
    return { verdict: isOutOfGas ? 'out_of_gas' : 'reverted', isFinal, facts: { ...facts, reason } };
  }

  const given = approvalsIn(receipt).filter((approval) => !isLeftover(approval, transfers));
  facts.approvals = await describeApprovals(client, tokens, given, Number(referenceOf(network.id)));
  facts.lookAlike = await findLookAlike(client, tx, transfers, receipt.blockNumber);
  return { verdict: verdictOf(facts, isFinal), isFinal, facts };
}

/** A warning is said at once; that all is well, when it is final. */
function verdictOf({ approvals, lookAlike, recipient, transfers, transaction }: Facts, isFinal: boolean) {
  if (lookAlike !== null) return 'poisoned_address';
  if (approvals.some(({ spenderIs }) => spenderIs !== 'known')) return 'suspicious_approval';
  if (recipient === 'contract' || recipient === 'token') return 'sent_to_contract';
  if (!isFinal) return 'confirming';
  const movedTokens = transfers.some(({ isCollectible }) => !isCollectible);
  return movedTokens && transaction.amount.value === '0' ? 'token_not_visible' : 'succeeded';
}

/** `transfer(address,uint256)` */
const transferSelector = '0xa9059cbb';

/**
 * Whom it was sent to, when it was sent to somebody: a coin without a call, or a token by its own `transfer`. What calls a
 * contract on purpose was not sent to it.
 */
async function recipientOf(
  client: EvmClient,
  { to, value, input }: Transaction,
  transfers: readonly RawTransfer[],
): Promise<Facts['recipient']> {
  if (to === null) return 'creation';
  const isAt = async (address: Address) =>
    isAccount(await client.getCode({ address })) ? ('account' as const) : ('contract' as const);
  if (input === '0x') return value === 0n ? 'unknown' : isAt(to);
  const [move] = transfers;
  if (!input.startsWith(transferSelector) || move === undefined) return 'unknown';
  return isAddressEqual(move.to, to) ? 'token' : isAt(move.to);
}

import type { LookAlike } from '@haven/shared/chain/diagnosis';
import { type Address, type Hash, isAddressEqual, parseAbiItem, type Transaction } from 'viem';
import type { RawTransfer } from './effects.ts';
import type { EvmClient } from './client.ts';

/** Hex digits at each end that people compare, and that a look-alike has in common with whom it imitates. */
const endDigits = 4;
/** How far back the victim's own transfers are looked for, in blocks: what providers allow, the widest first. */
const spans = [5_000n, 1_000n, 100n];
/** What is sent as bait costs next to nothing: of native coin in wei, of a token in its smallest unit. */
const dust = { coin: 10n ** 14n, token: 10n ** 4n };

/** Transactions that are looked at to learn who sent them. */
const looksPerBait = 3;

const transferEvent = parseAbiItem('event Transfer(address indexed from, address indexed to, uint256 value)');

type Bait = { candidate: Address; victim: Address; by: LookAlike['by'] };

/**
 * Finds an address that was made to be taken for another one with which its victim has dealt. The baits: a transfer of
 * nothing or of a worthless token in the victim's name by somebody else, and dust from the look-alike. And what they are laid
 * for: money sent to it.
 */
export async function findLookAlike(
  client: EvmClient,
  transaction: Transaction,
  transfers: readonly RawTransfer[],
  blockNumber: bigint,
): Promise<LookAlike | null> {
  for (const { candidate, victim, by } of baitsIn(transaction, transfers)) {
    const dealt = await counterparties(client, victim, blockNumber);
    const resembles = await imitated(client, candidate, victim, dealt);
    // Nobody but a swindler moves nothing in somebody else's name.
    if (resembles !== null || by === 'zero_value') return { address: candidate, resembles, by };
  }
  return null;
}

/** Whom a candidate imitates: somebody to whom the victim sent something themselves, and not the candidate as well. */
async function imitated(
  client: EvmClient,
  candidate: Address,
  victim: Address,
  dealt: readonly Dealing[],
): Promise<Address | null> {
  const isVictims = async ({ hash }: Dealing) => {
    const transaction = await client.getTransaction({ hash }).catch(() => null);
    return transaction !== null && isAddressEqual(transaction.from, victim);
  };
  const toCandidate = dealt.filter(({ to }) => isAddressEqual(to, candidate)).slice(0, looksPerBait);
  for (const dealing of toCandidate) if (await isVictims(dealing)) return null;
  const alike = dealt.filter(({ to }) => resemble(to, candidate)).slice(0, looksPerBait);
  for (const dealing of alike) if (await isVictims(dealing)) return dealing.to;
  return null;
}

/** Whether two different addresses show the same ends. */
export function resemble(a: Address, b: Address): boolean {
  if (isAddressEqual(a, b)) return false;
  const ends = (address: Address) => {
    const digits = address.slice(2).toLowerCase();
    return digits.slice(0, endDigits) + digits.slice(-endDigits);
  };
  return ends(a) === ends(b);
}

function baitsIn({ from, to, value, input }: Transaction, transfers: readonly RawTransfer[]): Bait[] {
  const baits: Bait[] = [];
  for (const move of transfers) {
    if (move.isCollectible) continue;
    const isOwn = isAddressEqual(move.from, from);
    if (!isOwn && move.value === 0n) baits.push({ candidate: move.to, victim: move.from, by: 'zero_value' });
    else if (!isOwn) baits.push({ candidate: move.to, victim: move.from, by: 'fake_token' });
    else if (move.value > 0n) {
      baits.push({ candidate: move.to, victim: from, by: 'sent_to' });
      if (move.value <= dust.token) baits.push({ candidate: from, victim: move.to, by: 'dust' });
    }
  }
  if (to !== null && value > 0n && input === '0x') {
    baits.push({ candidate: to, victim: from, by: 'sent_to' });
    if (value <= dust.coin) baits.push({ candidate: from, victim: to, by: 'dust' });
  }
  return baits.slice(0, 6);
}

type Dealing = { to: Address; hash: Hash };

/** To whom tokens of an address went before; none where the node does not say. What moved nothing is bait itself. */
async function counterparties(client: EvmClient, from: Address, before: bigint): Promise<Dealing[]> {
  for (const span of spans) {
    const range = { fromBlock: before > span ? before - span : 0n, toBlock: before - 1n };
    if (range.toBlock < range.fromBlock) return [];
    try {
      const logs = await client.getLogs({ event: transferEvent, args: { from }, ...range });
      return logs.flatMap(({ args: { to, value }, transactionHash }) =>
        to === undefined || value === undefined || value === 0n ? [] : [{ to, hash: transactionHash }],
      );
    } catch {
      // Too wide for this provider, or nothing at all: a narrower look, then none.
    }
  }
  return [];
}

import type { Approval, Transfer } from '@haven/shared/chain/diagnosis';
import { type Address, type Hex, maxUint256, parseAbi, parseEventLogs, type TransactionReceipt } from 'viem';
import type { EvmClient } from './client.ts';
import { knownSpender } from './known-spenders.ts';
import type { Tokens } from './tokens.ts';

/** Told at most, of each. */
const told = 20;

const events = {
  /** ERC-20 and ERC-721 differ in whether the third value is indexed. */
  fungible: parseAbi(['event Transfer(address indexed from, address indexed to, uint256 value)']),
  collectible: parseAbi([
    'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
  ]),
  approval: parseAbi(['event Approval(address indexed owner, address indexed spender, uint256 value)']),
  approvalForAll: parseAbi([
    'event ApprovalForAll(address indexed owner, address indexed operator, bool approved)',
  ]),
  /** Permit2, which passes on what it was approved for. */
  permit: parseAbi([
    'event Approval(address indexed owner, address indexed token, address indexed spender, uint160 amount, uint48 expiration)',
    'event Permit(address indexed owner, address indexed token, address indexed spender, uint160 amount, uint48 expiration, uint48 nonce)',
  ]),
};

/** From here on nobody has so much: 2^255, and Permit2's whole 160 bits. */
const unlimitedFrom = maxUint256 / 2n;
const unlimitedPermit = 2n ** 160n - 1n;

export type RawTransfer = {
  token: Address;
  from: Address;
  to: Address;
  value: bigint;
  isCollectible: boolean;
};
type RawApproval = {
  token: Address;
  owner: Address;
  spender: Address;
  value: bigint | null;
  isUnlimited: boolean;
};

/** The moves of tokens that a receipt's logs tell, in order. */
export function transfersIn({ logs }: Pick<TransactionReceipt, 'logs'>): RawTransfer[] {
  const fungible = parseEventLogs({ abi: events.fungible, logs }).map(({ address, args, logIndex }) => ({
    logIndex,
    move: { token: address, from: args.from, to: args.to, value: args.value, isCollectible: false },
  }));
  const collectible = parseEventLogs({ abi: events.collectible, logs }).map(
    ({ address, args, logIndex }) => ({
      logIndex,
      move: { token: address, from: args.from, to: args.to, value: args.tokenId, isCollectible: true },
    }),
  );
  return [...fungible, ...collectible].sort((a, b) => a.logIndex - b.logIndex).map(({ move }) => move);
}

/** The approvals that a receipt's logs tell; taking one back is none. */
export function approvalsIn({ logs }: Pick<TransactionReceipt, 'logs'>): RawApproval[] {
  const plain = parseEventLogs({ abi: events.approval, logs }).map(({ address, args }) => ({
    token: address,
    owner: args.owner,
    spender: args.spender,
    value: args.value,
    isUnlimited: args.value >= unlimitedFrom,
  }));
  const permits = parseEventLogs({ abi: events.permit, logs }).map(({ args }) => ({
    token: args.token,
    owner: args.owner,
    spender: args.spender,
    value: args.amount,
    isUnlimited: args.amount >= unlimitedPermit,
  }));
  const all = parseEventLogs({ abi: events.approvalForAll, logs })
    .filter(({ args }) => args.approved)
    .map(({ address, args }) => ({
      token: address,
      owner: args.owner,
      spender: args.operator,
      value: null,
      isUnlimited: true,
    }));
  return [...plain, ...permits, ...all].filter(({ value }) => value !== 0n);
}

/**
 * Tokens lower what is left of an approval when they are taken, and many say so by the same event: that is an approval given
 * before, not now.
 */
export function isLeftover(approval: RawApproval, transfers: readonly RawTransfer[]): boolean {
  return (
    !approval.isUnlimited &&
    transfers.some(({ token, from }) => token === approval.token && from === approval.owner)
  );
}

/** Whether an address is somebody's: without code, or with the mark that an account delegates by (EIP-7702). */
export function isAccount(code: Hex | undefined): boolean {
  return code === undefined || code === '0x' || code.startsWith('0xef0100');
}

export async function describeTransfers(
  client: EvmClient,
  tokens: Tokens,
  transfers: readonly RawTransfer[],
): Promise<Transfer[]> {
  return Promise.all(
    transfers.slice(0, told).map(async ({ token, value, ...move }) => ({
      ...move,
      token: await tokens.describe(client, token),
      value: value.toString(),
    })),
  );
}

export async function describeApprovals(
  client: EvmClient,
  tokens: Tokens,
  approvals: readonly RawApproval[],
  chainId: number,
): Promise<Approval[]> {
  return Promise.all(
    approvals.slice(0, told).map(async ({ token, value, ...approval }) => {
      const spenderName = knownSpender(approval.spender, chainId);
      const isPerson = isAccount(await client.getCode({ address: approval.spender }));
      const spenderIs = spenderName !== null ? 'known' : isPerson ? 'account' : 'unknown';
      return {
        ...approval,
        token: await tokens.describe(client, token),
        value: value?.toString() ?? null,
        spenderIs,
        spenderName,
      } as const;
    }),
  );
}

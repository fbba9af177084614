import type { Token } from '@haven/shared/chain/diagnosis';
import { sha256 } from '@noble/hashes/sha2.js';
import { createBase58check } from '@scure/base';
import { decodeAbiParameters, hexToBytes } from 'viem';
import { plainLine } from './plain-line.ts';
import type { TronInfo } from './tron-answers.ts';

const base58check = createBase58check(sha256);
const symbolMaxChars = 20;
/** keccak256 of `Transfer(address,address,uint256)`, which TRC-20 took over from ERC-20. */
const transferTopic = 'ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
/** What stands before the twenty bytes of every address of TRON. */
const addressVersion = '41';

/** The address as people write it, from the last twenty bytes of what a log holds. */
export function tronAddress(hex: string): string {
  return base58check.encode(hexToBytes(`0x${addressVersion}${hex.slice(-40)}`));
}

export type TronMove = { token: string; from: string; to: string; value: string };

/** The TRC-20 transfers that a transaction's logs tell. */
export function tronMoves({ log = [] }: TronInfo): TronMove[] {
  return log.flatMap(({ address, topics = [], data = '' }) => {
    const [topic, from, to] = topics;
    if (topic !== transferTopic || from === undefined || to === undefined || topics.length !== 3) return [];
    const value = BigInt(`0x${data === '' ? '0' : data.slice(0, 64)}`).toString();
    return [{ token: tronAddress(address), from: tronAddress(from), to: tronAddress(to), value }];
  });
}

/** A token from what its contract answered; an answer that is none is null. */
export function tronToken(address: string, symbol: string | undefined, decimals: string | undefined): Token {
  return { address, symbol: readSymbol(symbol), decimals: readDecimals(decimals) };
}

function readSymbol(hex: string | undefined): string | null {
  if (!hex) return null;
  try {
    const line = plainLine(decodeAbiParameters([{ type: 'string' }], `0x${hex}`)[0], symbolMaxChars);
    return line === '' ? null : line;
  } catch {
    return null;
  }
}

function readDecimals(hex: string | undefined): number | null {
  if (!hex || hex.length > 64) return null;
  const value = BigInt(`0x${hex}`);
  return value <= 255n ? Number(value) : null;
}

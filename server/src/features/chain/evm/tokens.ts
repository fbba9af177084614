import type { Token } from '@haven/shared/chain/diagnosis';
import { type Address, type Hex, hexToString, parseAbi } from 'viem';
import { plainLine } from '../plain-line.ts';
import { type EvmClient, refusalIn } from './client.ts';

const symbolMaxChars = 20;
/** Tokens of one network that are remembered; what a contract calls itself rarely changes. */
const remembered = 500;

const abi = parseAbi(['function symbol() view returns (string)', 'function decimals() view returns (uint8)']);
/** The first tokens said their symbol as 32 bytes. */
const oldAbi = parseAbi(['function symbol() view returns (bytes32)']);

export type Tokens = { describe(client: EvmClient, address: Address): Promise<Token> };

/** What token contracts say of themselves, which proves nothing. Null where one does not say it. */
export function createTokens(): Tokens {
  const known = new Map<string, Token>();

  async function read(client: EvmClient, address: Address): Promise<Token> {
    const [symbol, decimals] = await Promise.all([
      client
        .readContract({ address, abi, functionName: 'symbol' })
        .catch((error: unknown) => (refusalIn(error) ? null : oldSymbol(client, address))),
      client.readContract({ address, abi, functionName: 'decimals' }).catch(() => null),
    ]);
    const line = symbol === null ? '' : plainLine(symbol, symbolMaxChars);
    return { address, symbol: line === '' ? null : line, decimals };
  }

  return {
    async describe(client, address) {
      const before = known.get(address);
      if (before) return before;
      const token = await read(client, address);
      if (known.size >= remembered) known.clear();
      if (token.symbol !== null) known.set(address, token);
      return token;
    },
  };
}

async function oldSymbol(client: EvmClient, address: Address): Promise<string | null> {
  const bytes: Hex | null = await client
    .readContract({ address, abi: oldAbi, functionName: 'symbol' })
    .catch(() => null);
  return bytes && hexToString(bytes, { size: 32 });
}

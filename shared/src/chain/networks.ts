import type { Localized } from '../language.ts';
import type { NetworkId } from './network-id.ts';

/** Chains whose addresses and hashes have one form. Every EVM chain is of one family: the form does not tell which. */
export const chainFamilies = [
  'evm',
  'bitcoin',
  'litecoin',
  'dogecoin',
  'bitcoin_cash',
  'tron',
  'solana',
  'cosmos',
  'polkadot',
  'eos',
  'filecoin',
  'tezos',
  'ckb',
  'ton',
] as const;
export type ChainFamily = (typeof chainFamilies)[number];

export type Network = {
  id: NetworkId;
  family: ChainFamily;
  name: Localized;
  /** Of its own coin. */
  symbol: string;
  /** Digits behind the point of its coin, down to the smallest unit. */
  decimals: number;
};

const network = (
  id: NetworkId,
  family: ChainFamily,
  [zhCn, en]: readonly [string, string],
  symbol: string,
  decimals: number,
): Network => ({ id, family, name: { 'zh-CN': zhCn, en }, symbol, decimals });

/** Networks that need no words of an operator. */
export const wellKnownNetworks: readonly Network[] = [
  network('eip155:1', 'evm', ['以太坊', 'Ethereum'], 'ETH', 18),
  network('eip155:56', 'evm', ['BNB Smart Chain', 'BNB Smart Chain'], 'BNB', 18),
  network('eip155:137', 'evm', ['Polygon', 'Polygon'], 'POL', 18),
  network('eip155:42161', 'evm', ['Arbitrum One', 'Arbitrum One'], 'ETH', 18),
  network('eip155:10', 'evm', ['Optimism', 'OP Mainnet'], 'ETH', 18),
  network('eip155:8453', 'evm', ['Base', 'Base'], 'ETH', 18),
  network('eip155:43114', 'evm', ['Avalanche C 链', 'Avalanche C-Chain'], 'AVAX', 18),
  network('bip122:000000000019d6689c085ae165831e93', 'bitcoin', ['比特币', 'Bitcoin'], 'BTC', 8),
  network('bip122:12a765e31ffd4059bada1e25190f6e98', 'litecoin', ['莱特币', 'Litecoin'], 'LTC', 8),
  network('bip122:1a91e3dace36e2be3bf030a65679fe82', 'dogecoin', ['狗狗币', 'Dogecoin'], 'DOGE', 8),
  network(
    'bip122:000000000000000000651ef99cb9fcbe',
    'bitcoin_cash',
    ['比特币现金', 'Bitcoin Cash'],
    'BCH',
    8,
  ),
  network('tron:0x2b6653dc', 'tron', ['波场', 'TRON'], 'TRX', 6),
  network('solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp', 'solana', ['Solana', 'Solana'], 'SOL', 9),
  network('cosmos:cosmoshub-4', 'cosmos', ['Cosmos Hub', 'Cosmos Hub'], 'ATOM', 6),
  network('polkadot:91b171bb158e2d3848fa23a9f1c25182', 'polkadot', ['波卡', 'Polkadot'], 'DOT', 10),
  network('antelope:aca376f206b8fc25a6ed44dbdc66547c', 'eos', ['EOS', 'EOS'], 'EOS', 4),
  network('fil:f', 'filecoin', ['Filecoin', 'Filecoin'], 'FIL', 18),
  network('tezos:NetXdQprcVkpaWU', 'tezos', ['Tezos', 'Tezos'], 'XTZ', 6),
  network('ckb:mainnet', 'ckb', ['Nervos CKB', 'Nervos CKB'], 'CKB', 8),
  network('tvm:-239', 'ton', ['TON', 'TON'], 'TON', 9),
];

/** The family of a network by its namespace; null for one that is not known here. */
export function familyOf(id: NetworkId): ChainFamily | null {
  const known = wellKnownNetworks.find((each) => each.id === id);
  if (known) return known.family;
  return id.startsWith('eip155:') ? 'evm' : null;
}

export function findNetwork(id: NetworkId): Network | undefined {
  return wellKnownNetworks.find((each) => each.id === id);
}

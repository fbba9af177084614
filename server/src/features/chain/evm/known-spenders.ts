import type { Address } from 'viem';

/**
 * Contracts that wallets are asked to approve by services which many know; addresses as their makers publish them. On which
 * chains: the number of a chain is another company's address otherwise. `null`: made by a factory that gives the same code the
 * same address everywhere.
 */
const spenders: readonly { name: string; address: Address; chains: readonly number[] | null }[] = [
  { name: 'Permit2', address: '0x000000000022D473030F116dDEE9F6B43aC78BA3', chains: null },
  { name: 'Uniswap V2 Router', address: '0x7a250d5630B4cF539739dF2C5dAcb4c659F2488D', chains: [1] },
  {
    name: 'Uniswap V3 Router',
    address: '0xE592427A0AEce92De3Edee1F18E0157C05861564',
    chains: [1, 10, 137, 42161],
  },
  {
    name: 'Uniswap Router 2',
    address: '0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45',
    chains: [1, 10, 137, 42161],
  },
  { name: 'Uniswap Universal Router', address: '0x66a9893cC07D91D95644AEDD05D03f95e1dBA8Af', chains: [1] },
  { name: '1inch Router 5', address: '0x1111111254EEB25477B68fb85Ed929f73A960582', chains: null },
  { name: '1inch Router 6', address: '0x111111125421cA6dc452d289314280a0f8842A65', chains: null },
  { name: '0x Exchange Proxy', address: '0xDef1C0ded9bec7F1a1670819833240f027b25EfF', chains: [1, 56, 137] },
  { name: 'OpenSea Conduit', address: '0x1E0049783F008A0085193E00003D00cd54003c71', chains: null },
  { name: 'CoW Vault Relayer', address: '0xC92E8bdf79f0507f65a392b0ab4667716BFE0110', chains: null },
  { name: 'SushiSwap Router', address: '0xd9e1cE17f2641f24aE83637ab66a2cca9C378B9F', chains: [1] },
  { name: 'PancakeSwap V2 Router', address: '0x10ED43C718714eb63d5aA57B78B54704E256024E', chains: [56] },
];

const byAddress = new Map(spenders.map((spender) => [spender.address.toLowerCase(), spender]));

/** The name of a spender that is known on this chain; null for any other. */
export function knownSpender(address: Address, chainId: number): string | null {
  const spender = byAddress.get(address.toLowerCase());
  if (spender === undefined) return null;
  return spender.chains === null || spender.chains.includes(chainId) ? spender.name : null;
}

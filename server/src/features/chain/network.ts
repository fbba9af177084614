import type { Localized } from '@haven/shared/language';
import type { SourceFamily } from '@haven/shared/chain/network-settings';
import type { Source } from './source.ts';

/** A network as the operator configured it. */
export type Network = {
  /** By CAIP-2. */
  id: string;
  family: SourceFamily;
  name: Localized;
  symbol: string;
  decimals: number;
  sources: readonly Source[];
  /** Confirmations, its own block counted in, after which nothing changes any more. */
  finalAfter: number;
  /** With `{hash}` where the hash goes; null: no explorer. */
  explorerUrl: string | null;
};

/** The part behind the colon: a chain id, the beginning of a genesis block's hash. */
export function referenceOf(id: string): string {
  return id.slice(id.indexOf(':') + 1);
}

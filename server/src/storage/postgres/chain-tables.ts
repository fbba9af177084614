import type { Diagnosis, TransactionFacts } from '@haven/shared/chain/diagnosis';
import type { SourceFamily } from '@haven/shared/chain/network-settings';
import type { Localized } from '@haven/shared/language';
import type { Generated } from 'kysely';
import type { Json, StampedAt } from './column-types.ts';

export interface ChainNetworkTable {
  id: string;
  family: SourceFamily;
  name: Json<Localized>;
  symbol: string;
  decimals: number;
  sources: Json<{ id: string; url: string }[]>;
  final_after: number;
  explorer_url: string | null;
  is_enabled: Generated<boolean>;
  created_at: StampedAt;
}

/** What was seen of a transaction at an earlier look. */
export interface SeenTransaction {
  transaction: TransactionFacts;
  /** Of what it calls, so that its copy at another price is known again; null where nothing is called. */
  callHash: string | null;
  /** What it spends, where a chain has such things: `txid:index`. */
  spends: readonly string[];
  block: { number: number; hash: string } | null;
  /** Of the first look. */
  at: string;
}

export interface ChainMemoryTable {
  network_id: string;
  hash: string;
  seen: Json<SeenTransaction>;
  first_at: StampedAt;
  last_at: StampedAt;
}

export interface WatchedTransactionTable {
  entry_id: string;
  conversation_id: string;
  network_id: string;
  hash: string;
  shown: Json<Diagnosis>;
  next_at: Date;
  until: Date;
}

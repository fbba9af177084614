import type { Diagnosis, DiagnosisOf, includedVerdicts } from '@haven/shared/chain/diagnosis';
import type { FeeLevels } from '@haven/shared/chain/network-state';
import type { SeenTransaction } from '../../storage/postgres/chain-tables.ts';
import type { Source } from './source.ts';

/** What was seen of a transaction at an earlier look: without it what was dropped, replaced and never sent look the same. */
export type Seen = SeenTransaction;

/** A diagnosis as far as one network alone can tell. `seen` is to be remembered. */
export type Finding = {
  told: Diagnosis extends infer One
    ? One extends Diagnosis
      ? Pick<One, 'verdict' | 'facts' | 'isFinal' | 'evidence'>
      : never
    : never;
  seen: Seen | null;
};

/** The part of a diagnosis that a block tells. */
export type IncludedTold = {
  verdict: (typeof includedVerdicts)[number];
  isFinal: boolean;
  facts: DiagnosisOf<'succeeded'>['facts'];
};

/** What one source says of its network. */
export type Reading = {
  head: number;
  /** When that was made, in milliseconds since 1970. */
  headAt: number;
  blockSeconds: number | null;
  /** Null where there is none. */
  baseFee: string | null;
  fees: FeeLevels | null;
  /** How full the last blocks were, 0 to 1; null where unknown. */
  fullness: number | null;
};

/** One network, whatever its family. Rejections are `SourceFault`s. */
export type ChainPort = {
  /** The hash as this network writes it; null when it can be none of its hashes. */
  canonical(text: string): string | null;
  diagnose(hash: string, seen: Seen | null): Promise<Finding>;
  /** Whether it is there, in a block or waiting; null when no source answers. */
  has(hash: string): Promise<boolean | null>;
  read(source: Source): Promise<Reading>;
  /** Which network a source knows, as CAIP-2 names it. */
  identify(source: Source): Promise<string>;
};

/** What can be recognised (SAFE2, SAFE3). A closed set: screens, incidents and counts name each. */
export const secretKinds = [
  'recovery_phrase',
  'private_key',
  'extended_key',
  'keystore',
  'seed_share',
  'unknown_hex',
  'extended_public_key',
] as const;
export type SecretKind = (typeof secretKinds)[number];

/** What the sender is told: stopped, asked about, warned, or nothing. From hard to soft. */
export const verdicts = ['block', 'ask', 'warn', 'pass'] as const;
export type Verdict = (typeof verdicts)[number];

/** A part of a text, in UTF-16 offsets; `end` is behind the last unit. */
export type Finding = { kind: SecretKind; start: number; end: number };

/** A finding with what it alone would lead to. */
export type Suspect = Finding & { verdict: Verdict };

/** What the caller knows besides the text; none of it is needed. */
export type ScanContext = {
  /** The user's own addresses, of any chain: a key that derives to one of them is certainly a key. */
  knownAddresses?: readonly string[];
  /** Hashes of the user's transactions, as the app knows them. */
  knownHashes?: readonly string[];
  /** The sender's previous messages, oldest first: a secret may come in parts. */
  recent?: readonly string[];
};

export type Scan = {
  verdict: Verdict;
  /** In order, not overlapping. */
  findings: Finding[];
  /** Indexes of `context.recent` that hold parts of the same secret, in order. */
  recentParts: number[];
};

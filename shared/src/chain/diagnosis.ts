import * as z from 'zod/mini';
import { localizedSchema } from '../language.ts';
import { networkIdSchema } from './network-id.ts';

/**
 * What is known of a transaction (SAFE8): a verdict, the facts that it rests on, and where they come from. No words of any
 * language: an interface chooses them by verdict and facts. Names that come from a chain (symbols, reasons, arguments of errors) were
 * written by strangers: they are cut to a line of printable characters, and shown as quotations.
 */

/** Where it stands; each group has its own facts. */
export const absentVerdicts = ['not_found', 'wrong_network', 'being_replaced', 'dropped'] as const;
export const waitingVerdicts = ['pending', 'pending_underpriced', 'pending_nonce_gap'] as const;
export const supersededVerdicts = ['replaced', 'repriced', 'cancelled'] as const;
export const includedVerdicts = [
  /** In a block and fine so far, with fewer blocks on top than make it final. */
  'confirming',
  'succeeded',
  'reverted',
  'out_of_gas',
  'sent_to_contract',
  /** Tokens moved, which a wallet shows only when it knows the token. */
  'token_not_visible',
  'suspicious_approval',
  'poisoned_address',
] as const;
export const verdicts = [
  ...absentVerdicts,
  ...waitingVerdicts,
  ...supersededVerdicts,
  ...includedVerdicts,
  'unknown',
] as const;
export type Verdict = (typeof verdicts)[number];

/** A whole number of any size, in decimal digits: what JavaScript's numbers would round. */
const wholeSchema = z.string().check(z.regex(/^\d{1,78}$/));
const timeSchema = z.string();

/** In the smallest unit. `decimals` and `symbol` are null when a token's contract does not say them. */
export const amountSchema = z.strictObject({
  value: wholeSchema,
  decimals: z.nullable(z.int()),
  symbol: z.nullable(z.string()),
});
export type Amount = z.infer<typeof amountSchema>;

export const transactionSchema = z.strictObject({
  /** Null: several (Bitcoin), or unsaid. */
  from: z.nullable(z.string()),
  /** Null: it creates a contract, or pays several (`outputs`). */
  to: z.nullable(z.string()),
  /** Of the network's own coin. */
  amount: amountSchema,
  /** EVM alone. */
  nonce: z.nullable(z.int()),
  /** Whom it pays, on networks where one transaction pays several; the change is among them. At most 20 are told. */
  outputs: z.array(z.strictObject({ address: z.nullable(z.string()), amount: amountSchema })),
  /** Of its block, or of the first look at it. */
  at: z.nullable(timeSchema),
});
export type TransactionFacts = z.infer<typeof transactionSchema>;

/** What it offers for being taken into a block, beside what is asked for now. */
export const offerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('gas'),
    /** All in wei for each unit of gas. */
    maxFee: wholeSchema,
    /** Null: a transaction of the form before EIP-1559. */
    maxPriorityFee: z.nullable(wholeSchema),
    /** Of the next block; null on networks without one. */
    baseFee: z.nullable(wholeSchema),
    /** The least that a replacement of the same nonce must offer: a tenth more. */
    replaceFrom: wholeSchema,
    /** What would most likely be taken within a few blocks; null when unknown. */
    suggested: z.nullable(wholeSchema),
    gasLimit: wholeSchema,
  }),
  z.strictObject({
    kind: z.literal('rate'),
    /** In thousandths of a satoshi for each virtual byte. */
    rate: wholeSchema,
    suggested: z.nullable(wholeSchema),
    /** It said that it may be replaced by one that pays more (BIP 125). */
    isReplaceable: z.boolean(),
  }),
  /** TRON: nothing is offered; at most this much is burnt, in sun. */
  z.strictObject({ kind: z.literal('limit'), limit: z.nullable(wholeSchema) }),
]);
export type Offer = z.infer<typeof offerSchema>;

/** The sender's numbers: a transaction is taken only after all with a smaller nonce. */
export const queueSchema = z.strictObject({
  nonce: z.int(),
  /** Which nonce the next block would take: smaller than `nonce` when earlier ones stand before it. */
  nextNonce: z.int(),
  /** Of those earlier ones, the first that nobody knows of; null when all are waiting too. */
  missingNonce: z.nullable(z.int()),
});
export type Queue = z.infer<typeof queueSchema>;

/** Why a contract refused, as far as it can be decoded. What is not known is shown as it is, never guessed. */
export const revertReasonSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('message'), text: z.string() }),
  /** Solidity's own, such as 0x11: overflow, 0x12: division by zero. */
  z.strictObject({ kind: z.literal('panic'), code: z.int() }),
  z.strictObject({
    kind: z.literal('error'),
    name: z.string(),
    args: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  }),
  /** An error of a name that is not known: its four bytes. */
  z.strictObject({ kind: z.literal('selector'), selector: z.string() }),
  /** The network's own word for it, such as TRON's `BAD_JUMP_DESTINATION`. */
  z.strictObject({ kind: z.literal('code'), code: z.string() }),
  /** Words that support may not send to anybody (SAFE5): whoever wrote the contract may mean to deceive. */
  z.strictObject({ kind: z.literal('withheld') }),
  /** It gave none, as when a coin is sent to a contract that takes none. */
  z.strictObject({ kind: z.literal('none') }),
  /** The node keeps no state that is old enough to ask. */
  z.strictObject({ kind: z.literal('unavailable') }),
]);
export type RevertReason = z.infer<typeof revertReasonSchema>;

export const tokenSchema = z.strictObject({
  address: z.string(),
  symbol: z.nullable(z.string()),
  decimals: z.nullable(z.int()),
});
export type Token = z.infer<typeof tokenSchema>;

export const transferSchema = z.strictObject({
  token: tokenSchema,
  from: z.string(),
  to: z.string(),
  /** How much of it; of a collectible (ERC-721) which one. */
  value: wholeSchema,
  isCollectible: z.boolean(),
});
export type Transfer = z.infer<typeof transferSchema>;

export const approvalSchema = z.strictObject({
  token: tokenSchema,
  owner: z.string(),
  spender: z.string(),
  /** How much the spender may take; null: everything there is (ERC-721 and ERC-1155 `setApprovalForAll`). */
  value: z.nullable(wholeSchema),
  isUnlimited: z.boolean(),
  /** `unknown`: a contract that is not in the offline list. `account`: a person's, which nobody honest asks for. */
  spenderIs: z.enum(['known', 'unknown', 'account']),
  /** Its name in the offline list. */
  spenderName: z.nullable(z.string()),
});
export type Approval = z.infer<typeof approvalSchema>;

/** An address that was made to be taken for another one: same ends, and nothing between. */
export const lookAlikeSchema = z.strictObject({
  address: z.string(),
  /** Null: the marks of a bait are there, and whom it imitates was not found in the last blocks. */
  resembles: z.nullable(z.string()),
  /** The bait: a transfer of nothing, of a worthless copy of a token, or of dust; `sent_to`: the money went to it. */
  by: z.enum(['zero_value', 'fake_token', 'dust', 'sent_to']),
});
export type LookAlike = z.infer<typeof lookAlikeSchema>;

export const blockSchema = z.strictObject({
  number: z.int(),
  hash: z.string(),
  /** This one counts as the first. */
  confirmations: z.int(),
  /** So many make it final here; the operator's choice. */
  finalAfter: z.int(),
});
export type Block = z.infer<typeof blockSchema>;

/** What was paid, also when it failed: to whoever made the block, never to the wallet. */
export const paidSchema = z.strictObject({
  amount: amountSchema,
  /** EVM: gas; TRON: energy. */
  used: z.nullable(wholeSchema),
  limit: z.nullable(wholeSchema),
});

const absentFacts = z.strictObject({
  /** Where it was looked for: on these networks, in this order. */
  searched: z.array(networkIdSchema),
  foundOn: z.array(networkIdSchema),
  /** What was seen of it at an earlier look, or what the host app knows. */
  seenBefore: z.nullable(z.strictObject({ transaction: transactionSchema, at: timeSchema })),
  queue: z.nullable(queueSchema),
});

const waitingFacts = z.strictObject({
  transaction: transactionSchema,
  offer: offerSchema,
  queue: z.nullable(queueSchema),
});

const supersededFacts = z.strictObject({
  transaction: transactionSchema,
  /** The one that took its place; null when it is certain that one did, and its block is too old to be looked for. */
  by: z.nullable(z.string()),
  block: z.nullable(blockSchema),
});

const includedFacts = z.strictObject({
  transaction: transactionSchema,
  block: blockSchema,
  paid: z.nullable(paidSchema),
  /** Of verdicts `reverted` and `out_of_gas`. */
  reason: z.nullable(revertReasonSchema),
  /** Whom it was sent to. `token`: a token's own contract, which keeps what it is sent. */
  recipient: z.enum(['account', 'contract', 'token', 'creation', 'several', 'unknown']),
  /** At most 20 of each are told. */
  transfers: z.array(transferSchema),
  approvals: z.array(approvalSchema),
  lookAlike: z.nullable(lookAlikeSchema),
});

/** `unknown` is said as unknown, with what hinders. */
export const obstacles = [
  'network_not_configured',
  'no_answer',
  'sources_disagree',
  'node_lags',
  'incredible_head',
  'rate_limited',
  'not_supported',
] as const;
const unknownFacts = z.strictObject({
  obstacle: z.enum(obstacles),
  transaction: z.nullable(transactionSchema),
});

export const sourceErrors = [
  'timeout',
  'unreachable',
  'refused',
  'malformed',
  'rate_limited',
  'other_network',
] as const;
export type SourceError = (typeof sourceErrors)[number];

/** Where the facts come from. A source is told by its place in the operator's list, from 1; its address is nobody's business. */
export const evidenceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('answered'),
    source: z.int(),
    /** The last block that it knows. */
    head: z.nullable(z.int()),
    hasTransaction: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('failed'), source: z.int(), error: z.enum(sourceErrors) }),
  /** It is so many blocks behind the furthest one. */
  z.strictObject({ kind: z.literal('lagging'), source: z.int(), blocks: z.int() }),
  /** It names a head that it cannot show, or that none of the others knows anything of. */
  z.strictObject({ kind: z.literal('incredible_head'), source: z.int(), head: z.int() }),
  /** The sources differ in what matters. */
  z.strictObject({
    kind: z.literal('disagreement'),
    on: z.enum(['existence', 'block', 'outcome']),
    sources: z.array(z.int()),
  }),
  /** It was in another block at the last look. */
  z.strictObject({ kind: z.literal('reorganised'), from: z.string(), fromNumber: z.int() }),
]);
export type Evidence = z.infer<typeof evidenceSchema>;

const common = {
  network: networkIdSchema,
  /** The operator's name for it. */
  networkName: localizedSchema,
  /** In canonical form. */
  hash: z.string(),
  /** Nothing of it will change any more, as far as the operator's number of blocks says. */
  isFinal: z.boolean(),
  /** When it was looked at. */
  at: timeSchema,
  /** When it is looked at again by itself; null: not any more. */
  nextCheckAt: z.nullable(timeSchema),
  /** The page of the operator's explorer. */
  explorerUrl: z.nullable(z.string()),
  evidence: z.array(evidenceSchema),
};

const schema = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.enum(absentVerdicts), ...common, facts: absentFacts }),
  z.strictObject({ verdict: z.enum(waitingVerdicts), ...common, facts: waitingFacts }),
  z.strictObject({ verdict: z.enum(supersededVerdicts), ...common, facts: supersededFacts }),
  z.strictObject({ verdict: z.enum(includedVerdicts), ...common, facts: includedFacts }),
  z.strictObject({ verdict: z.literal('unknown'), ...common, facts: unknownFacts }),
]);
export type Diagnosis = z.infer<typeof schema>;
/** Its type is named, since what is declared with it would be too long to be written down otherwise. */
export const diagnosisSchema: z.ZodMiniType<Diagnosis> = schema;
/** The diagnosis of one verdict, with its facts. */
export type DiagnosisOf<V extends Verdict, One = Diagnosis> = One extends { verdict: infer Group }
  ? V extends Group
    ? One & { verdict: V }
    : never
  : never;

import * as z from 'zod/mini';
import { networkIdSchema } from './chain/network-id.ts';
import { idSchema } from './ids.ts';
import { localizedSchema } from './language.ts';
import { filesPerMessage, requestFieldsMost, requestValueMaxChars } from './limits.ts';
import { ownershipMethodSchema } from './ownership.ts';
import { textUpTo } from './text.ts';

/** What an agent may ask for in a card (SAFE7). A closed set: none of them is, or may become, a secret. */
export const requestFields = [
  'hash',
  'address',
  'ownership',
  'network',
  'app_version',
  'device',
  'time',
  'steps',
  'error_text',
  'screenshot',
] as const;
export const requestFieldSchema = z.enum(requestFields);
export type RequestField = (typeof requestFields)[number];

/**
 * One field of a request; `network` says whose hash or address it is to be, null: of any. `ownership` is proved by a
 * signature, and only on EVM networks.
 */
export const requestItemSchema = z.strictObject({
  field: requestFieldSchema,
  network: z.nullable(networkIdSchema),
});
export type RequestItem = z.infer<typeof requestItemSchema>;

export const requestItemsSchema = z.array(requestItemSchema).check(
  z.minLength(1),
  z.maxLength(requestFieldsMost),
  z.refine((items) => new Set(items.map(({ field }) => field)).size === items.length),
  z.refine((items) => items.every(isProvable)),
);

function isProvable({ field, network }: RequestItem): boolean {
  return field !== 'ownership' || network === null || network.startsWith('eip155:');
}

/** What the visitor sends: a value of each field, '' where they have none. Of a screenshot the files say it all. */
export const givenAnswersSchema = z
  .array(z.strictObject({ field: requestFieldSchema, value: textUpTo(requestValueMaxChars) }))
  .check(z.maxLength(requestFieldsMost));
export const givenFilesSchema = z.array(idSchema).check(z.maxLength(filesPerMessage));
export type GivenAnswer = z.infer<typeof givenAnswersSchema>[number];

/** An answer as it is kept: in canonical spelling, with what its form proves. */
export const answerSchema = z.strictObject({
  field: requestFieldSchema,
  value: z.string(),
  /** Chains whose form it has: of a hash or an address. Several where they write it alike. */
  families: z.array(z.string()),
  /** A checksum in it holds. */
  isChecked: z.boolean(),
  /** Of a hash: the networks on which its transaction was known then; absent where nobody could tell. */
  foundOn: z.optional(z.array(localizedSchema)),
});
export type Answer = z.infer<typeof answerSchema>;

/** An answer as staff see it beside the chat. `proved`: a signature of this address showed when it was the visitor's. */
export const factSchema = z.strictObject({
  ...answerSchema.shape,
  entryId: idSchema,
  at: z.string(),
  proved: z.optional(z.strictObject({ at: z.string(), network: z.string(), method: ownershipMethodSchema })),
});
export type Fact = z.infer<typeof factSchema>;

import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import { requiredTextUpTo } from '../text.ts';
import { networkIdSchema } from './network-id.ts';

/** The families that Haven can look into. */
export const sourceFamilies = ['evm', 'bitcoin', 'tron'] as const;
export const sourceFamilySchema = z.enum(sourceFamilies);
export type SourceFamily = z.infer<typeof sourceFamilySchema>;

/** Characters of a source's address, which may hold a long key. */
export const sourceUrlMaxChars = 500;
/** Sources of one network: two are compared, a third decides, more are load. */
export const sourcesMax = 5;

const name = requiredTextUpTo(60);
const explorerUrlSchema = z.string().check(z.regex(/^https:\/\/[^\s{}]+\{hash\}[^\s{}]*$/), z.maxLength(300));

/** What an administrator sets; the network's id and family stay as they were added. */
export const networkFieldsSchema = z.strictObject({
  name: z.strictObject({ 'zh-CN': name, en: name }),
  symbol: z.string().check(z.regex(/^[A-Za-z0-9.]{1,12}$/)),
  decimals: z.int().check(z.minimum(0), z.maximum(30)),
  /** Confirmations, its own block counted in, after which nothing changes any more. */
  finalAfter: z.int().check(z.minimum(1), z.maximum(10_000)),
  /** With `{hash}` in it; null: no link. */
  explorerUrl: z.nullable(explorerUrlSchema),
  isEnabled: z.boolean(),
});
export type NetworkFields = z.infer<typeof networkFieldsSchema>;

/** A source that stays, by its id, or a new one. What is stored is never sent back in full. */
export const sourceChangeSchema = z.union([
  z.strictObject({ id: idSchema }),
  z.strictObject({ url: requiredTextUpTo(sourceUrlMaxChars) }),
]);
export type SourceChange = z.infer<typeof sourceChangeSchema>;
export const sourceChangesSchema = z.array(sourceChangeSchema).check(z.minLength(1), z.maxLength(sourcesMax));

export const networkSettingsSchema = z.strictObject({
  id: networkIdSchema,
  family: sourceFamilySchema,
  ...networkFieldsSchema.shape,
  /** In the order in which they are asked; `address` is masked: `https://eth.example/…`. */
  sources: z.array(z.strictObject({ id: idSchema, address: z.string() })),
});
export type NetworkSettings = z.infer<typeof networkSettingsSchema>;

/** How a source answered the question which network it knows. */
export const sourceOutcomes = [
  'agrees',
  'other_network',
  'refused_address',
  'timeout',
  'unreachable',
  'refused',
  'malformed',
  'rate_limited',
] as const;
export const sourceCheckSchema = z.strictObject({
  outcome: z.enum(sourceOutcomes),
  /** Its last block. */
  head: z.nullable(z.int()),
  /** Of its answer, in milliseconds. */
  ms: z.int(),
});
export type SourceCheck = z.infer<typeof sourceCheckSchema>;

import * as z from 'zod/mini';
import { localizedSchema } from '../language.ts';
import { sourceErrors } from './diagnosis.ts';
import { sourceFamilySchema } from './network-settings.ts';
import { networkIdSchema } from './network-id.ts';

/**
 * How a network does. `degraded`: some of the operator's sources fail or are behind, so that what Haven says of it may be late;
 * `halted`: no block for far too long, or no source at all.
 */
export const networkConditions = ['normal', 'busy', 'congested', 'degraded', 'halted'] as const;
export type NetworkCondition = (typeof networkConditions)[number];

const whole = z.string().check(z.regex(/^\d{1,78}$/));

/**
 * What a transaction would offer now: for each unit of gas in wei (EVM), for each virtual byte in thousandths of a satoshi
 * (Bitcoin).
 */
export const feeLevelsSchema = z.strictObject({ slow: whole, normal: whole, fast: whole });
export type FeeLevels = z.infer<typeof feeLevelsSchema>;

export const networkStateSchema = z.strictObject({
  id: networkIdSchema,
  family: sourceFamilySchema,
  name: localizedSchema,
  symbol: z.string(),
  condition: z.enum(networkConditions),
  /** Of the next block, in wei; null where there is none. */
  baseFee: z.nullable(whole),
  fees: z.nullable(feeLevelsSchema),
  head: z.nullable(z.int()),
  headAt: z.nullable(z.string()),
  /** On average over the last blocks. */
  blockSeconds: z.nullable(z.number()),
  /** By their place in the operator's list. `lag`: blocks behind the furthest one. */
  sources: z.array(
    z.strictObject({
      source: z.int(),
      head: z.nullable(z.int()),
      lag: z.nullable(z.int()),
      error: z.nullable(z.enum(sourceErrors)),
    }),
  ),
  at: z.string(),
});
export type NetworkState = z.infer<typeof networkStateSchema>;

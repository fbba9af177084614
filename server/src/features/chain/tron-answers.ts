import * as z from 'zod/mini';

/** Answers of TRON's HTTP API (developers.tron.network, "Full node HTTP API"), as far as they are read. `{}` is "not there". */

const hex = z.string().check(z.regex(/^[0-9a-f]*$/i));

export const tronTransactionSchema = z.object({
  txID: hex,
  ret: z.optional(z.array(z.object({ contractRet: z.optional(z.string()) }))),
  raw_data: z.object({
    contract: z
      .array(
        z.object({
          type: z.string(),
          parameter: z.object({
            value: z.object({
              owner_address: z.string(),
              to_address: z.optional(z.string()),
              contract_address: z.optional(z.string()),
              amount: z.optional(z.int()),
              call_value: z.optional(z.int()),
              data: z.optional(hex),
            }),
          }),
        }),
      )
      .check(z.minLength(1)),
    /** In milliseconds since 1970: after this no block takes it. */
    expiration: z.optional(z.int()),
    timestamp: z.optional(z.int()),
    fee_limit: z.optional(z.int()),
  }),
});
export type TronTransaction = z.infer<typeof tronTransactionSchema>;

export const tronInfoSchema = z.object({
  id: hex,
  blockNumber: z.int(),
  blockTimeStamp: z.int(),
  fee: z.optional(z.int()),
  contractResult: z.optional(z.array(hex)),
  receipt: z.optional(z.object({ result: z.optional(z.string()), energy_usage_total: z.optional(z.int()) })),
  log: z.optional(
    z.array(z.object({ address: hex, topics: z.optional(z.array(hex)), data: z.optional(hex) })),
  ),
  /** `FAILED`; absent when it went well. */
  result: z.optional(z.string()),
});
export type TronInfo = z.infer<typeof tronInfoSchema>;

export const tronBlockSchema = z.object({
  blockID: hex,
  block_header: z.object({
    raw_data: z.object({ number: z.optional(z.int()), timestamp: z.optional(z.int()) }),
  }),
});
export type TronBlock = z.infer<typeof tronBlockSchema>;

export const tronConstantSchema = z.object({ constant_result: z.optional(z.array(hex)) });

export const absentSchema = z.pipe(
  z.strictObject({}),
  z.transform(() => null),
);

import * as z from 'zod/mini';

/** Answers of an HTTP API of Esplora's form (github.com/Blockstream/esplora, API.md), as far as they are read. */

export const bitcoinTransactionSchema = z.object({
  txid: z.string(),
  weight: z.int(),
  fee: z.int(),
  vin: z.array(
    z.object({
      txid: z.string(),
      vout: z.int(),
      sequence: z.int(),
      /** Null in the first transaction of a block, which spends nothing. */
      prevout: z.nullish(z.object({ scriptpubkey_address: z.optional(z.string()), value: z.int() })),
    }),
  ),
  vout: z.array(z.object({ scriptpubkey_address: z.optional(z.string()), value: z.int() })),
  status: z.object({
    confirmed: z.boolean(),
    block_height: z.optional(z.int()),
    block_hash: z.optional(z.string()),
    block_time: z.optional(z.int()),
  }),
});
export type BitcoinTransaction = z.infer<typeof bitcoinTransactionSchema>;

/** The last ten blocks, the newest first. */
export const bitcoinBlocksSchema = z
  .array(z.object({ id: z.string(), height: z.int(), timestamp: z.int() }))
  .check(z.minLength(1));

/** Satoshis for each virtual byte, by the number of blocks within which that is taken. */
export const feeEstimatesSchema = z.record(z.string(), z.number());

export const outspendSchema = z.object({
  spent: z.boolean(),
  txid: z.optional(z.string()),
  status: z.optional(
    z.object({
      confirmed: z.boolean(),
      block_height: z.optional(z.int()),
      block_hash: z.optional(z.string()),
    }),
  ),
});
export type Outspend = z.infer<typeof outspendSchema>;

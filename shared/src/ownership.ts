import * as z from 'zod/mini';
import { idSchema } from './ids.ts';
import { languageSchema } from './language.ts';
import { signatureMaxChars } from './limits.ts';

/** By whose rules a signature holds: of an account's key, or of a contract that says so (ERC-1271). */
export const ownershipMethods = ['eoa', 'contract'] as const;
export const ownershipMethodSchema = z.enum(ownershipMethods);

/** CAIP-2 of an EVM network: nothing else has addresses of which EIP-4361 speaks. */
export const evmNetworkSchema = z.string().check(z.regex(/^eip155:[1-9]\d{0,15}$/));
export const evmAddressSchema = z.string().check(z.regex(/^0x[0-9a-fA-F]{40}$/));

/**
 * Of at least 64 bytes, the compact form of an account's (ERC-2098); a contract's may be much longer. A private key is
 * shorter, so that no field for signatures takes one.
 */
export const signatureSchema = z
  .string()
  .check(z.regex(/^0x(?:[0-9a-fA-F]{2}){64,}$/), z.maxLength(signatureMaxChars));

/** One letter or digit of it is one of 16: 128 bits. */
export const nonceSchema = z.string().check(z.regex(/^[0-9a-f]{32}$/));

const timeSchema = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));

/**
 * What a wallet is asked to sign, once: the fields of an EIP-4361 message, from which both ends write it alike. None can
 * hold a line of its own.
 */
export const challengeSchema = z.strictObject({
  /** Who asks: Haven's own host, with its port where that is not the usual one. */
  domain: z.string().check(z.regex(/^[-a-zA-Z0-9.:[\]]+$/)),
  uri: z.string().check(z.regex(/^https?:\/\/\S+$/)),
  /** In its EIP-55 spelling. */
  address: evmAddressSchema,
  network: evmNetworkSchema,
  nonce: nonceSchema,
  issuedAt: timeSchema,
  expiresAt: timeSchema,
  /** The conversation that it is for. */
  requestId: idSchema,
  /** Of the statement. */
  language: languageSchema,
});
export type Challenge = z.infer<typeof challengeSchema>;

import * as z from 'zod/mini';
import { visitorContextSchema } from './conversation.ts';
import { hostTokenMaxChars } from './identity.ts';
import { languageSchema } from './language.ts';

/**
 * Messages between the loader (host page) and the widget's iframe. One envelope `{ v: 1, type, ... }`.
 * The frame accepts them only from its parent window and only from the origin that it was framed by; the loader only
 * from its own iframe and Haven's origin. Both name an exact target origin.
 */
export const bridgeVersion = 1;

const envelope = { v: z.literal(bridgeVersion) };

/**
 * What the host knows, beside the context that support sees: the public addresses of its user's wallet, and hashes of their
 * latest transactions. These stay on the device, where they tell a key from a hash (SAFE3).
 */
const hostContextSchema = z.strictObject({
  ...visitorContextSchema.shape,
  addresses: z.optional(z.array(z.string())),
  hashes: z.optional(z.array(z.string())),
});
export type HostContext = z.infer<typeof hostContextSchema>;

/** Host → frame. */
export const toFrameSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...envelope,
    type: z.literal('boot'),
    context: hostContextSchema,
    language: z.nullable(languageSchema),
    theme: z.enum(['light', 'dark', 'system']),
    /** `panel`: popover on a page, `full`: fills the webview. */
    layout: z.enum(['panel', 'full']),
  }),
  z.strictObject({ ...envelope, type: z.literal('shown'), isShown: z.boolean() }),
  z.strictObject({ ...envelope, type: z.literal('context'), context: hostContextSchema }),
  /** What the host's backend signed of its user; null when it was asked for and there is none. */
  z.strictObject({
    ...envelope,
    type: z.literal('identify'),
    token: z.nullable(z.string().check(z.maxLength(hostTokenMaxChars))),
  }),
  z.strictObject({ ...envelope, type: z.literal('logout') }),
  /** The host can have messages signed by its user's wallet. By itself, as frames of an earlier server refuse a boot with more. */
  z.strictObject({ ...envelope, type: z.literal('can_sign') }),
  /** What came of a `sign_wanted`; null when the user declined, or the host failed. */
  z.strictObject({
    ...envelope,
    type: z.literal('signed'),
    id: z.string(),
    signature: z.nullable(z.string()),
  }),
]);
export type ToFrame = z.infer<typeof toFrameSchema>;

/** What the host's own function is given. */
const signatureAskedSchema = z.strictObject({
  address: z.string(),
  /** CAIP-2. */
  network: z.string(),
  /** A text of EIP-4361, to be signed as it is (EIP-191); never typed data. */
  message: z.string(),
});
export type SignatureAsked = z.infer<typeof signatureAskedSchema>;

/** Frame → host. The loader parses these by hand: it has no dependencies. */
export const toHostSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...envelope, type: z.literal('ready') }),
  z.strictObject({ ...envelope, type: z.literal('close') }),
  z.strictObject({ ...envelope, type: z.literal('unread'), count: z.number() }),
  /** A session is to begin, or has ended: answered by `identify`. */
  z.strictObject({ ...envelope, type: z.literal('token_wanted') }),
  /** The user wants to prove that an address is theirs: answered by `signed` with the same id. */
  z.strictObject({
    ...envelope,
    type: z.literal('sign_wanted'),
    id: z.string(),
    asked: signatureAskedSchema,
  }),
]);
export type ToHost = z.infer<typeof toHostSchema>;

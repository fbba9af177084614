import * as z from 'zod/mini';
import { idSchema } from './ids.ts';
import { localizedSchema } from './language.ts';
import { agentCardSchema, roleSchema } from './people.ts';

/** Digits that widget and console show for the same conversation, and how long they stay the same (SAFE6). */
export const codeDigits = 6;
/** Long enough to be read aloud twice, short enough that a code overheard today is nothing tomorrow. */
export const codeMs = 5 * 60_000;
/** An agent's card is good for this long; the widget asks for the next one before. */
export const cardMs = 10 * 60_000;

/** What the server vouches for. Signed as JSON text, byte for byte, so that nothing depends on the order of keys. */
export const agentProofSchema = z.strictObject({
  agent: agentCardSchema,
  role: roleSchema,
  inbox: z.strictObject({ key: z.string(), name: localizedSchema }),
  conversationId: idSchema,
  reference: z.string(),
  expiresAt: z.string(),
});
export type AgentProof = z.infer<typeof agentProofSchema>;

export const signedCardSchema = z.strictObject({
  /** JSON text of an `AgentProof`. */
  payload: z.string(),
  /** Ed25519 over the payload's UTF-8 bytes, base64url. */
  signature: z.string(),
  keyId: z.string(),
});
export type SignedCard = z.infer<typeof signedCardSchema>;

export const conversationCodeSchema = z.strictObject({ digits: z.string(), expiresAt: z.string() });
export type ConversationCode = z.infer<typeof conversationCodeSchema>;

/** Reads what a card says, if it is about this conversation and still good; the signature is for the caller to check. */
export function readCard(card: SignedCard, conversationId: string, nowMs: number): AgentProof | null {
  let said: unknown;
  try {
    said = JSON.parse(card.payload);
  } catch {
    return null;
  }
  const proof = agentProofSchema.safeParse(said);
  if (!proof.success || proof.data.conversationId !== conversationId) return null;
  return Date.parse(proof.data.expiresAt) > nowMs ? proof.data : null;
}

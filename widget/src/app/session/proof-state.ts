import type { AgentProof, ConversationCode } from '@haven/shared/official-proof';

/**
 * What is known of who holds the chat. `verified`: the card's signature was checked here. `unchecked`: this browser can
 * not check it. `forged`: it does not hold, and nothing of it is shown as official.
 */
export type Proof = {
  readonly state: 'none' | 'verified' | 'unchecked' | 'forged';
  readonly conversationId: string | null;
  readonly card: AgentProof | null;
  readonly code: ConversationCode | null;
};

export const noProof: Proof = { state: 'none', conversationId: null, card: null, code: null };

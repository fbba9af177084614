import type { Generated } from 'kysely';

export interface OwnershipChallengeTable {
  nonce: string;
  conversation_id: string;
  address: string;
  network: string;
  message: string;
  expires_at: Date;
  used_at: Generated<Date | null>;
}

import { randomBytes } from 'node:crypto';
import { challengeLifeMs } from '@haven/shared/limits';
import type { Challenge } from '@haven/shared/ownership';
import { ownershipMessage } from '@haven/shared/ownership-message';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Database } from '../storage/postgres/schema.ts';

/** What was to be signed is kept so long after nobody can use it, so that who is late learns why; in milliseconds. */
const keptMs = 60 * 60_000;
const nonceBytes = 16;

type Wanted = Pick<Challenge, 'address' | 'network' | 'language'> & { conversationId: string };
/** A message that was given out to be signed, and whether it still counts. */
export type GivenChallenge = {
  address: string;
  network: string;
  message: string;
  state: 'open' | 'used' | 'expired';
};
export type OwnershipChallenges = ReturnType<typeof createOwnershipChallenges>;

/**
 * What wallets are asked to sign to prove an address (SAFE7). Each message is Haven's by its domain, of one conversation,
 * good for five minutes and for one proof; the text is kept, so that nothing that a device says of it counts.
 */
export function createOwnershipChallenges({
  db,
  clock,
  publicUrl,
}: {
  db: Kysely<Database>;
  clock: Clock;
  publicUrl: string;
}) {
  return {
    /** Gives out a message of its own. */
    async give({ conversationId, address, network, language }: Wanted): Promise<Challenge> {
      const now = clock.now();
      const expiresAt = new Date(now + challengeLifeMs);
      const challenge: Challenge = {
        domain: new URL(publicUrl).host,
        uri: publicUrl,
        address,
        network,
        nonce: randomBytes(nonceBytes).toString('hex'),
        issuedAt: new Date(now).toISOString(),
        expiresAt: expiresAt.toISOString(),
        requestId: conversationId,
        language,
      };
      await db
        .deleteFrom('ownership_challenge')
        .where('expires_at', '<', new Date(now - keptMs))
        .execute();
      await db
        .insertInto('ownership_challenge')
        .values({
          nonce: challenge.nonce,
          conversation_id: conversationId,
          address,
          network,
          message: ownershipMessage(challenge),
          expires_at: expiresAt,
        })
        .execute();
      return challenge;
    },

    /** The message of a nonce, if it was given out in this conversation. */
    async find(conversationId: string, nonce: string): Promise<GivenChallenge | null> {
      const row = await db
        .selectFrom('ownership_challenge')
        .select(['address', 'network', 'message', 'expires_at', 'used_at'])
        .where('nonce', '=', nonce)
        .where('conversation_id', '=', conversationId)
        .executeTakeFirst();
      if (!row) return null;
      const { expires_at, used_at, ...given } = row;
      const isLate = expires_at.getTime() <= clock.now();
      return { ...given, state: used_at !== null ? 'used' : isLate ? 'expired' : 'open' };
    },

    /** Uses a nonce up without a proof: what was signed is not what was asked. */
    async spend(nonce: string): Promise<void> {
      await db
        .updateTable('ownership_challenge')
        .set({ used_at: new Date(clock.now()) })
        .where('nonce', '=', nonce)
        .where('used_at', 'is', null)
        .execute();
    },
  };
}

/** What an agent is being offered: a slot of theirs is set aside until then (milliseconds since 1970). */
export type MadeOffer = { op: string; agentId: string; epoch: number; weight: number; until: number };

/** As much of Redis as the offers need. */
export type ReadsOffers = {
  zrange(key: string, from: string, to: string): Promise<string[]>;
  hmget(key: string, ...fields: string[]): Promise<(string | null)[]>;
};

type Stored = {
  id: string;
  epoch: number;
  proposal?: { op: string; agentId: string; weight: number; offer?: { offeredUntil: number } };
};

/** Every offer that stands, by item. They are in Redis alone. */
export async function readOffers(redis: ReadsOffers): Promise<Map<string, MadeOffer>> {
  const ids = await redis.zrange('{rt}:offers', '0', '-1');
  if (ids.length === 0) return new Map();
  const stored = await redis.hmget('{rt}:items', ...ids);
  const offers = new Map<string, MadeOffer>();
  for (const json of stored) {
    const { id, epoch, proposal } = JSON.parse(json ?? '{}') as Partial<Stored>;
    if (id === undefined || epoch === undefined || !proposal?.offer) continue;
    const { op, agentId, weight, offer } = proposal;
    offers.set(id, { op, agentId, epoch, weight, until: offer.offeredUntil });
  }
  return offers;
}

/** Hundredths of a chat that are set aside of an agent for what they have not answered. */
export function offeredTo(agentId: string, offers: ReadonlyMap<string, MadeOffer>): number {
  let load = 0;
  for (const offer of offers.values()) if (offer.agentId === agentId) load += offer.weight;
  return load;
}

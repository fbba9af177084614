/**
 * The wire's version (WIRE3). Raise it whenever the schemas' hash moves, and add a line to the history.
 * The server refuses an older client than it serves as `outdated`, which means: reload.
 */
export const protocolVersion = 5;

/**
 * The oldest wire that the server serves (WIRE3), so that nobody has to reload in the middle of a chat because of an upgrade;
 * two back, since apps on phones keep a page for days. What came later a client of 3 does not ask for, and entries of a kind
 * that it would refuse are translated for it; one of 4 shows a kind that it does not know as nothing.
 */
export const oldestServedVersion = 3;

/** The first wire whose clients stop secrets by themselves (SAFE1). What an older one lets through is blanked on arrival. */
export const guardedSince = 4;

/** The hash of the wire's schemas under each version; a test compares the last one with the code. */
export const wireHashes: Readonly<Record<number, string>> = {
  // The first wire.
  1: '0e7e9961e03db677',
  // Webhooks in the administrator's endpoints.
  2: 'f9112271b305dae2',
  // Skills and queues in the administrator's endpoints, offers, the queue page's commands and notice, why somebody has a
  // conversation, how long a visitor waits, why a conversation was released, ends of shifts, who watches one,
  // whispers, cases that are given out by name, and what a chat stops asking for while it waits.
  3: 'af0e162978bbd3e6',
  // Who the host app says a visitor is. Who is official: incidents, refused phrases, hosts of links, official contacts,
  // signed cards and the six digits. Secrets: what may be said of a text that could be one, what a visitor's device reports
  // and takes back, the entry that tells staff, and entries of kinds that only a later version knows.
  4: 'fd4ad24becaf8457',
  // What the host app tells of the wallet, requests for facts and their answers. Looks into transactions, their cards,
  // and networks. Marks of playbooks, service notices. Proofs of addresses.
  5: '26c02fdad8492ed1',
};

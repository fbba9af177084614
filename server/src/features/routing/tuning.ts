/** Numbers of routing that no client needs. Units are in the names; the reason stands beside each. */

/** One band forward counts as this much waiting, so an urgent item overtakes low ones of the last quarter of an hour. */
export const bandMs = 5 * 60_000;
/** A commit that takes longer is fenced off and repeated: a healthy one takes milliseconds. */
export const proposalMs = 5_000;
/** How long a gone item's revision is remembered, so that a late picture of it does not bring it back. */
export const tombstoneMs = 60 * 60_000;
/** RT13: who stands further back leaves a message instead of waiting live. */
export const queueLengthMax = 200;
/** RT13: who has waited longer is told to leave a message. */
export const waitMaxMs = 30 * 60_000;
/** Postgres notes when an agent was seen at most this often, so that within it "a moment ago" is the best guess. */
export const seenResolutionMs = 5 * 60_000;

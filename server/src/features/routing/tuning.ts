/** Numbers of routing that no client needs. Units are in the names; the reason stands beside each. */

/** A commit that takes longer is fenced off and repeated: a healthy one takes milliseconds. */
export const proposalMs = 5_000;
/** Who let an offer pass is not asked again for so long: others are asked first, and nobody waits without end (RT19). */
export const passMs = 60_000;
/**
 * What has waited so long for more room than anybody has is not passed any more by lighter ones where one agent could make
 * that room (RT19). Less would leave places empty for nothing, since most heavy chats find their agent within it.
 */
export const reserveAfterMs = 2 * 60_000;
/**
 * A team that has so many pools gives up those in which nobody waits when another is begun. Each costs a decision a little
 * for every agent whose load has changed, and beginning one anew a look at all members of the team.
 */
export const idlePoolsMax = 32;
/** How long a gone item's revision is remembered, so that a late picture of it does not bring it back. */
export const tombstoneMs = 60 * 60_000;
/** Postgres notes when an agent was seen at most this often, so that within it "a moment ago" is the best guess. */
export const seenResolutionMs = 5 * 60_000;

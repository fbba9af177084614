/** How often something happened that the promises are about; a run in which it never did says nothing. */
export type Reached = Record<
  | 'assigned'
  | 'refused'
  | 'offered'
  | 'accepted'
  | 'declined'
  | 'timedOut'
  /** A free agent was left alone because the queue is served by hand, or was closed. */
  | 'leftToHands'
  | 'closed'
  | 'opened'
  | 'byHand'
  | 'skilled'
  | 'takenBack'
  | 'unreplied'
  | 'jumped'
  | 'killed'
  | 'frozen'
  | 'late'
  | 'mended'
  | 'rebuilt',
  number
>;

export const nothingReached = (): Reached => ({
  assigned: 0,
  refused: 0,
  offered: 0,
  accepted: 0,
  declined: 0,
  timedOut: 0,
  leftToHands: 0,
  closed: 0,
  opened: 0,
  byHand: 0,
  skilled: 0,
  takenBack: 0,
  unreplied: 0,
  jumped: 0,
  killed: 0,
  frozen: 0,
  late: 0,
  mended: 0,
  rebuilt: 0,
});

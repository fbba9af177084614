import type { Entry } from '@haven/shared/entry';

/** What all screens of a storm saw that must not be. */
export type Tally = {
  resumes: number;
  /** Acked before a resume was asked, and neither held by then nor in what it brought. */
  missing: number;
  /** Sent again although the client had said that it holds it, or shown twice, or two under one number. */
  repeated: number;
};

/** What a client shows of one conversation: entries 1 to n without a hole, as Haven's clients apply them (LIVE1). */
export type Screen = {
  /** The number of the last entry. */
  last(): number;
  /** By its client message id. */
  shows(id: string): boolean;
  apply(entries: readonly Entry[]): void;
  /** There are entries up to `seq`. */
  toldOf(seq: number): void;
  /** Something exists that is not shown: it has to be pulled. */
  isBehind(): boolean;
};

export function createScreen(tally: Tally): Screen {
  const entryIds: string[] = [];
  const sentIds = new Set<string>();
  let head = 0;

  function show({ id, clientMessageId }: Entry): void {
    entryIds.push(id);
    if (clientMessageId === null) return;
    if (sentIds.has(clientMessageId)) tally.repeated += 1;
    sentIds.add(clientMessageId);
  }

  return {
    last: () => entryIds.length,
    shows: (id) => sentIds.has(id),
    apply(entries) {
      for (const entry of entries) {
        head = Math.max(head, entry.seq);
        if (entry.seq === entryIds.length + 1) show(entry);
        // The same once more is the way of a notice that meets a resume; another one is not.
        else if (entry.seq <= entryIds.length && entryIds[entry.seq - 1] !== entry.id) tally.repeated += 1;
      }
    },
    toldOf(seq) {
      head = Math.max(head, seq);
    },
    isBehind: () => head > entryIds.length,
  };
}

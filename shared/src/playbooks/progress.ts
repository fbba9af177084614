import type { Entry } from '../entry.ts';
import type { PlaybookKey, StepState } from '../playbook.ts';

/** How far one playbook is. A step that is not named is undone. */
export type PlaybookProgress = {
  readonly steps: Readonly<Record<string, Exclude<StepState, 'undone'>>>;
  /** The end that it has, or null; taking up a step again opens it. */
  readonly end: string | null;
  /** The seq of the last mark: the playbook that was touched last is the one that is shown. */
  readonly lastSeq: number;
};

/**
 * Folds a log's marks into progress by playbook: in the order of the log, the last one wins. Entries may come in any
 * order and twice, as from a page and a notice.
 */
export function playbookProgress(entries: readonly Entry[]): ReadonlyMap<PlaybookKey, PlaybookProgress> {
  const progress = new Map<PlaybookKey, PlaybookProgress>();
  const inOrder = [...new Map(entries.map((entry) => [entry.seq, entry])).values()].sort(
    (left, right) => left.seq - right.seq,
  );
  for (const { seq, body } of inOrder) {
    if (body.kind !== 'playbook_step' && body.kind !== 'playbook_ended') continue;
    const steps: PlaybookProgress['steps'] = progress.get(body.playbook)?.steps ?? {};
    if (body.kind === 'playbook_ended') {
      progress.set(body.playbook, { steps, end: body.end, lastSeq: seq });
      continue;
    }
    const { [body.step]: _before, ...others } = steps;
    const marked = body.state === 'undone' ? others : { ...others, [body.step]: body.state };
    progress.set(body.playbook, { steps: marked, end: null, lastSeq: seq });
  }
  return progress;
}

/** The playbook that was marked last; null where none was. */
export function lastPlaybook(progress: ReadonlyMap<PlaybookKey, PlaybookProgress>): PlaybookKey | null {
  const ordered = [...progress].sort(([, left], [, right]) => right.lastSeq - left.lastSeq);
  return ordered[0]?.[0] ?? null;
}

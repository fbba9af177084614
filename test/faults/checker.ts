import type { Ack, History, Row, Screen, Side } from './history.ts';

export const violationKinds = [
  'lost',
  'doubled',
  'hole',
  'disorder',
  'mismatch',
  'unanswered',
  'assignment',
  'stuck',
  'exit',
] as const;
export type ViolationKind = (typeof violationKinds)[number];
export type Violation = { kind: ViolationKind; what: string };

/**
 * Compares what was promised with what is there: every ack with the rows (MSG3, MSG4), the rows with each other (MSG2,
 * MSG5), and what every screen drew with the rows (LIVE1, LIVE2). Pure; an empty list is the verdict "nothing wrong".
 */
export function check(history: History): Violation[] {
  const logs = groupBy(history.rows, ({ conversationId }) => conversationId);
  return [
    ...history.acks.flatMap((ack) => checkAck(ack, logs.get(ack.conversationId) ?? [])),
    ...checkAnswers(history),
    ...[...logs.values()].flatMap(checkLog),
    ...checkTyping(history),
    ...history.screens.flatMap((screen) => checkScreen(screen, logs.get(screen.conversationId) ?? [])),
    ...history.openAssignments
      .filter(({ count }) => count > 1)
      .map(({ conversationId, count }) => found('assignment', `${conversationId} is held ${count} times`)),
    ...history.stuck.map((id) => found('stuck', `${id} still waits, though agents are free`)),
    ...history.exits.map((exit) => found('exit', exit)),
  ];
}

function found(kind: ViolationKind, what: string): Violation {
  return { kind, what };
}

/** An acked message is in the log once, under the number, the id and the time that the ack named. */
function checkAck(ack: Ack, log: readonly Row[]): Violation[] {
  const name = `${ack.by}'s ${ack.clientMessageId} in ${ack.conversationId}`;
  const row = log.find((each) => each.author === ack.by && each.clientMessageId === ack.clientMessageId);
  if (!row) return [found('lost', `${name} was acked as ${ack.seq} and is not in the log`)];
  const seq = seqOf(row, ack.side);
  const isSame = seq === ack.seq && row.id === ack.id && row.at === ack.at;
  if (isSame) return [];
  return [
    found('mismatch', `${name} was acked as ${ack.seq} at ${ack.at} and is ${String(seq)} at ${row.at}`),
  ];
}

/** Whatever was typed was acked or refused in the end, and what was refused was not written. */
function checkAnswers({ typed, acks, refusals, rows }: History): Violation[] {
  const answered = new Set([...acks, ...refusals].map(({ clientMessageId }) => clientMessageId));
  const written = new Set(rows.map(({ clientMessageId }) => clientMessageId));
  const unanswered = typed
    .filter(({ clientMessageId }) => !answered.has(clientMessageId))
    .map(({ by, clientMessageId }) => found('unanswered', `${by}'s ${clientMessageId}`));
  const refusedAndWritten = refusals
    .filter(({ clientMessageId }) => written.has(clientMessageId))
    .map(({ by, code, clientMessageId }) =>
      found('mismatch', `${by}'s ${clientMessageId} was refused as ${code} and is in the log`),
    );
  return [...unanswered, ...refusedAndWritten];
}

/** Both numberings run 1..n, and no message of one author is there twice. */
function checkLog(log: readonly Row[]): Violation[] {
  const id = log[0]?.conversationId ?? '';
  const violations: Violation[] = [];
  for (const side of ['staff', 'visitor'] as const) {
    const seqs = log.flatMap((row) => seqOf(row, side) ?? []).sort((one, other) => one - other);
    const gap = seqs.findIndex((seq, index) => seq !== index + 1);
    if (gap >= 0) violations.push(found('hole', `${id} has no ${side} entry ${gap + 1}`));
  }
  const sent = log.filter(({ clientMessageId }) => clientMessageId !== null);
  for (const [key, rows] of groupBy(sent, (row) => `${row.author}'s ${String(row.clientMessageId)}`)) {
    if (rows.length > 1)
      violations.push(
        found('doubled', `${key} is in ${id} as ${rows.map(({ staffSeq }) => staffSeq).join(', ')}`),
      );
  }
  return violations;
}

/** One author's messages stand in the log in the order in which they were typed (LIVE4). */
function checkTyping({ typed, rows }: History): Violation[] {
  const seqs = new Map(
    rows.map(({ author, clientMessageId, staffSeq }) => [`${author} ${String(clientMessageId)}`, staffSeq]),
  );
  const violations: Violation[] = [];
  for (const [lane, messages] of groupBy(typed, (each) => `${each.by} in ${each.conversationId}`)) {
    let last = 0;
    for (const { by, clientMessageId } of messages) {
      const seq = seqs.get(`${by} ${clientMessageId}`);
      if (seq === undefined) continue;
      if (seq < last) violations.push(found('disorder', `${lane}: ${seq} was typed after ${last}`));
      last = Math.max(last, seq);
    }
  }
  return violations;
}

/** A screen draws 1..n, each the entry that the log has there; the last life of a page has drawn all of it. */
function checkScreen({ by, side, conversationId, drawn, isLast }: Screen, log: readonly Row[]): Violation[] {
  const name = `${by}'s screen of ${conversationId}`;
  const ids = new Map(log.flatMap((row) => [[seqOf(row, side), row.id] as const]));
  const violations: Violation[] = [];
  const seen = new Set<string>();
  drawn.forEach(({ seq, id }, index) => {
    const before = drawn[index - 1]?.seq ?? 0;
    if (seen.has(id)) violations.push(found('doubled', `${name} drew ${id} again as ${seq}`));
    else if (seq <= before) violations.push(found('disorder', `${name} drew ${seq} after ${before}`));
    else if (seq > before + 1) violations.push(found('hole', `${name} drew ${seq} after ${before}`));
    if (ids.get(seq) !== id)
      violations.push(found('mismatch', `${name} shows ${id} as ${seq}, the log does not`));
    seen.add(id);
  });
  const missing = log.filter((row) => seqOf(row, side) !== null && !seen.has(row.id)).length;
  if (isLast && missing > 0) violations.push(found('hole', `${name} lacks ${missing} entries of the log`));
  return violations;
}

function seqOf(row: Row, side: Side): number | null {
  return side === 'visitor' ? row.visitorSeq : row.staffSeq;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

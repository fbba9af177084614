import { check, type ViolationKind, violationKinds } from './checker.ts';
import type { History, Row } from './history.ts';
import { isRejectedFor, knownBad } from './known-bad.ts';

const conversationId = 'c';
const row = (staffSeq: number, visitorSeq: number | null, author: string, sent: string | null): Row => ({
  conversationId,
  staffSeq,
  visitorSeq,
  id: `e${staffSeq}`,
  author,
  clientMessageId: sent,
  at: `t${staffSeq}`,
});

/** A visitor's two messages around an agent's note, all acked and drawn. */
function sound(): History {
  const visitor = { by: 'visitor:v', side: 'visitor' as const, conversationId };
  const agent = { by: 'agent:a', side: 'staff' as const, conversationId };
  const typed = [
    { ...visitor, clientMessageId: 'm1' },
    { ...agent, clientMessageId: 'm2' },
    { ...visitor, clientMessageId: 'm3' },
  ];
  return {
    typed,
    acks: [
      { ...visitor, clientMessageId: 'm1', id: 'e2', seq: 2, at: 't2' },
      { ...agent, clientMessageId: 'm2', id: 'e3', seq: 3, at: 't3' },
      { ...visitor, clientMessageId: 'm3', id: 'e4', seq: 3, at: 't4' },
    ],
    refusals: [],
    rows: [
      row(1, 1, 'system', null),
      row(2, 2, 'visitor:v', 'm1'),
      row(3, null, 'agent:a', 'm2'),
      row(4, 3, 'visitor:v', 'm3'),
    ],
    screens: [
      { ...visitor, isLast: false, drawn: [{ seq: 1, id: 'e1' }] },
      { ...visitor, isLast: true, drawn: ['e1', 'e2', 'e4'].map((id, at) => ({ seq: at + 1, id })) },
      { ...agent, isLast: true, drawn: ['e1', 'e2', 'e3', 'e4'].map((id, at) => ({ seq: at + 1, id })) },
    ],
    openAssignments: [{ conversationId, count: 1 }],
    stuck: [],
    exits: [],
  };
}

function kindsOf(change: (history: History) => Partial<History>): ViolationKind[] {
  const history = sound();
  return check({ ...history, ...change(history) }).map(({ kind }) => kind);
}

/** The agent's screen, drawn as given. */
const agentDrew = (drawn: { seq: number; id: string }[]) => (history: History) => ({
  screens: history.screens.map((screen) => (screen.side === 'staff' ? { ...screen, drawn } : screen)),
});
const line = (seq: number) => ({ seq, id: `e${seq}` });

describe('the checker of the fault harness', () => {
  it('finds nothing wrong with a sound history', () => {
    expect(kindsOf(() => ({}))).toEqual([]);
  });

  it('[MSG3] rejects an acked message that is not in the log', () => {
    const gone = kindsOf(({ rows }) => ({ rows: rows.slice(0, 3) }));
    expect(gone).toContain('lost');
  });

  it('[MSG4] rejects a message that is in the log twice', () => {
    const twice = kindsOf(({ rows }) => ({ rows: [...rows, row(5, 4, 'visitor:v', 'm3')] }));
    expect(twice).toContain('doubled');
  });

  it('[MSG2] rejects a number that nobody has, in either numbering', () => {
    const [first, second, third, fourth] = sound().rows as [Row, Row, Row, Row];
    expect(kindsOf(() => ({ rows: [first, second, third, { ...fourth, staffSeq: 5 }] }))).toContain('hole');
    expect(kindsOf(() => ({ rows: [first, second, third, { ...fourth, visitorSeq: 4 }] }))).toContain('hole');
  });

  it('[MSG5] rejects messages of one author in another order than typed', () => {
    expect(kindsOf(({ typed }) => ({ typed: [...typed].reverse() }))).toEqual(['disorder']);
  });

  it('[MSG3] rejects an ack whose number, id or time differ from the row', () => {
    for (const change of [{ seq: 9 }, { id: 'e9' }, { at: 't9' }]) {
      const differs = kindsOf(({ acks }) => ({
        acks: acks.map((ack, at) => (at === 0 ? { ...ack, ...change } : ack)),
      }));
      expect(differs).toEqual(['mismatch']);
    }
  });

  it('[LIVE4] rejects a message that was neither acked nor refused, or refused and written all the same', () => {
    expect(kindsOf(({ acks }) => ({ acks: acks.slice(1) }))).toEqual(['unanswered']);
    const refused = kindsOf(({ acks, typed }) => ({
      acks: acks.slice(1),
      refusals: typed.slice(0, 1).map((each) => ({ ...each, code: 'conflict' })),
    }));
    expect(refused).toEqual(['mismatch']);
  });

  it('[LIVE1] rejects a screen that skips, repeats, disorders, invents or lacks an entry', () => {
    expect(kindsOf(agentDrew([line(1), line(3), line(4)]))).toContain('hole');
    expect(kindsOf(agentDrew([line(1), line(2), line(2), line(3), line(4)]))).toEqual(['doubled']);
    expect(kindsOf(agentDrew([line(1), line(3), line(2), line(4)]))).toContain('disorder');
    expect(kindsOf(agentDrew([line(1), line(2), line(3), { seq: 4, id: 'ghost' }]))).toContain('mismatch');
    expect(kindsOf(agentDrew([line(1), line(2), line(3)]))).toEqual(['hole']);
  });

  it('[RT1] rejects two open assignments, a stuck queue and a server that ended by itself', () => {
    const count = { openAssignments: [{ conversationId, count: 2 }] };
    expect(kindsOf(() => count)).toEqual(['assignment']);
    expect(kindsOf(() => ({ stuck: [conversationId] }))).toEqual(['stuck']);
    expect(kindsOf(() => ({ exits: ['node 1 ended with 1'] }))).toEqual(['exit']);
  });
});

describe('a known-bad build', () => {
  const counted = (kind: ViolationKind, count: number) =>
    Object.fromEntries(violationKinds.map((each) => [each, each === kind ? count : 0])) as Record<
      ViolationKind,
      number
    >;

  it.each(knownBad)('$name: is rejected for what it breaks, and accepted for anything else', ({ breaks }) => {
    const rejecting = violationKinds.filter((kind) => isRejectedFor(breaks, counted(kind, 1)));
    expect(rejecting).toEqual(breaks);
    expect(rejecting).not.toContain('exit');
    expect(violationKinds.some((kind) => isRejectedFor(breaks, counted(kind, 0)))).toBe(false);
  });
});

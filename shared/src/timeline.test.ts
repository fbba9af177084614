import fc from 'fast-check';
import type { Entry } from './entry.ts';
import type { OutboxItem } from './outbox-item.ts';
import {
  acked,
  addDraft,
  applyEntries,
  dropDraft,
  emptyTimeline,
  failDraft,
  firstSeq,
  lastSeq,
  missingAfter,
  retryDraft,
  showOutbox,
  shown,
  type Timeline,
} from './timeline.ts';

const conversationId = '0190a000-0000-7000-8000-000000000000';
const idOf = (number: number) => `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`;

function message(seq: number, clientMessageId: string | null = null): Entry {
  return {
    id: idOf(seq),
    conversationId,
    seq,
    at: '2026-01-01T00:00:00.000Z',
    author: { kind: 'visitor' },
    clientMessageId,
    body: { kind: 'message', text: `message ${seq}`, attachments: [] },
  };
}

const logOf = (length: number) => Array.from({ length }, (_, index) => message(index + 1));
const seqs = (timeline: Timeline) => timeline.entries.map((entry) => entry.seq);

/** Pulls until nothing is missing, as a client does. */
function pullAll(timeline: Timeline, log: readonly Entry[], pageLength: number): Timeline {
  let current = timeline;
  for (let after = missingAfter(current); after !== null; after = missingAfter(current)) {
    const from = after;
    const page = log.filter((entry) => entry.seq > from).slice(0, pageLength);
    current = applyEntries(current, page, { headSeq: log.length });
  }
  return current;
}

describe('timeline', () => {
  it('[LIVE1] ends equal to the log after any shuffling, doubling and dropping followed by pulls', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }).chain((length) =>
          fc.record({
            length: fc.constant(length),
            batches: fc.array(fc.array(fc.integer({ min: 1, max: length }), { maxLength: 8 }), {
              maxLength: 20,
            }),
            pageLength: fc.integer({ min: 1, max: 9 }),
          }),
        ),
        ({ length, batches, pageLength }) => {
          const log = logOf(length);
          let timeline = emptyTimeline(0);
          for (const batch of batches) {
            timeline = applyEntries(
              timeline,
              batch.map((seq) => message(seq)),
            );
            const drawn = seqs(timeline);
            expect(drawn).toEqual(drawn.map((_, index) => index + 1));
          }
          timeline = pullAll(applyEntries(timeline, [], { headSeq: length }), log, pageLength);
          expect(timeline.entries).toEqual(log);
          expect(timeline.aside).toEqual([]);
        },
      ),
    );
  });

  it('[MSG4] draws a draft or its entry, never both and never neither, in whatever order ack and entry arrive', () => {
    const step = fc.constantFrom('ack' as const, 'entry' as const, 'double' as const, 'draft' as const);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const clientMessageId = idOf(900);
        const own = message(3, clientMessageId);
        let timeline = addDraft(applyEntries(emptyTimeline(0), logOf(2), { headSeq: 2 }), {
          clientMessageId,
          text: 'message 3',
        });
        for (const each of steps) {
          if (each === 'ack') timeline = acked(timeline, clientMessageId, { id: own.id, seq: 3, at: own.at });
          else if (each === 'draft') timeline = addDraft(timeline, { clientMessageId, text: 'message 3' });
          else timeline = applyEntries(timeline, [own]);
          const drawn = shown(timeline).filter((line) =>
            line.kind === 'draft'
              ? line.draft.clientMessageId === clientMessageId
              : line.entry.clientMessageId === clientMessageId,
          );
          expect(drawn).toHaveLength(1);
        }
      }),
    );
  });

  it('[LIVE1] keeps what lies beyond a hole aside until the hole is filled', () => {
    const holed = applyEntries(applyEntries(emptyTimeline(0), logOf(2), { headSeq: 2 }), [message(4)]);
    expect(seqs(holed)).toEqual([1, 2]);
    expect(missingAfter(holed)).toBe(2);
    const filled = applyEntries(holed, [message(3)]);
    expect(seqs(filled)).toEqual([1, 2, 3, 4]);
    expect(missingAfter(filled)).toBeNull();
  });

  it('may begin in the middle when only the last page is loaded, and grows at both ends', () => {
    const log = logOf(30);
    let timeline = applyEntries(emptyTimeline(), log.slice(20), { headSeq: 30 });
    expect([firstSeq(timeline), lastSeq(timeline), missingAfter(timeline)]).toEqual([21, 30, null]);
    timeline = applyEntries(timeline, log.slice(10, 20), { headSeq: 30 });
    timeline = applyEntries(timeline, [message(31)]);
    expect(seqs(timeline)).toEqual(Array.from({ length: 21 }, (_, index) => index + 11));
  });

  it('is not begun by a notice, which cannot tell what came before it', () => {
    const early = applyEntries(emptyTimeline(), [message(7)]);
    expect([seqs(early), missingAfter(early)]).toEqual([[], null]);
    const begun = applyEntries(early, [message(5), message(6)], { headSeq: 7 });
    expect(seqs(begun)).toEqual([5, 6, 7]);
  });

  it('[MSG7] draws a redacted entry as erased and does not draw the redaction', () => {
    const redaction: Entry = {
      ...message(3),
      author: { kind: 'system' },
      body: { kind: 'redacted', target: idOf(2), category: 'secret' },
    };
    const lines = shown(applyEntries(emptyTimeline(0), [...logOf(2), redaction], { headSeq: 3 }));
    expect(lines.map((line) => line.kind === 'entry' && line.entry.body)).toEqual([
      message(1).body,
      { kind: 'erased', category: 'secret' },
    ]);
  });

  it('[SAFE8] draws a transaction as its last update tells it, and the updates not at all', () => {
    const diagnosis = (verdict: string) => ({ verdict }) as never;
    const card: Entry = { ...message(2), body: { kind: 'transaction', diagnosis: diagnosis('pending') } };
    const update = (seq: number, verdict: string): Entry => ({
      ...message(seq),
      author: { kind: 'system' },
      body: { kind: 'transaction_updated', target: card.id, diagnosis: diagnosis(verdict) },
    });
    const log = [message(1), card, update(3, 'confirming'), message(4), update(5, 'succeeded')];
    const bodies = (entries: Entry[], headSeq: number) =>
      shown(applyEntries(emptyTimeline(0), entries, { headSeq })).map(
        (line) => line.kind === 'entry' && line.entry.body,
      );
    expect(bodies(log, 5)).toEqual([
      message(1).body,
      { kind: 'transaction', diagnosis: { verdict: 'succeeded' } },
      message(4).body,
    ]);
    const redaction: Entry = {
      ...message(4),
      body: { kind: 'redacted', target: card.id, category: 'personal' },
    };
    expect(bodies([message(1), card, update(3, 'confirming'), redaction, update(5, 'succeeded')], 5)).toEqual(
      [message(1).body, { kind: 'erased', category: 'personal' }],
    );
  });

  it('[MSG7] takes a blanked body over one that it held', () => {
    const erased: Entry = { ...message(1), body: { kind: 'erased', category: 'erasure' } };
    const timeline = applyEntries(applyEntries(emptyTimeline(0), logOf(1), { headSeq: 1 }), [erased]);
    expect(timeline.entries).toEqual([erased]);
  });

  it('[LIVE4] keeps the text and the reason of a failed draft until it is retried or dropped', () => {
    const clientMessageId = idOf(900);
    const failure = { code: 'refused' as const, message: 'refused' };
    const failed = failDraft(
      addDraft(emptyTimeline(0), { clientMessageId, text: 'kept' }),
      clientMessageId,
      failure,
    );
    expect(failed.drafts).toMatchObject([{ text: 'kept', state: 'failed', failure }]);
    expect(retryDraft(failed, clientMessageId).drafts).toMatchObject([
      { text: 'kept', state: 'sending', failure: null },
    ]);
    expect(dropDraft(failed, clientMessageId).drafts).toEqual([]);
  });

  it('[LIVE4] shows what the outbox kept over a reload: in its order, once, a failed one with its reason', () => {
    const failure = { code: 'refused' as const, message: 'refused' };
    const kept = (number: number, change: Partial<OutboxItem> = {}): OutboxItem => ({
      conversationId,
      clientMessageId: idOf(number),
      kind: 'message',
      text: `kept ${number}`,
      attachments: [],
      writtenAt: 0,
      failure: null,
      ...change,
    });
    const items = [kept(901), kept(902, { failure }), kept(903)];
    const typedSince = addDraft(applyEntries(emptyTimeline(0), [message(1, idOf(901))], { headSeq: 1 }), {
      clientMessageId: idOf(903),
      text: 'kept 903',
    });
    const restored = showOutbox(typedSince, items);
    expect(restored.drafts).toMatchObject([
      { text: 'kept 902', state: 'failed', failure },
      { text: 'kept 903', state: 'sending', failure: null },
    ]);
    expect(showOutbox(restored, items)).toBe(restored);
    // Another tab said "retry".
    const again = showOutbox(
      restored,
      [items[0], items[2], kept(902)].filter((item) => item !== undefined),
    );
    expect(again.drafts.map(({ text, state }) => [text, state])).toEqual([
      ['kept 903', 'sending'],
      ['kept 902', 'sending'],
    ]);
  });

  it('[MSG3] knows from the ack alone that its own entry is missing when the notice was lost', () => {
    const clientMessageId = idOf(900);
    const timeline = addDraft(applyEntries(emptyTimeline(0), logOf(2), { headSeq: 2 }), {
      clientMessageId,
      text: 'x',
    });
    expect(missingAfter(acked(timeline, clientMessageId, { id: idOf(3), seq: 3, at: '' }))).toBe(2);
  });
});

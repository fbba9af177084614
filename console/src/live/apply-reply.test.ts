import { resumeMaxConversations } from '@haven/shared/limits';
import { addDraft, emptyTimeline, lastSeq } from '@haven/shared/timeline';
import { applyNotice } from './apply-notice.ts';
import { applyList, applyOpened, applyPage, applyResumed, haveOf, withTimeline } from './apply-reply.ts';
import { initialState, type LiveState } from './state.ts';
import { conversation, entry, idOf, me, ownConversation } from './test-support.ts';
import { listOf } from './views.ts';

const start = initialState(me);
const counts = { mine: 0, queue: 0, team: 0, escalated: 0 };
const page = (conversations: ReturnType<typeof conversation>[], cursor: string | null = null) => ({
  conversations,
  cursor,
  counts,
});
const told = (state: LiveState, of: ReturnType<typeof conversation>) =>
  applyNotice(state, { name: 'conversation:changed', data: { conversation: of } }, 0);
const idsOf = (state: LiveState, view: 'mine' | 'queue' | 'team') => listOf(view, state).map(({ id }) => id);

describe('a resume', () => {
  const resumed = (
    conversations: Parameters<typeof applyResumed>[1]['conversations'],
    gone: string[] = [],
  ) => ({
    conversations,
    gone,
    me,
    counts,
  });

  it('[LIVE2] says the last seq of every log that has begun', () => {
    const held = applyPage(start, idOf(1), {
      entries: [entry(idOf(1), 1), entry(idOf(1), 2)],
      headSeq: 2,
      more: false,
    });
    expect(haveOf(held)).toEqual({ [idOf(1)]: 2 });
  });

  it('[LIVE2] names no more logs than a resume may, the open ones first', () => {
    const many = Array.from({ length: resumeMaxConversations + 5 }, (_, index) => index + 1);
    const held = many.reduce(
      (state, number) =>
        applyOpened(state, {
          conversation: ownConversation(number, { status: number <= 10 ? 'closed' : 'assigned' }),
          entries: [],
          headSeq: 0,
          more: false,
        }),
      start,
    );
    const have = Object.keys(haveOf(held));
    expect(have).toHaveLength(resumeMaxConversations);
    expect(have).toEqual(expect.arrayContaining(many.slice(10).map(idOf)));
  });

  it('[LIVE2] stops following a log that it did not catch up, unless something unsent is in it', () => {
    const opened = (number: number) => ({
      conversation: conversation(number),
      entries: [],
      headSeq: 0,
      more: false,
    });
    const held = applyOpened(applyOpened(start, opened(1)), opened(2));
    const draft = { clientMessageId: idOf(77), text: 'Hello' };
    const writing = withTimeline(held, idOf(2), addDraft(held.timelines[idOf(2)] ?? emptyTimeline(), draft));
    expect(Object.keys(applyResumed(writing, resumed([])).timelines)).toEqual([idOf(2)]);
  });

  it('[LIVE2] brings state and missed entries together', () => {
    const held = applyPage(told(start, ownConversation(1)), idOf(1), {
      entries: [entry(idOf(1), 1)],
      headSeq: 1,
      more: false,
    });
    const state = applyResumed(
      held,
      resumed([
        {
          conversation: ownConversation(1, { revision: 3, headSeq: 3, unread: 2 }),
          entries: [entry(idOf(1), 2), entry(idOf(1), 3)],
          headSeq: 3,
          more: false,
        },
      ]),
    );
    const timeline = state.timelines[idOf(1)];
    expect(timeline && lastSeq(timeline)).toBe(3);
    expect(state.conversations[idOf(1)]?.unread).toBe(2);
  });

  it("[LIVE2] forgets what is gone and what is no longer one's own", () => {
    const held = told(told(start, ownConversation(1)), ownConversation(2));
    expect(applyResumed(held, resumed([], [idOf(1)])).conversations).toEqual({});
  });

  it('fetches every list anew and trusts the counts that came along', () => {
    const held: LiveState = {
      ...start,
      countsAreStale: true,
      lists: { ...start.lists, mine: { phase: 'ready', cursor: 'x' } },
    };
    const state = applyResumed(held, { ...resumed([]), counts: { ...counts, queue: 7 } });
    expect(state.lists.mine.phase).toBe('idle');
    expect(state.counts.queue).toBe(7);
    expect(state.countsAreStale).toBe(false);
  });
});

describe('a page of a list', () => {
  it('[LIVE8] drops what left the list while nobody was told', () => {
    const held = told(told(start, conversation(1)), conversation(2));
    const state = applyList(held, 'queue', page([conversation(2)]), { cursor: null, clock: held.clock });
    expect(idsOf(state, 'queue')).toEqual([idOf(2)]);
  });

  it('[LIVE8] keeps what arrived after it was asked for', () => {
    const askedAt = start.clock;
    const held = told(start, conversation(1));
    const state = applyList(held, 'queue', page([]), { cursor: null, clock: askedAt });
    expect(idsOf(state, 'queue')).toEqual([idOf(1)]);
  });

  it('keeps what lies beyond its end when more pages follow', () => {
    const early = conversation(1, { waitingSince: '2026-01-01T00:00:01.000Z' });
    const late = conversation(2, { waitingSince: '2026-01-01T00:00:09.000Z' });
    const held = told(start, late);
    const state = applyList(held, 'queue', page([early], 'next'), { cursor: null, clock: held.clock });
    expect(idsOf(state, 'queue')).toEqual([idOf(1), idOf(2)]);
    expect(state.lists.queue).toEqual({ phase: 'ready', cursor: 'next' });
  });

  it('never drops a conversation whose log is open', () => {
    const held = applyOpened(start, { conversation: conversation(1), entries: [], headSeq: 0, more: false });
    const state = applyList(held, 'queue', page([]), { cursor: null, clock: held.clock });
    expect(idsOf(state, 'queue')).toEqual([idOf(1)]);
  });

  it('does not bring back an older state than a notice told', () => {
    const held = told(start, ownConversation(1, { revision: 5 }));
    const state = applyList(held, 'queue', page([conversation(1, { revision: 4 })]), {
      cursor: null,
      clock: held.clock,
    });
    expect(state.conversations[idOf(1)]?.status).toBe('assigned');
  });
});

describe('lists', () => {
  it("order one's own and the queue by who waits longest", () => {
    const state = [
      ownConversation(1, { waitingSince: '2026-01-01T00:00:30.000Z' }),
      ownConversation(2, { waitingSince: '2026-01-01T00:00:10.000Z' }),
      ownConversation(3, { waitingSince: null, createdAt: '2026-01-01T00:00:20.000Z' }),
    ].reduce(told, start);
    expect(idsOf(state, 'mine')).toEqual([idOf(2), idOf(3), idOf(1)]);
  });

  it("order the team's by what moved last", () => {
    const moved = { text: '', agent: null, hasImage: false, at: '2026-01-02T00:00:00.000Z' };
    const state = [conversation(1), conversation(2), conversation(3, { preview: moved })].reduce(told, start);
    expect(idsOf(state, 'team')).toEqual([idOf(3), idOf(2), idOf(1)]);
  });
});

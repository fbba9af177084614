import { typingFadeMs } from '@haven/shared/limits';
import { emptyTimeline, lastSeq, missingAfter } from '@haven/shared/timeline';
import { type AgentNotice, applyNotice } from './apply-notice.ts';
import { applyPage } from './apply-reply.ts';
import { initialState, type LiveState } from './state.ts';
import { caseTeamId, conversation, entry, idOf, me, otherTeamId, ownConversation } from './test-support.ts';

const nowMs = 1_000_000;
const start = initialState(me);
const changed = (of: ReturnType<typeof conversation>): AgentNotice => ({
  name: 'conversation:changed',
  data: { conversation: of },
});
const apply = (state: LiveState, ...notices: AgentNotice[]) =>
  notices.reduce((now, notice) => applyNotice(now, notice, nowMs), state);

/** A state that counts what it holds, as after a fetch. */
function fetched(...conversations: ReturnType<typeof conversation>[]): LiveState {
  const held = apply(start, ...conversations.map(changed));
  return {
    ...held,
    countsAreStale: false,
    counts: { mine: 0, queue: conversations.length, team: conversations.length, escalated: 0 },
  };
}

describe('a conversation that changed', () => {
  it('[LIVE8] replaces the state that is held', () => {
    const state = apply(start, changed(conversation(1)), changed(ownConversation(1, { revision: 2 })));
    expect(state.conversations[idOf(1)]).toMatchObject({ status: 'assigned', revision: 2 });
  });

  it('[LIVE8] is dropped when it is older than what is held', () => {
    const state = apply(
      start,
      changed(ownConversation(1, { revision: 5 })),
      changed(conversation(1, { revision: 4 })),
    );
    expect(state.conversations[idOf(1)]).toMatchObject({ status: 'assigned', revision: 5 });
  });

  it('[LIVE8] moves the counts from one list to the other', () => {
    const state = apply(
      fetched(conversation(1), conversation(2)),
      changed(ownConversation(1, { revision: 2 })),
    );
    expect(state.counts).toEqual({ mine: 1, queue: 1, team: 2, escalated: 0 });
    expect(state.countsAreStale).toBe(false);
  });

  it('[LIVE8] leaves the counts to a fetch when it was never held', () => {
    expect(apply(fetched(), changed(conversation(1))).countsAreStale).toBe(true);
  });

  it("[LIVE8] counts a case that waits for one's team in the queue and as escalated", () => {
    const specialist = initialState({ ...me, role: 'specialist', teamIds: [caseTeamId] });
    const other = { id: otherTeamId, key: 'other', name: { 'zh-CN': '其他', en: 'Other' }, tier: 1 as const };
    const opened = {
      id: idOf(600),
      teamId: caseTeamId,
      team: { 'zh-CN': '专家', en: 'Specialists' },
      severity: 'S2' as const,
      summary: 'Stuck',
      step: 'handed_over' as const,
      specialist: null,
      openedBy: { id: idOf(801), name: 'Maya' },
      steps: [],
    };
    const before = apply(specialist, changed(conversation(1, { team: other })));
    const after = apply(
      { ...before, countsAreStale: false },
      changed(conversation(1, { team: other, revision: 2, case: opened })),
    );
    expect(after.counts).toEqual({ mine: 0, queue: 1, team: 0, escalated: 1 });
    const answered = apply(
      after,
      changed(conversation(1, { team: other, revision: 3, case: { ...opened, step: 'answered' } })),
    );
    expect(answered.counts).toEqual({ mine: 0, queue: 0, team: 0, escalated: 0 });
  });

  it('[LIVE1] tells a log that is held of entries that have not arrived', () => {
    const held = applyPage(apply(start, changed(ownConversation(1))), idOf(1), {
      entries: [entry(idOf(1), 1)],
      headSeq: 1,
      more: false,
    });
    const timeline = apply(held, changed(ownConversation(1, { revision: 2, headSeq: 3 }))).timelines[idOf(1)];
    expect(missingAfter(timeline ?? emptyTimeline())).toBe(1);
  });
});

describe('a conversation that was removed', () => {
  it("is forgotten with its log when no list of one's own shows it", () => {
    const elsewhere = {
      id: otherTeamId,
      key: 'other',
      name: { 'zh-CN': '其他', en: 'Other' },
      tier: 1 as const,
    };
    const held = applyPage(apply(start, changed(conversation(1, { team: elsewhere }))), idOf(1), {
      entries: [],
      headSeq: 0,
      more: false,
    });
    const state = apply(held, { name: 'conversation:removed', data: { conversationId: idOf(1) } });
    expect(state.conversations).toEqual({});
    expect(state.timelines).toEqual({});
  });

  it("stays in the team's list without its log when the team still has it", () => {
    const held = applyPage(apply(start, changed(conversation(1))), idOf(1), {
      entries: [],
      headSeq: 0,
      more: false,
    });
    const state = apply(held, { name: 'conversation:removed', data: { conversationId: idOf(1) } });
    expect(Object.keys(state.conversations)).toEqual([idOf(1)]);
    expect(state.timelines).toEqual({});
  });
});

describe('a new entry', () => {
  it('[MSG5] joins the log that is held, once', () => {
    const held = applyPage(start, idOf(1), { entries: [entry(idOf(1), 1)], headSeq: 1, more: false });
    const notice: AgentNotice = {
      name: 'entry:new',
      data: { conversationId: idOf(1), entry: entry(idOf(1), 2) },
    };
    const timeline = apply(held, notice, notice).timelines[idOf(1)] ?? emptyTimeline();
    expect(timeline.entries.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('[LIVE1] is not shown beyond a hole', () => {
    const held = applyPage(start, idOf(1), { entries: [entry(idOf(1), 1)], headSeq: 1, more: false });
    const notice: AgentNotice = {
      name: 'entry:new',
      data: { conversationId: idOf(1), entry: entry(idOf(1), 3) },
    };
    const timeline = apply(held, notice).timelines[idOf(1)] ?? emptyTimeline();
    expect(lastSeq(timeline)).toBe(1);
    expect(missingAfter(timeline)).toBe(1);
  });

  it('starts no log that nobody opened', () => {
    const notice: AgentNotice = {
      name: 'entry:new',
      data: { conversationId: idOf(1), entry: entry(idOf(1), 1) },
    };
    expect(apply(start, notice).timelines).toEqual({});
  });

  it('[LIVE6] ends the typing hint', () => {
    const state = apply(
      start,
      {
        name: 'typing:changed',
        data: { conversationId: idOf(1), by: 'visitor', name: null, isTyping: true },
      },
      { name: 'entry:new', data: { conversationId: idOf(1), entry: entry(idOf(1), 1) } },
    );
    expect(state.typing).toEqual({});
  });
});

describe('read markers and hints', () => {
  it('move forward only', () => {
    const held = apply(start, changed(ownConversation(1, { headSeq: 9, readSeq: { mine: 0, theirs: 5 } })));
    const read = (seq: number): AgentNotice => ({
      name: 'conversation:read',
      data: { conversationId: idOf(1), reader: 'visitor', seq },
    });
    expect(apply(held, read(7), read(6)).conversations[idOf(1)]?.readSeq.theirs).toBe(7);
  });

  it('clear what is unread when a colleague or another console read to the end', () => {
    const held = apply(start, changed(ownConversation(1, { headSeq: 4, unread: 2 })));
    const state = apply(held, {
      name: 'conversation:read',
      data: { conversationId: idOf(1), reader: 'staff', seq: 4 },
    });
    expect(state.conversations[idOf(1)]).toMatchObject({ unread: 0, readSeq: { mine: 4 } });
  });

  it('[LIVE6] are dated, so that they fade', () => {
    const state = apply(start, {
      name: 'typing:changed',
      data: { conversationId: idOf(1), by: 'visitor', name: null, isTyping: true },
    });
    expect(state.typing[idOf(1)]).toEqual({ by: 'visitor', name: null, at: nowMs });
    expect(typingFadeMs).toBeGreaterThan(0);
  });
});

describe('oneself', () => {
  it('fetches the lists again after a change of teams', () => {
    const ready: LiveState = { ...start, lists: { ...start.lists, team: { phase: 'ready', cursor: null } } };
    const same = apply(ready, { name: 'agent:changed', data: { me: { ...me, availability: 'away' } } });
    expect(same.lists.team.phase).toBe('ready');
    const moved = apply(ready, { name: 'agent:changed', data: { me: { ...me, teamIds: [otherTeamId] } } });
    expect(moved.lists.team.phase).toBe('idle');
    expect(moved.countsAreStale).toBe(true);
  });
});

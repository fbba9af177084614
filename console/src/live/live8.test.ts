import type { StaffConversation } from '@haven/shared/conversation';
import { conversationViews } from '@haven/shared/realtime/agent-events';
import fc from 'fast-check';
import { applyNotice } from './apply-notice.ts';
import { applyList, applyResumed, haveOf } from './apply-reply.ts';
import { type Counts, initialState, type LiveState, type View } from './state.ts';
import { conversation, idOf, me, otherTeamId } from './test-support.ts';
import { isInView, listOf, orderOf } from './views.ts';

/** A server of a few conversations, as far as an agent can see it. */
function createModel() {
  const all = new Map<string, StaffConversation>();
  let clock = 0;

  const inView = (view: View) => [...all.values()].filter((one) => isInView(view, one, me));
  const counts = (): Counts => ({
    mine: inView('mine').length,
    queue: inView('queue').length,
    team: inView('team').length,
    escalated: inView('escalated').length,
  });

  return {
    /** Does one step and answers with what it changed; null when the step means nothing now. */
    step({ what, which }: Step): StaffConversation | null {
      clock += 1;
      const at = new Date(Date.UTC(2026, 0, 1) + clock * 1000).toISOString();
      const held = all.get(idOf(which));
      if (held === undefined && what !== 'start') return null;
      if (held?.status === 'closed') return null;
      const base = held ?? conversation(which, { createdAt: at, enqueuedAt: at, waitingSince: at });
      const next: StaffConversation = { ...base, ...changes[what](at), revision: base.revision + 1 };
      all.set(next.id, next);
      return next;
    },
    list: (view: View) => ({
      conversations: inView(view).sort(orderOf(view)),
      cursor: null,
      counts: counts(),
    }),
    resume: (have: Record<string, number>) => ({
      conversations: [...all.values()]
        .filter((one) => isInView('mine', one, me) || one.id in have)
        .map((one) => ({ conversation: one, entries: [], headSeq: one.headSeq, more: false })),
      gone: [],
      me,
      counts: counts(),
    }),
  };
}

const elsewhere = { id: otherTeamId, key: 'other', name: { 'zh-CN': '其他', en: 'Other' }, tier: 1 as const };
const changes = {
  start: () => ({}),
  toMe: () => ({ status: 'assigned' as const, assignee: { id: me.id, name: me.name }, enqueuedAt: null }),
  toOther: () => ({
    status: 'assigned' as const,
    assignee: { id: idOf(801), name: 'Maya' },
    enqueuedAt: null,
  }),
  requeue: (at: string) => ({ status: 'queued' as const, assignee: null, enqueuedAt: at }),
  message: (at: string) => ({
    waitingSince: at,
    unread: 1,
    preview: { text: 'Hello', agent: null, hasImage: false, at },
  }),
  answer: () => ({ waitingSince: null, unread: 0 }),
  resolve: (at: string) => ({ status: 'resolved' as const, resolvedAt: at }),
  move: () => ({ team: elsewhere }),
  close: (at: string) => ({ status: 'closed' as const, closedAt: at }),
};
type Step = { what: keyof typeof changes; which: number };

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(...(Object.keys(changes) as (keyof typeof changes)[])),
  which: fc.integer({ min: 1, max: 6 }),
});

const fetchAll = (state: LiveState, server: ReturnType<typeof createModel>) =>
  conversationViews.reduce(
    (now, view) => applyList(now, view, server.list(view), { cursor: null, clock: now.clock }),
    state,
  );
const hear = (state: LiveState, changed: StaffConversation | null) =>
  changed === null
    ? state
    : applyNotice(state, { name: 'conversation:changed', data: { conversation: changed } }, 0);
const seen = (state: LiveState) =>
  Object.fromEntries(
    conversationViews.map((view) => [
      view,
      listOf(view, state).map(({ id, revision }) => ({ id, revision })),
    ]),
  );

describe('state and notices', () => {
  it('[LIVE8] are what a fresh fetch shows, in every list and in every count', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.array(step, { maxLength: 30 }), (before, after) => {
        const server = createModel();
        for (const one of before) server.step(one);
        let live = fetchAll(initialState(me), server);
        for (const one of after) live = hear(live, server.step(one));
        const fresh = fetchAll(initialState(me), server);
        expect(seen(live)).toEqual(seen(fresh));
        if (!live.countsAreStale) expect(live.counts).toEqual(fresh.counts);
      }),
    );
  });

  it('[LIVE8] [LIVE2] are that again after notices were lost and the console came back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.array(step, { maxLength: 30 }), (heard, lost) => {
        const server = createModel();
        let live = fetchAll(initialState(me), server);
        for (const one of heard) live = hear(live, server.step(one));
        for (const one of lost) server.step(one);
        live = fetchAll(applyResumed(live, server.resume(haveOf(live))), server);
        expect(seen(live)).toEqual(seen(fetchAll(initialState(me), server)));
      }),
    );
  });
});

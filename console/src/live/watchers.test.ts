import { watchFadeMs } from '@haven/shared/limits';
import { alertOf } from './alert-of.ts';
import { type AgentNotice, applyNotice } from './apply-notice.ts';
import { initialState, type LiveState } from './state.ts';
import { entry, idOf, me, ownConversation } from './test-support.ts';
import { fadeWatchers } from './watchers.ts';

const ana = { id: idOf(801), name: 'Ana' };
const watch = (by: typeof ana, isWatching: boolean): AgentNotice => ({
  name: 'watch:changed',
  data: { conversationId: idOf(1), by, isWatching },
});
const names = ({ watchers }: LiveState) => (watchers[idOf(1)] ?? []).map(({ agent }) => agent.name);

describe('[RT16] who watches', () => {
  it('is shown until they leave, and oneself never', () => {
    const begun = applyNotice(initialState(me), watch(ana, true), 0);
    expect(names(begun)).toEqual(['Ana']);
    expect(names(applyNotice(begun, watch(ana, true), 1))).toEqual(['Ana']);
    expect(names(applyNotice(begun, watch(ana, false), 1))).toEqual([]);
    expect(names(applyNotice(begun, watch({ id: me.id, name: me.name }, true), 1))).toEqual(['Ana']);
  });

  it('fades when they are not heard of any more', () => {
    const begun = applyNotice(initialState(me), watch(ana, true), 1_000);
    expect(fadeWatchers(begun, 1_000 + watchFadeMs - 1)).toBe(begun);
    expect(fadeWatchers(begun, 1_000 + watchFadeMs).watchers).toEqual({});
  });

  it('whispers to one agent, who is alerted; a note to all is no alert', () => {
    const own = ownConversation(1);
    const state = applyNotice(
      initialState(me),
      { name: 'conversation:changed', data: { conversation: own } },
      0,
    );
    const said = (to: { id: string; name: string } | null) => {
      const body = { kind: 'note' as const, text: 'Ask for the hash.', ...(to !== null && { to }) };
      const author = { kind: 'agent' as const, ...ana };
      const notice: AgentNotice = {
        name: 'entry:new',
        data: { conversationId: own.id, entry: entry(own.id, 1, { author, body }) },
      };
      return alertOf(notice, state, applyNotice(state, notice, 0));
    };
    expect(said({ id: me.id, name: me.name })).toMatchObject({ kind: 'whisper', conversationId: own.id });
    expect(said({ id: idOf(802), name: 'Maya' })).toBeNull();
    expect(said(null)).toBeNull();
  });
});

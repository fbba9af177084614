import { alertOf } from './alert-of.ts';
import { type AgentNotice, applyNotice } from './apply-notice.ts';
import { initialState, type LiveState } from './state.ts';
import { caseTeamId, conversation, entry, idOf, me, ownConversation } from './test-support.ts';

const start = initialState(me);
function alertFor(before: LiveState, notice: AgentNotice) {
  return alertOf(notice, before, applyNotice(before, notice, 0));
}
const changed = (of: ReturnType<typeof conversation>): AgentNotice => ({
  name: 'conversation:changed',
  data: { conversation: of },
});
const holding = (of: ReturnType<typeof conversation>) => applyNotice(start, changed(of), 0);

describe('what an agent hears of', () => {
  it('is a chat that becomes theirs, once', () => {
    const own = ownConversation(1, { revision: 2 });
    expect(alertFor(holding(conversation(1)), changed(own))).toMatchObject({
      kind: 'chat',
      conversationId: idOf(1),
    });
    expect(alertFor(holding(own), changed({ ...own, revision: 3 }))).toBeNull();
  });

  it("is a visitor's message in their own chat, and nobody else's", () => {
    const notice: AgentNotice = {
      name: 'entry:new',
      data: { conversationId: idOf(1), entry: entry(idOf(1), 1) },
    };
    expect(alertFor(holding(ownConversation(1)), notice)).toMatchObject({ kind: 'message' });
    expect(alertFor(holding(conversation(1)), notice)).toBeNull();
  });

  it('is a case that waits for their team, and one that becomes theirs', () => {
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
    const specialist = initialState({ ...me, teamIds: [caseTeamId] });
    const waiting = conversation(1, { revision: 2, case: opened });
    expect(alertFor(specialist, changed(waiting))).toMatchObject({ kind: 'case' });
    const taken = conversation(1, {
      revision: 3,
      case: { ...opened, specialist: { id: me.id, name: me.name } },
    });
    const held = applyNotice(specialist, changed(waiting), 0);
    expect(alertFor(held, changed(taken))).toMatchObject({ kind: 'case' });
    expect(alertFor(applyNotice(held, changed(taken), 0), changed({ ...taken, revision: 4 }))).toBeNull();
  });

  it('is never their own message', () => {
    const mine = entry(idOf(1), 1, { author: { kind: 'agent', id: me.id, name: me.name } });
    const notice: AgentNotice = { name: 'entry:new', data: { conversationId: idOf(1), entry: mine } };
    expect(alertFor(holding(ownConversation(1)), notice)).toBeNull();
  });

  it('[SAFE10] carries no content', () => {
    const notice: AgentNotice = {
      name: 'entry:new',
      data: { conversationId: idOf(1), entry: entry(idOf(1), 1) },
    };
    expect(Object.keys(alertFor(holding(ownConversation(1)), notice) ?? {}).sort()).toEqual([
      'conversationId',
      'kind',
      'label',
    ]);
  });
});

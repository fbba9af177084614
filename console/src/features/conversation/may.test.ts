import type { StaffConversation } from '@haven/shared/conversation';
import { caseTeamId, conversation, idOf, me, otherTeamId, ownConversation } from '../../live/test-support.ts';
import { actionsFor, mayNote, mayReply } from './may.ts';

const maya = { id: idOf(801), name: 'Maya' };
const opened: NonNullable<StaffConversation['case']> = {
  id: idOf(600),
  teamId: caseTeamId,
  team: { 'zh-CN': '专家', en: 'Specialists' },
  severity: 'S2',
  summary: 'Stuck',
  step: 'checking',
  specialist: { id: me.id, name: me.name },
  openedBy: maya,
  steps: [],
};
const offered = (of: StaffConversation, who = me) =>
  Object.entries(actionsFor(of, who))
    .filter(([, isOffered]) => isOffered)
    .map(([name]) => name);

describe('what the console offers', () => {
  it("is everything in one's own chat", () => {
    expect(offered(ownConversation(1))).toEqual(['transfer', 'escalate', 'resolve', 'block']);
    expect(mayReply(ownConversation(1), me)).toBe(true);
  });

  it("is to accept what waits for one's own team, and nothing else", () => {
    expect(offered(conversation(1))).toEqual(['accept']);
    expect(offered(conversation(1, { team: { ...conversation(1).team, id: otherTeamId } }))).toEqual([]);
  });

  it("is nothing in a colleague's chat, but for a supervisor", () => {
    const theirs = conversation(1, { status: 'assigned', assignee: maya });
    expect(offered(theirs)).toEqual([]);
    expect(mayNote(theirs, me)).toBe(false);
    expect(offered(theirs, { ...me, role: 'supervisor' })).toEqual([
      'takeOver',
      'transfer',
      'escalate',
      'resolve',
      'block',
    ]);
    expect(mayReply(theirs, { ...me, role: 'supervisor' })).toBe(false);
  });

  it('is no second escalation while one is open', () => {
    expect(offered(ownConversation(1, { case: opened }))).not.toContain('escalate');
    expect(offered(ownConversation(1, { case: { ...opened, step: 'answered' } }))).toContain('escalate');
  });

  it('lets the specialist answer in the chat of the contact, until the case is answered', () => {
    const theirs = conversation(1, { status: 'assigned', assignee: maya, case: opened });
    expect(mayReply(theirs, me)).toBe(true);
    expect(mayReply({ ...theirs, case: { ...opened, step: 'answered' } }, me)).toBe(false);
  });

  it('is nothing in a closed conversation', () => {
    const closed = ownConversation(1, { status: 'closed' });
    expect(offered(closed)).toEqual([]);
    expect(mayReply(closed, me) || mayNote(closed, me)).toBe(false);
  });
});

import type { Offer } from '@haven/shared/realtime/agent-events';
import fc from 'fast-check';
import { type AgentNotice, applyNotice } from './apply-notice.ts';
import { applyOfferList, offerKey } from './offers.ts';
import { initialState, type LiveState } from './state.ts';
import { conversation, idOf, me, ownConversation } from './test-support.ts';

const offerOf = (number: number, change: Partial<Offer> = {}): Offer => ({
  conversationId: idOf(number),
  caseId: null,
  epoch: 0,
  expiresAt: '2026-01-01T00:01:00.000Z',
  ...change,
});
const made = (offer: Offer): AgentNotice => ({ name: 'offer:made', data: { offer } });
const ended = (number: number, reason: 'declined' | 'timed_out'): AgentNotice => ({
  name: 'offer:ended',
  data: { conversationId: idOf(number), caseId: null, reason },
});
const changed = (of: ReturnType<typeof conversation>): AgentNotice => ({
  name: 'conversation:changed',
  data: { conversation: of },
});
const after = (...notices: AgentNotice[]): LiveState =>
  notices.reduce((state, notice) => applyNotice(state, notice, 0), initialState(me));

describe('[RT8] offers', () => {
  it('stand until the agent lets them go, and say when they ran out', () => {
    const start = [changed(conversation(1)), made(offerOf(1))];
    expect(after(...start).offers).toEqual([offerOf(1)]);
    expect(after(...start, ended(1, 'declined'))).toMatchObject({ offers: [], endedOffer: null });
    expect(after(...start, ended(1, 'timed_out'))).toMatchObject({
      offers: [],
      endedOffer: { conversationId: idOf(1), label: 'K7M2', reason: 'timed_out' },
    });
    expect(after(...start, ended(1, 'timed_out'), made(offerOf(1))).endedOffer).toBeNull();
  });

  it('end in silence with the chat that became mine, and by name with one that a colleague took', () => {
    const start = [changed(conversation(1)), made(offerOf(1))];
    const mine = ownConversation(1, { revision: 2 });
    expect(after(...start, changed(mine))).toMatchObject({ offers: [], endedOffer: null });
    const taken = { ...mine, assignee: { id: idOf(801), name: 'Maya' } };
    expect(after(...start, changed(taken))).toMatchObject({
      offers: [],
      endedOffer: { reason: 'taken', by: 'Maya' },
    });
    const closed = conversation(1, { revision: 2, status: 'closed' });
    expect(after(...start, changed(closed)).endedOffer).toMatchObject({ reason: 'gone' });
    const removed: AgentNotice = { name: 'conversation:removed', data: { conversationId: idOf(1) } };
    expect(after(...start, removed)).toMatchObject({ offers: [], endedOffer: { reason: 'gone' } });
  });

  it('of a case stand while its conversation has another contact, until a specialist has the case', () => {
    const opened = {
      id: idOf(600),
      teamId: idOf(901),
      team: { 'zh-CN': '专家', en: 'Specialists' },
      severity: 'S2' as const,
      summary: 'Stuck',
      openedBy: { id: idOf(801), name: 'Maya' },
      step: 'handed_over' as const,
      specialist: null,
      steps: [],
    };
    const held = conversation(1, {
      status: 'assigned',
      assignee: { id: idOf(801), name: 'Maya' },
      case: opened,
    });
    const start = [changed(held), made(offerOf(1, { caseId: opened.id }))];
    const moved = { ...held, revision: 2, epoch: 4 };
    expect(after(...start, changed(moved)).offers).toHaveLength(1);
    const taken = { ...moved, revision: 3, case: { ...opened, specialist: { id: idOf(802), name: 'Wei' } } };
    expect(after(...start, changed(taken))).toMatchObject({ offers: [], endedOffer: { by: 'Wei' } });
  });

  it('[LIVE8] and notices are what the server lists, whatever came while the list was under way', () => {
    type Step = { number: number; what: 'made' | 'declined' };
    const step: fc.Arbitrary<Step> = fc.record({
      number: fc.integer({ min: 1, max: 4 }),
      what: fc.constantFrom('made' as const, 'declined' as const),
    });
    const noticeOf = ({ number, what }: Step) =>
      what === 'made' ? made(offerOf(number)) : ended(number, 'declined');
    const keys = ({ offers }: LiveState) => offers.map(offerKey).sort();
    fc.assert(
      fc.property(fc.array(step), fc.array(step), fc.array(step), (lost, heard, meanwhile) => {
        // What was lost is known to the server alone; what is asked is answered as of the moment of the question.
        const server = after(...[...lost, ...heard].map(noticeOf));
        const asked = after(...heard.map(noticeOf));
        const now = meanwhile.map(noticeOf).reduce((state, one) => applyNotice(state, one, 0), asked);
        const truth = meanwhile.map(noticeOf).reduce((state, one) => applyNotice(state, one, 0), server);
        // A notice of an end that this console never heard begin changes nothing, so such plays are left aside.
        const begun = new Set(asked.offers.map(offerKey));
        fc.pre(!server.offers.some((one) => !begun.has(offerKey(one))) || meanwhile.length === 0);
        expect(keys(applyOfferList(now, server.offers, asked.offers))).toEqual(keys(truth));
      }),
    );
  });
});

import type { VisitorConversation } from '@haven/shared/conversation';
import type { Entry } from '@haven/shared/entry';
import type { OutboxItem } from '@haven/shared/outbox-item';
import { missingAfter } from '@haven/shared/timeline';
import {
  applyConversation,
  applyNotice,
  applyPage,
  hold,
  isOpen,
  type LiveState,
  nothingLive,
  seqToRead,
  strandedItems,
  unreadCount,
} from './live-state.ts';

const idOf = (number: number) => `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const agent = { id: idOf(7), name: 'Lin' };

function conversation(change: Partial<VisitorConversation> = {}): VisitorConversation {
  return {
    id: idOf(1),
    reference: 'HV-2345-6789',
    revision: 1,
    status: 'queued',
    closeReason: null,
    language: 'en',
    issueType: 'transaction.pending',
    createdAt: '2026-01-01T00:00:00.000Z',
    resolvedAt: null,
    closedAt: null,
    headSeq: 0,
    linkedTo: null,
    rating: null,
    agent: null,
    team: { 'zh-CN': '组', en: 'Team' },
    queue: { mode: 'live', position: 3 },
    readSeq: { mine: 0, theirs: 0 },
    case: null,
    ...change,
  };
}

function entry(seq: number, by: 'visitor' | 'agent' = 'agent', conversationId = idOf(1)): Entry {
  return {
    id: idOf(100 + seq),
    conversationId,
    seq,
    at: '2026-01-01T00:00:00.000Z',
    author: by === 'agent' ? { kind: 'agent', ...agent } : { kind: 'visitor' },
    clientMessageId: null,
    body: { kind: 'message', text: `message ${seq}`, attachments: [] },
  };
}

const held = (state: LiveState) => state.held?.conversation;

describe('live state', () => {
  it('[LIVE8] ends the same by notices as by a fresh resume', () => {
    const entries = [entry(1, 'visitor'), entry(2), entry(3)];
    const last = conversation({
      revision: 4,
      status: 'assigned',
      agent,
      queue: null,
      headSeq: 3,
      readSeq: { mine: 1, theirs: 1 },
    });
    const fresh = applyPage(hold(nothingLive, last), last.id, entries, { headSeq: 3 });

    let byNotices = applyPage(
      hold(nothingLive, conversation({ headSeq: 1 })),
      idOf(1),
      [entry(1, 'visitor')],
      {
        headSeq: 1,
      },
    );
    const conversationId = idOf(1);
    for (const notice of [
      { name: 'queue:moved', data: { conversationId, mode: 'live', position: 1 } },
      { name: 'typing:changed', data: { conversationId, by: 'agent', name: 'Lin', isTyping: true } },
      { name: 'entry:new', data: { conversationId, entry: entry(3) } },
      { name: 'entry:new', data: { conversationId, entry: entry(2) } },
      { name: 'conversation:changed', data: { conversation: { ...last, readSeq: { mine: 0, theirs: 0 } } } },
      { name: 'conversation:read', data: { conversationId, reader: 'visitor', seq: 1 } },
      { name: 'conversation:read', data: { conversationId, reader: 'staff', seq: 1 } },
    ] as const) {
      byNotices = applyNotice(byNotices, notice);
    }
    expect(byNotices).toEqual(fresh);
  });

  it('[LIVE8] drops an older revision that arrives late', () => {
    const state = hold(nothingLive, conversation({ revision: 5, status: 'assigned' }));
    const late = applyConversation(state, conversation({ revision: 4, status: 'queued' }));
    expect(held(late)?.status).toBe('assigned');
  });

  it('[LIVE8] learns from a plain message alone how far the log is', () => {
    const state = hold(nothingLive, conversation({ headSeq: 1, revision: 1 }));
    const notice = { name: 'entry:new', data: { conversationId: idOf(1), entry: entry(2) } } as const;
    expect(held(applyNotice(state, notice))).toEqual(conversation({ headSeq: 2, revision: 2 }));
  });

  it('[LIVE1] learns from a state alone that entries are missing', () => {
    const state = applyConversation(
      hold(nothingLive, conversation()),
      conversation({ revision: 2, headSeq: 4 }),
    );
    expect(state.held && missingAfter(state.held.timeline)).toBe(0);
  });

  it('moves read markers forward only', () => {
    const conversationId = idOf(1);
    let state = hold(nothingLive, conversation());
    for (const seq of [3, 2]) {
      state = applyNotice(state, {
        name: 'conversation:read',
        data: { conversationId, reader: 'staff', seq },
      });
    }
    expect(held(state)?.readSeq).toEqual({ mine: 0, theirs: 3 });
  });

  it('[RT13] lets another conversation take the place of a closed one, and of nothing else', () => {
    const other = conversation({ id: idOf(2) });
    expect(held(applyConversation(hold(nothingLive, conversation()), other))?.id).toBe(idOf(1));
    const closed = hold(nothingLive, conversation({ status: 'closed' }));
    expect(held(applyConversation(closed, other))?.id).toBe(idOf(2));
    expect(held(applyConversation(nothingLive, conversation({ status: 'closed' })))).toBeUndefined();
  });

  it('ignores what is said about a conversation that it does not hold', () => {
    const state = hold(nothingLive, conversation());
    const notice = {
      name: 'entry:new',
      data: { conversationId: idOf(2), entry: entry(1, 'agent', idOf(2)) },
    } as const;
    expect(applyNotice(state, notice).held).toEqual(state.held);
  });

  it('counts only support’s messages as unread, and reports the last seq as read', () => {
    const state = applyPage(
      hold(nothingLive, conversation({ readSeq: { mine: 1, theirs: 0 } })),
      idOf(1),
      [entry(1), entry(2, 'visitor'), entry(3)],
      { headSeq: 3 },
    );
    expect([unreadCount(state), seqToRead(state)]).toEqual([1, 3]);
    expect(seqToRead(nothingLive)).toBeNull();
  });

  it('knows an open conversation from a closed one', () => {
    expect(isOpen(hold(nothingLive, conversation({ status: 'resolved' })).held)).toBe(true);
    expect(isOpen(hold(nothingLive, conversation({ status: 'closed' })).held)).toBe(false);
    expect(isOpen(null)).toBe(false);
  });

  it('[LIVE4] finds what failed in a chat that is not shown any more, once it is known which one is', () => {
    const failed = (conversationId: string): OutboxItem => ({
      conversationId,
      clientMessageId: idOf(900),
      kind: 'message',
      text: 'too late',
      attachments: [],
      writtenAt: 0,
      failure: { code: 'conversation_closed', message: '' },
    });
    const items = [failed(idOf(1)), failed(idOf(2))];
    const state: LiveState = { ...hold(nothingLive, conversation()), failed: items };
    expect(strandedItems(state)).toEqual([]);
    expect(strandedItems({ ...state, connection: 'live' })).toEqual([items[1]]);
    expect(strandedItems({ ...nothingLive, failed: items, connection: 'live' })).toEqual(items);
  });
});

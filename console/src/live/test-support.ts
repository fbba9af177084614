import type { StaffConversation } from '@haven/shared/conversation';
import type { Entry, EntryBody } from '@haven/shared/entry';
import type { Id } from '@haven/shared/ids';
import type { SignedInAgent } from '@haven/shared/people';

/** A valid id for a number. */
export const idOf = (number: number): Id => `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`;

export const myTeamId = idOf(901);
export const otherTeamId = idOf(902);
export const caseTeamId = idOf(903);

export const me: SignedInAgent = {
  id: idOf(800),
  name: 'Lin',
  email: 'lin@example.test',
  role: 'agent',
  teamIds: [myTeamId],
  languages: ['zh-CN', 'en'],
  capacity: 4,
  availability: 'online',
  mustChangePassword: false,
};

/** A queued conversation of one's own team. */
export function conversation(number: number, change: Partial<StaffConversation> = {}): StaffConversation {
  return {
    id: idOf(number),
    reference: 'HV-TEST-TEST',
    revision: 1,
    status: 'queued',
    closeReason: null,
    language: 'en',
    issueType: 'transaction.pending',
    createdAt: `2026-01-01T00:00:${String(number % 60).padStart(2, '0')}.000Z`,
    resolvedAt: null,
    closedAt: null,
    headSeq: 0,
    linkedTo: null,
    rating: null,
    inbox: { id: idOf(700), name: { 'zh-CN': '收件箱', en: 'Inbox' } },
    team: { id: myTeamId, key: 'wallet', name: { 'zh-CN': '钱包', en: 'Wallet' }, tier: 1 },
    visitor: { id: idOf(number + 5000), label: 'K7M2', isBlocked: false },
    visitorIssueType: 'transaction.pending',
    priority: 'normal',
    context: {},
    channel: 'widget',
    assignee: null,
    epoch: 0,
    enqueuedAt: null,
    waitingSince: null,
    readSeq: { mine: 0, theirs: 0 },
    unread: 0,
    preview: null,
    case: null,
    cause: null,
    ...change,
  };
}

/** The same, held by oneself. */
export function ownConversation(number: number, change: Partial<StaffConversation> = {}): StaffConversation {
  return conversation(number, {
    status: 'assigned',
    assignee: { id: me.id, name: me.name },
    epoch: 1,
    ...change,
  });
}

/** A line of a log; a visitor's message unless told otherwise. */
export function entry(
  conversationId: Id,
  seq: number,
  change: Partial<Omit<Entry, 'body'>> & { body?: EntryBody } = {},
): Entry {
  return {
    id: idOf(10_000 + seq),
    conversationId,
    seq,
    at: '2026-01-01T00:00:00.000Z',
    author: { kind: 'visitor' },
    clientMessageId: null,
    body: { kind: 'message', text: `message ${seq}`, attachments: [] },
    ...change,
  };
}

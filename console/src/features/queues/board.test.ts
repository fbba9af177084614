import type { Colleague } from '@haven/shared/people';
import type { BoardQueue, Queued } from '@haven/shared/routing';
import { idOf } from '../../live/test-support.ts';
import { sortedAgents, totalsOf, waitingRows } from './board.ts';

const since = (second: number) => `2026-01-01T00:00:0${second}.000Z`;

const queued = (number: number): Queued => ({
  conversationId: idOf(number),
  caseId: null,
  reference: 'HV-TEST-TEST',
  visitorLabel: 'K7',
  issueType: 'other.suggestion',
  priority: 'normal',
  severity: null,
  since: since(number),
  epoch: 0,
});

const queue = (teamId: string, ...waiting: number[]): BoardQueue => ({
  inboxId: idOf(700),
  teamId,
  language: 'en',
  length: waiting.length,
  oldestSince: waiting.length === 0 ? null : since(Math.min(...waiting)),
  serving: 0,
  free: 0,
  waiting: waiting.map(queued),
});

const agent = (name: string, change: Partial<Colleague> = {}): Colleague => ({
  id: idOf(800),
  name,
  role: 'agent',
  teamIds: [],
  languages: ['en'],
  availability: 'online',
  present: true,
  load: 0,
  capacity: 4,
  ...change,
});

// An urgent one was moved before one that has waited longer (RT3).
const first = queue(idOf(901), 3, 1);
const board = { queues: [first, queue(idOf(902), 2), queue(idOf(903))], agents: [] };
const numbers = (rows: Queued[]) => rows.map(({ conversationId }) => Number(conversationId.slice(-2)));

it('[RT3] one queue keeps the order of routing; all together the longest wait is first', () => {
  expect(numbers(waitingRows(board, first))).toEqual([3, 1]);
  expect(numbers(waitingRows(board, undefined))).toEqual([1, 2, 3]);
});

it('counts who waits, the longest wait, and the places of those alone who are available', () => {
  const agents = [
    agent('Lin', { load: 1.3 }),
    agent('Maya', { load: 1.3 }),
    agent('Busy', { availability: 'busy', load: 4 }),
    agent('Lost', { present: false, load: 4 }),
  ];
  expect(totalsOf({ ...board, agents })).toEqual({
    waiting: 3,
    oldestSince: since(1),
    available: 2,
    agents: 4,
    load: 2.6,
    capacity: 8,
  });
  expect(totalsOf({ queues: [], agents: [] })).toMatchObject({ waiting: 0, oldestSince: null });
});

it('[RT9] shows who could be given chats first; who is not there is last, whatever they intend', () => {
  const agents = [
    agent('Lost', { present: false }),
    agent('Away', { availability: 'away' }),
    agent('Maya'),
    agent('Busy', { availability: 'busy' }),
    agent('Lin'),
  ];
  expect(sortedAgents(agents).map(({ name }) => name)).toEqual(['Lin', 'Maya', 'Busy', 'Away', 'Lost']);
});

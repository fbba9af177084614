import type { Entry } from '../entry.ts';
import type { PlaybookKey, StepState } from '../playbook.ts';
import { lastPlaybook, playbookProgress } from './progress.ts';

const entry = (seq: number, body: Entry['body']): Entry => ({
  id: `00000000-0000-7000-8000-${String(seq).padStart(12, '0')}`,
  conversationId: '00000000-0000-7000-8000-000000000000',
  seq,
  at: '2026-11-26T10:00:00.000Z',
  author: { kind: 'system' },
  clientMessageId: null,
  body,
});
const step = (seq: number, name: string, state: StepState, playbook: PlaybookKey = 'pending') =>
  entry(seq, { kind: 'playbook_step', playbook, step: name, state });
const ended = (seq: number, end: string, playbook: PlaybookKey = 'pending') =>
  entry(seq, { kind: 'playbook_ended', playbook, end });

describe('a playbook’s progress', () => {
  it('is nothing where nothing was marked', () => {
    expect(playbookProgress([entry(1, { kind: 'resolved' })]).size).toBe(0);
    expect(lastPlaybook(new Map())).toBeNull();
  });

  it('[GUIDE1] is what was marked last, in the order of the log, however the entries arrive', () => {
    const log = [step(2, 'hash', 'done'), step(3, 'diagnosed', 'not_needed'), step(5, 'hash', 'undone')];
    const expected = { steps: { diagnosed: 'not_needed' }, end: null, lastSeq: 5 };
    expect(playbookProgress(log).get('pending')).toEqual(expected);
    const [first, ...others] = log;
    expect(playbookProgress([...others.reverse(), ...(first ? [first, first] : [])]).get('pending')).toEqual(
      expected,
    );
  });

  it('ends, keeps its steps, and goes on when a step is taken up again', () => {
    const log = [step(1, 'hash', 'done'), ended(2, 'waiting'), ended(3, 'confirmed')];
    expect(playbookProgress(log).get('pending')).toEqual({
      steps: { hash: 'done' },
      end: 'confirmed',
      lastSeq: 3,
    });
    expect(playbookProgress([...log, step(4, 'final', 'done')]).get('pending')?.end).toBeNull();
  });

  it('is kept for each playbook by itself; the one that was touched last is the one at hand', () => {
    const progress = playbookProgress([
      step(1, 'hash', 'done'),
      step(2, 'checked', 'done', 'not_received'),
      step(3, 'diagnosed', 'done'),
    ]);
    expect([...progress.keys()]).toEqual(['pending', 'not_received']);
    expect(lastPlaybook(progress)).toBe('pending');
  });
});

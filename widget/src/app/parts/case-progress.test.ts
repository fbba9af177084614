import type { VisitorCase } from '@haven/shared/case';
import { progressOf } from './case-progress.ts';

const at = '2026-01-01T12:00:00.000Z';
const ofCase = (step: VisitorCase['step'], steps: VisitorCase['step'][]): VisitorCase => ({
  id: '0190a000-0000-7000-8000-000000000000',
  team: { 'zh-CN': '组', en: 'Team' },
  step,
  specialist: null,
  steps: steps.map((each) => ({ step: each, at })),
});
const drawn = (of: VisitorCase) => progressOf(of).map(({ step, state }) => `${step} ${state}`);

describe('progress of an escalation', () => {
  it('shows the handover as done and the check as going on at once', () => {
    expect(drawn(ofCase('handed_over', ['handed_over']))).toEqual([
      'handed_over done',
      'checking now',
      'answered todo',
    ]);
  });

  it('shows that something is needed only once it was asked', () => {
    expect(drawn(ofCase('needs_you', ['handed_over', 'checking', 'needs_you']))).toEqual([
      'handed_over done',
      'checking done',
      'needs_you now',
      'answered todo',
    ]);
    expect(drawn(ofCase('checking', ['handed_over', 'checking', 'needs_you', 'checking']))[2]).toBe(
      'needs_you todo',
    );
  });

  it('ends with everything done', () => {
    expect(drawn(ofCase('answered', ['handed_over', 'answered']))).toEqual([
      'handed_over done',
      'checking done',
      'answered done',
    ]);
  });
});

import type { CaseStep, VisitorCase } from '@haven/shared/case';

export type ProgressStep = { step: CaseStep; state: 'done' | 'now' | 'todo'; at: string | null };

/**
 * The steps to draw: handed over, checking, answered; "needs you" only once it was asked. The current one is `now`,
 * but for the first, which is done by itself, and the last, after which nothing follows.
 */
export function progressOf({ step: current, steps }: VisitorCase): ProgressStep[] {
  const needsYou = current === 'needs_you' || steps.some(({ step }) => step === 'needs_you');
  const order: CaseStep[] = [
    'handed_over',
    'checking',
    ...(needsYou ? (['needs_you'] as const) : []),
    'answered',
  ];
  const reached = order.indexOf(current);
  return order.map((step, index) => {
    const at = steps.reduce<string | null>((last, each) => (each.step === step ? each.at : last), null);
    if (index < reached || current === 'answered' || (current === 'handed_over' && index === 0)) {
      return { step, state: 'done', at };
    }
    const isNow = index === (current === 'handed_over' ? 1 : reached);
    return { step, state: isNow ? 'now' : 'todo', at };
  });
}

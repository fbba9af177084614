import type { RelaxStep } from '@haven/shared/entry';
import { useStrings } from '../../live/console-context.tsx';

/** What a chat had stopped asking for when it was given out, or by now (RT7); nothing when it asks for all. */
export function RelaxedText({ steps }: { steps: readonly RelaxStep[] }) {
  const { why } = useStrings();
  if (steps.length === 0) return null;
  return (
    <p className="mt-1 text-ink-2">{why.relaxed(steps.map((step) => why.relaxedSteps[step]).join(' · '))}</p>
  );
}

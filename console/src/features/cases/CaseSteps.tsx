import type { StaffCase } from '@haven/shared/case';
import { Check } from 'lucide-react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { timeOf } from '../../ui/dates.ts';

/** What was reported, in order. */
export function CaseSteps({ steps }: { steps: StaffCase['steps'] }) {
  const { case: words } = useStrings();
  const language = useLanguage();
  return (
    <ol className="flex flex-col gap-1">
      {steps.map(({ step, at }) => (
        <li key={`${step} ${at}`} className="flex items-center gap-2">
          <span
            className="grid size-4 place-items-center rounded-full bg-accent-solid text-white"
            aria-hidden
          >
            <Check size={10} strokeWidth={3} />
          </span>
          <span className="flex-1">{words.steps[step]}</span>
          <time dateTime={at} className="num text-xs text-ink-3">
            {timeOf(at, language)}
          </time>
        </li>
      ))}
    </ol>
  );
}

import type { QueueBoard } from '@haven/shared/routing';
import type { ReactNode } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { elapsed } from '../../ui/dates.ts';
import { useNow } from '../../ui/use-now.ts';
import { totalsOf } from './board.ts';

/** The page in four numbers. */
export function Totals({ board }: { board: QueueBoard }) {
  const { queues: words, common } = useStrings();
  const language = useLanguage();
  const now = useNow();
  const { waiting, oldestSince, available, agents, load, capacity } = totalsOf(board);
  return (
    <dl
      aria-label={words.totals}
      className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line md:grid-cols-4"
    >
      <Total name={words.waiting}>{waiting}</Total>
      <Total name={words.longest} {...(oldestSince === null && { hint: words.nobody })}>
        {oldestSince === null ? '–' : elapsed(oldestSince, now, language)}
      </Total>
      <Total name={words.agentsThere}>{common.of(available, agents)}</Total>
      <Total name={words.places} hint={words.placesHint}>
        {common.of(load, capacity)}
      </Total>
    </dl>
  );
}

function Total({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) {
  return (
    <div className="bg-surface px-4 py-3">
      <dt className="text-xs text-ink-2">{name}</dt>
      <dd className="num text-2xl font-semibold">{children}</dd>
      {hint !== undefined && <dd className="text-xs text-ink-3">{hint}</dd>}
    </div>
  );
}

import type { BodyOf, Entry } from '@haven/shared/entry';
import { explain } from '@haven/shared/chain/explain';
import { shownFacts } from '@haven/shared/chain/diagnosis-facts';
import { Activity } from 'lucide-react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { timeOf } from '../../ui/dates.ts';
import { HashButton } from './HashButton.tsx';

/** The card that the visitor sees, as it stands now. */
export function TransactionLine({ entry, body }: { entry: Entry; body: BodyOf<'transaction'> }) {
  const { transactions: words } = useStrings();
  const language = useLanguage();
  const { label, text } = explain(body.diagnosis, language);
  const { by } = shownFacts(body.diagnosis);
  return (
    <div className="ml-auto flex max-w-[460px] items-start gap-3 rounded-lg border border-line bg-raised px-[14px] py-3 text-sm">
      <Activity size={18} className="mt-px shrink-0 text-ink-2" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {words.cardSent(label)}{' '}
          <span className="num text-xs font-normal text-ink-3">{timeOf(entry.at, language)}</span>
        </p>
        <p className="mt-1 break-words text-ink-2">{text}</p>
        <p className="mt-1">
          <HashButton hash={body.diagnosis.hash} />
        </p>
        {by !== null && (
          <p className="mt-1 text-xs">
            {words.newHash}: <HashButton hash={by} />
          </p>
        )}
      </div>
    </div>
  );
}

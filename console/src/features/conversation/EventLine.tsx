import type { Entry } from '@haven/shared/entry';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useMe } from '../../live/live-context.tsx';
import { useDirectory } from '../../live/queries.ts';
import { timeOf } from '../../ui/dates.ts';
import { eventText } from './event-text.ts';
import { PlaybookLine } from './PlaybookLine.tsx';
import { AnswersLine, RequestLine } from './RequestLine.tsx';
import { SecretLine } from './SecretLine.tsx';
import { TransactionLine } from './TransactionLine.tsx';

/** What happened, as a quiet line; with a summary or a comment as a chip below it. */
export function EventLine({ entry }: { entry: Entry }) {
  const strings = useStrings();
  const language = useLanguage();
  const myId = useMe().id;
  const issueTypes = useDirectory().data?.issueTypes ?? [];
  if (entry.body.kind === 'secret_stopped') return <SecretLine entry={entry} body={entry.body} />;
  if (entry.body.kind === 'playbook_step' || entry.body.kind === 'playbook_ended')
    return <PlaybookLine entry={entry} body={entry.body} />;
  if (entry.body.kind === 'request') return <RequestLine entry={entry} body={entry.body} />;
  if (entry.body.kind === 'request_answered') return <AnswersLine entry={entry} body={entry.body} />;
  if (entry.body.kind === 'transaction') return <TransactionLine entry={entry} body={entry.body} />;
  const event = eventText(entry, { strings, language, issueTypes, myId });
  if (event === null) return null;
  return (
    <div className="flex flex-col items-center gap-1 text-center text-xs text-ink-3">
      <p className="num">
        <span className="font-medium text-ink-2">{event.text}</span> · {timeOf(entry.at, language)}
      </p>
      {event.detail !== null && (
        <p className="max-w-[460px] rounded-lg border border-line bg-raised px-3 py-2 text-left text-sm break-words whitespace-pre-wrap text-ink">
          {event.detail}
        </p>
      )}
    </div>
  );
}

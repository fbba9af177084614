import { noticeEndpoints } from '@haven/shared/http/notice-endpoints';
import { useQuery } from '@tanstack/react-query';
import { Megaphone } from 'lucide-react';
import { useLanguage, useStrings } from '../live/console-context.tsx';
import { fetchFrom } from '../live/queries.ts';
import { classNames } from '../ui/class-names.ts';

/** The counts change without a word; asked for again after so many milliseconds. */
const refreshMs = 30_000;
const looks = {
  info: 'bg-accent-soft text-ink-2',
  degraded: 'bg-warn-soft text-warn',
  outage: 'bg-danger-soft text-danger',
};

/** What everybody is told now, and how many open conversations each concerns. */
export function NoticeStrip() {
  const { notices: words } = useStrings();
  const language = useLanguage();
  const { data } = useQuery({
    // Under the settings' key, so that a save there fetches it anew.
    queryKey: ['admin', 'service-notices', 'current'],
    queryFn: ({ signal }) => fetchFrom(noticeEndpoints.serviceNotices, { signal }),
    staleTime: 0,
    refetchInterval: refreshMs,
  });
  return (
    <div role="status" aria-label={words.title}>
      {data?.items.map(({ id, severity, title, body, conversations }) => (
        <p
          key={id}
          title={body[language]}
          className={classNames(
            'flex items-center justify-center gap-2 border-b border-line px-4 py-[6px] text-xs',
            looks[severity],
          )}
        >
          <Megaphone size={14} className="shrink-0" aria-hidden />
          <span className="num min-w-0 truncate">
            <b className="font-medium">{title[language]}</b> · {words.severities[severity]} ·{' '}
            {words.conversations(conversations)}
          </span>
        </p>
      ))}
    </div>
  );
}

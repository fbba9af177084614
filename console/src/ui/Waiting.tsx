import { Clock } from 'lucide-react';
import { useLanguage, useStrings } from '../live/console-context.tsx';
import { useIsLive } from '../live/live-context.tsx';
import { classNames } from './class-names.ts';
import { elapsed, elapsedInWords } from './dates.ts';
import { useNow } from './use-now.ts';

/** From here on a wait is worth a colour: three minutes is what people say they accept in a chat. */
const warnAfterMs = 3 * 60_000;
/** From here on people leave. */
const dangerAfterMs = 10 * 60_000;

/** How long a visitor has been waiting, ticking; greyed while nobody knows whether it still holds. */
export function Waiting({ since, isPill = false }: { since: string; isPill?: boolean }) {
  const { inbox } = useStrings();
  const language = useLanguage();
  const now = useNow();
  const isLive = useIsLive();
  const waitedMs = now - Date.parse(since);
  const tone = !isLive
    ? 'off'
    : waitedMs >= dangerAfterMs
      ? 'danger'
      : waitedMs >= warnAfterMs
        ? 'warn'
        : 'plain';
  const text = elapsed(since, now, language);
  return (
    <span
      className={classNames(
        'num inline-flex shrink-0 items-center gap-1 text-xs whitespace-nowrap',
        isPill && 'h-6 gap-[5px] rounded-full px-2 font-medium',
        tones[tone],
        isPill && pills[tone],
      )}
    >
      <Clock size={isPill ? 14 : 12} aria-hidden />
      <span aria-hidden>{isPill ? inbox.waiting(text) : text}</span>
      <span className="sr-only">{inbox.waitingFor(elapsedInWords(since, now, language))}</span>
    </span>
  );
}

const tones = {
  off: 'text-ink-3',
  plain: 'text-ink-2',
  warn: 'font-medium text-warn',
  danger: 'font-medium text-danger',
};
const pills = { off: 'bg-muted', plain: 'bg-muted', warn: 'bg-warn-soft', danger: 'bg-danger-soft' };

import { roleHas } from '@haven/shared/rights';
import { Link } from '@tanstack/react-router';
import {
  ChartNoAxesGantt,
  Inbox,
  Megaphone,
  ShieldAlert,
  SlidersHorizontal,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { useConsole, usePreference, useStrings } from '../live/console-context.tsx';
import { useLiveState, useMe } from '../live/live-context.tsx';
import { unreadChats } from '../live/views.ts';
import { Count } from '../ui/Count.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Mark } from '../ui/Mark.tsx';
import { NoticeButton } from './NoticeButton.tsx';
import { PreferencesMenu } from './PreferencesMenu.tsx';

const link =
  'relative grid size-9 place-items-center rounded-md text-ink-2 hover:text-ink data-[status=active]:bg-surface data-[status=active]:text-accent data-[status=active]:not-focus-visible:shadow-[0_0_0_1px_var(--border),var(--shadow-xs)]';

/** The way between pages, and what is the agent's own: sound, notices, preferences. */
export function Rail() {
  const { rail: words, alerts, notices } = useStrings();
  const { preferences } = useConsole();
  const me = useMe();
  const unread = useLiveState(unreadChats);
  const hasSounds = usePreference((one) => one.hasSounds);
  const soundLabel = hasSounds ? alerts.mute : alerts.unmute;
  return (
    <nav
      aria-label={words.label}
      className="flex h-14 w-full shrink-0 items-center gap-2 border-line bg-canvas px-3 max-md:border-t md:h-auto md:w-14 md:flex-col md:gap-1 md:border-r md:px-0 md:py-3"
    >
      <span className="max-md:hidden md:mb-[14px]">
        <Mark size={32} />
      </span>
      <Link
        to="/inbox"
        search={{ view: 'mine' }}
        activeOptions={{ includeSearch: false }}
        title={words.inbox}
        className={link}
      >
        <Inbox size={20} aria-hidden />
        <span className="sr-only">{words.inbox}</span>
        <Count
          value={unread}
          label={words.unreadChats(unread)}
          className="absolute -top-[2px] -right-1 !h-4 !min-w-4 !px-1 !text-[10px] shadow-[0_0_0_2px_var(--bg-canvas)]"
        />
      </Link>
      {roleHas(me.role, 'conversation.intervene') && (
        <>
          <Link to="/queues" aria-label={words.queues} title={words.queues} className={link}>
            <ChartNoAxesGantt size={20} aria-hidden />
          </Link>
          <Link to="/incidents" aria-label={words.incidents} title={words.incidents} className={link}>
            <ShieldAlert size={20} aria-hidden />
          </Link>
          <Link to="/notices" aria-label={notices.title} title={notices.title} className={link}>
            <Megaphone size={20} aria-hidden />
          </Link>
        </>
      )}
      <span className="flex-1" />
      <NoticeButton />
      <IconButton
        label={soundLabel}
        aria-pressed={!hasSounds}
        onClick={() => preferences.setState({ hasSounds: !hasSounds })}
      >
        {hasSounds ? <Volume2 size={20} aria-hidden /> : <VolumeX size={20} aria-hidden />}
      </IconButton>
      {roleHas(me.role, 'configure') && (
        <Link
          to="/settings/$section"
          params={{ section: 'agents' }}
          activeOptions={{ exact: false }}
          aria-label={words.settings}
          title={words.settings}
          className={link}
        >
          <SlidersHorizontal size={20} aria-hidden />
        </Link>
      )}
      <PreferencesMenu />
    </nav>
  );
}

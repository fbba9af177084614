import { type Availability, availabilities } from '@haven/shared/people';
import { ChevronDown } from 'lucide-react';
import { useStrings } from '../../live/console-context.tsx';
import { useLive, useLiveState, useMe } from '../../live/live-context.tsx';
import { chatsHeld } from '../../live/views.ts';
import { classNames } from '../../ui/class-names.ts';
import { Menu, MenuChoice } from '../../ui/Menu.tsx';
import { useIsLong } from '../../ui/use-is-long.ts';

const dots: Record<Availability | 'finishing', string> = {
  online: 'border-ok-solid',
  busy: 'border-danger-solid',
  away: 'border-warn-solid',
  finishing: 'border-warn-solid',
};

/** What the agent tells routing, with how many chats they hold. What routing does not know yet is said to be so. */
export function AvailabilityMenu() {
  const { availability: words, common } = useStrings();
  const live = useLive();
  const me = useMe();
  const wish = useLiveState((state) => state.wish);
  const chosen = wish ?? (me.isFinishing ? 'finishing' : me.availability);
  const isPending = useIsLong(wish !== null);
  const load = useLiveState(chatsHeld);

  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          title={
            isPending
              ? words.pendingHint
              : chosen === 'finishing'
                ? words.finishingHint
                : words.load(load, me.capacity)
          }
          aria-busy={wish !== null}
          className="ml-auto inline-flex h-7 min-w-0 items-center gap-[6px] rounded-full border border-line-strong pr-2 pl-[10px] text-xs text-ink-2 hover:bg-hover"
        >
          <i
            className={classNames(
              'size-2 shrink-0 rounded-full',
              dots[chosen],
              isPending ? 'border-2' : 'border-4',
            )}
          />
          <span className="sr-only">{words.label}:</span>
          <b className="truncate font-medium text-ink">{words[chosen]}</b>
          {isPending ? (
            <span className="shrink-0">{words.pending}</span>
          ) : (
            <span className="num">{common.of(load, me.capacity).replaceAll(' ', '')}</span>
          )}
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <MenuChoice<Availability | 'finishing'>
        label={words.label}
        value={chosen}
        options={availabilities.map((value) => ({
          value,
          label: (
            <span>
              {words[value]}
              <small className="block text-xs text-ink-3">{words[`${value}Hint`]}</small>
            </span>
          ),
        }))}
        onChange={(next) => next !== 'finishing' && live.chooseAvailability(next)}
      />
    </Menu>
  );
}

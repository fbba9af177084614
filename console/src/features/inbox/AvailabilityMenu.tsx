import { type Availability, availabilities } from '@haven/shared/people';
import { ChevronDown } from 'lucide-react';
import { toast } from 'sonner';
import { useStrings } from '../../live/console-context.tsx';
import { useLive, useLiveState, useMe } from '../../live/live-context.tsx';
import { isWorkedBy } from '../../live/views.ts';
import { classNames } from '../../ui/class-names.ts';
import { failureText } from '../../ui/failure-text.ts';
import { Menu, MenuChoice } from '../../ui/Menu.tsx';

const dots: Record<Availability, string> = {
  online: 'bg-ok-solid',
  busy: 'bg-danger-solid',
  away: 'bg-warn-solid',
};

/** What the agent tells routing, with how many chats they hold. */
export function AvailabilityMenu() {
  const strings = useStrings();
  const { availability: words, common } = strings;
  const live = useLive();
  const me = useMe();
  const load = useLiveState(
    (state) =>
      Object.values(state.conversations).filter(
        (one) => one.status === 'assigned' && isWorkedBy(one, state.me),
      ).length,
  );

  async function choose(availability: Availability) {
    const answer = await live.setAvailability(availability);
    if (!answer.ok) toast.error(failureText(answer.error, strings));
  }

  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          title={words.load(load, me.capacity)}
          className="ml-auto inline-flex h-7 min-w-0 items-center gap-[6px] rounded-full border border-line-strong pr-2 pl-[10px] text-xs text-ink-2 hover:bg-hover"
        >
          <i className={classNames('size-[7px] shrink-0 rounded-full', dots[me.availability])} />
          <span className="sr-only">{words.label}:</span>
          <b className="truncate font-medium text-ink">{words[me.availability]}</b>
          <span className="num">{common.of(load, me.capacity).replaceAll(' ', '')}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <MenuChoice
        label={words.label}
        value={me.availability}
        options={availabilities.map((value) => ({
          value,
          label: (
            <span>
              {words[value]}
              <small className="block text-xs text-ink-3">{words[`${value}Hint`]}</small>
            </span>
          ),
        }))}
        onChange={(next) => void choose(next)}
      />
    </Menu>
  );
}

import type { Colleague, Team } from '@haven/shared/people';
import { RadioGroup } from 'radix-ui';
import { Children, type ReactNode } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { Avatar } from '../../ui/Avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Tag } from '../../ui/Tag.tsx';

type ListProps = {
  label: string;
  value: string | null;
  onChange: (value: string) => void;
  emptyText: string;
  children: ReactNode;
};

/** Colleagues or teams, of which one is chosen. */
export function OptionList({ label, value, onChange, emptyText, children }: ListProps) {
  if (Children.count(children) === 0) return <p className="mb-4 py-4 text-center text-ink-3">{emptyText}</p>;
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value ?? ''}
      onValueChange={onChange}
      className="mb-4 flex max-h-[264px] flex-col gap-px overflow-y-auto rounded-md border border-line p-1"
    >
      {children}
    </RadioGroup.Root>
  );
}

const option =
  'flex min-h-11 w-full shrink-0 items-center gap-[10px] rounded-sm px-2 py-1 text-left hover:bg-hover data-[state=checked]:bg-selected data-[state=checked]:not-focus-visible:shadow-[inset_0_0_0_1px_var(--accent)]';

/** A colleague with what decides whether they can take it: availability, languages, load. */
export function ColleagueOption({
  colleague,
  isMe,
  obstacle,
}: {
  colleague: Colleague;
  isMe: boolean;
  obstacle: string | null;
}) {
  const { availability, common, languageTags } = useStrings();
  const { id, name, present, load, capacity, languages } = colleague;
  const presence = present ? colleague.availability : 'offline';
  return (
    <RadioGroup.Item value={id} className={option}>
      <Avatar id={id} name={name} presence={presence} />
      <span className={classNames('min-w-0 flex-1', obstacle !== null && 'text-ink-2')}>
        <b className="block truncate font-medium">
          {name}
          {isMe && ` (${common.you})`}
        </b>
        <small className="block text-xs text-ink-3">{availability[presence]}</small>
      </span>
      <span className="flex items-center gap-1">
        {languages.map((language) => (
          <Tag key={language} tone="line">
            {languageTags[language]}
          </Tag>
        ))}
      </span>
      <span className="num w-12 text-right text-xs text-ink-2" title={availability.load(load, capacity)}>
        {common.of(load, capacity)}
      </span>
    </RadioGroup.Item>
  );
}

/** A team with how many of it could take the chat now. */
export function TeamOption({ team, served }: { team: Team; served: number }) {
  const { transfer: words } = useStrings();
  const language = useLanguage();
  return (
    <RadioGroup.Item value={team.id} className={option}>
      <b className="flex-1 truncate font-medium">{team.name[language]}</b>
      <Tag tone={served > 0 ? 'ok' : 'warn'}>{words.teamServed(served)}</Tag>
    </RadioGroup.Item>
  );
}

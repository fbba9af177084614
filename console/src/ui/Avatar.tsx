import type { Availability } from '@haven/shared/people';
import { classNames } from './class-names.ts';

const sizes = {
  sm: 'size-6 text-[11px]',
  md: 'size-8 text-sm',
  lg: 'size-9 text-md',
  rail: 'size-7 text-xs',
};
const dots: Record<Availability | 'offline', string> = {
  online: 'bg-ok-solid',
  busy: 'bg-danger-solid',
  away: 'bg-warn-solid',
  offline: 'bg-ink-3',
};
const tints = 6;

type Props = {
  id: string;
  name: string;
  size?: keyof typeof sizes;
  presence?: Availability | 'offline' | undefined;
};

/** A monogram; the tint carries the person. It repeats a name that stands beside it, so it is not read out. */
export function Avatar({ id, name, size = 'md', presence }: Props) {
  return (
    <span
      aria-hidden
      className={classNames(
        'relative grid shrink-0 place-items-center rounded-full leading-none font-semibold',
        `tint-${tintOf(id)}`,
        sizes[size],
      )}
    >
      {monogramOf(name)}
      {presence !== undefined && (
        <i
          className={classNames(
            'absolute -right-px -bottom-px size-[10px] rounded-full border-2 border-surface',
            dots[presence],
          )}
        />
      )}
    </span>
  );
}

/** The last word's first letter, since labels such as `Visitor K7` begin alike; Chinese names show their first sign. */
function monogramOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const word = words.length > 1 && /\d/.test(words.at(-1) ?? '') ? words.at(-1) : words[0];
  return ([...(word ?? '')][0] ?? '?').toUpperCase();
}

function tintOf(id: string): number {
  let sum = 0;
  for (const sign of id) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
  return (sum % tints) + 1;
}

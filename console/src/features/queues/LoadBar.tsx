import { useStrings } from '../../live/console-context.tsx';
import { classNames } from '../../ui/class-names.ts';

/** Load over capacity, in chats: a place each, and the numbers. */
export function LoadBar({ load, capacity }: { load: number; capacity: number }) {
  const { availability, common } = useStrings();
  const shown = Math.round(load * 10) / 10;
  const taken = Math.ceil(load);
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="flex h-[10px] w-16 gap-[2px]">
        {Array.from({ length: capacity }, (_, place) => (
          <i
            key={place}
            className={classNames(
              'min-w-px flex-1 rounded-[2px]',
              place >= taken ? 'bg-muted' : load >= capacity ? 'bg-warn-solid' : 'bg-accent-solid',
            )}
          />
        ))}
      </span>
      <span className="num min-w-8 text-right text-sm">
        <span aria-hidden>{common.of(shown, capacity)}</span>
        <span className="sr-only">{availability.load(shown, capacity)}</span>
      </span>
    </span>
  );
}

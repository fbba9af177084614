import { drawingOf, type IconName } from './icons.ts';

type Props = { name: IconName; size?: 12 | 14 | 16 | 18 | 20 | 22 | 24 | 28 };

/** A picture beside words; assistive technology skips it. */
export function Icon({ name, size = 20 }: Props) {
  const { line, dot } = drawingOf(name);
  return (
    <svg class={`i i-${size}`} viewBox="0 0 24 24" aria-hidden="true">
      {line && <path d={line} />}
      {dot && <path d={dot} class="i-dot" />}
    </svg>
  );
}

/** The mark of official support. Where it stands alone it says so. */
export function Seal({ label }: { label?: string }) {
  const said =
    label === undefined ? { 'aria-hidden': true as const } : { role: 'img' as const, 'aria-label': label };
  return (
    <svg class="seal" viewBox="0 0 24 24" {...said}>
      <path
        d="M15.67 3.13A4.3 4.3 0 0 1 20.87 8.33A4.3 4.3 0 0 1 20.87 15.67A4.3 4.3 0 0 1 15.67 20.87A4.3 4.3 0 0 1 8.33 20.87A4.3 4.3 0 0 1 3.13 15.67A4.3 4.3 0 0 1 3.13 8.33A4.3 4.3 0 0 1 8.33 3.13A4.3 4.3 0 0 1 15.67 3.13z"
        fill="currentColor"
      />
      <path class="seal-check" d="M8 12.3l2.8 2.7L16.2 9.4" />
    </svg>
  );
}

/** The first letter that stands for a person or an inbox. */
export function initialOf(name: string): string {
  return Array.from(name.trim())[0]?.toUpperCase() ?? '';
}

/** A monogram; the tint carries the person, never a status. */
export function Avatar({ id, name, size }: { id: string; name: string; size: 28 | 36 | 40 | 56 }) {
  return (
    <span class={`av av-${size} t${tintOf(id)}`} aria-hidden="true">
      {initialOf(name)}
    </span>
  );
}

function tintOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum + letter.charCodeAt(0)) % 5;
  return sum + 1;
}

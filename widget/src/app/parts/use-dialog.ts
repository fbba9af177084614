import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const stops = 'button:not([disabled]), input:not([tabindex="-1"]), textarea, [href]';

/**
 * Makes an element a modal: the focus starts on `[data-focus]`, stays inside, and goes back where it was. Escape closes
 * it and nothing behind it.
 */
export function useDialog(dialogRef: RefObject<HTMLElement | null>, close: () => void): void {
  // Before it is painted: whoever sees it may press a key at once.
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialogRef.current?.querySelector<HTMLElement>('[data-focus]')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [dialogRef]);

  useLayoutEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        close();
      } else if (event.key === 'Tab' && dialogRef.current) keepInside(event, dialogRef.current);
    }
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [dialogRef, close]);
}

/** Sends Tab from the last stop to the first, and back. */
function keepInside(event: KeyboardEvent, dialog: HTMLElement): void {
  const all = Array.from(dialog.querySelectorAll<HTMLElement>(stops));
  const first = all[0];
  const last = all[all.length - 1];
  const at = document.activeElement;
  const isOutside = !dialog.contains(at) || !all.some((stop) => stop === at);
  if (event.shiftKey ? at === first || isOutside : at === last) {
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }
}

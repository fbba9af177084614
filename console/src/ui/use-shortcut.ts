import { useEffect, useRef } from 'react';
import { usePreference } from '../live/console-context.tsx';

/** Runs on a single key, unless somebody is typing, a dialog or menu is open, or shortcuts are switched off. */
export function useShortcut(key: string, run: () => void, isOffered = true): void {
  const hasShortcuts = usePreference((preferences) => preferences.hasShortcuts);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!hasShortcuts || !isOffered) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.isComposing || isTyping(event.target) || isCovered()) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [key, hasShortcuts, isOffered]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

function isCovered(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}

import { useEffect, useSyncExternalStore } from 'react';
import { useLanguage, usePreference } from '../live/console-context.tsx';

const darkQuery = '(prefers-color-scheme: dark)';

/** Sets theme and language on the page; the theme follows the system unless it was chosen. */
export function usePageLook(): 'light' | 'dark' {
  const language = useLanguage();
  const chosen = usePreference((preferences) => preferences.theme);
  const isSystemDark = useMedia(darkQuery);
  const theme = chosen === 'system' ? (isSystemDark ? 'dark' : 'light') : chosen;
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset['theme'] = theme;
  }, [language, theme]);
  return theme;
}

/** Whether a media query holds. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (notify) => {
      const list = matchMedia(query);
      list.addEventListener('change', notify);
      return () => list.removeEventListener('change', notify);
    },
    () => matchMedia(query).matches,
  );
}

import { type Language, languageFor } from '@haven/shared/language';

export type Theme = 'light' | 'dark' | 'system';
export type Layout = 'panel' | 'full';

/** What the host or the device wishes for. */
export type Preferences = { language: Language; theme: Theme; layout: Layout };

/** The interface's language: the host's wish, else the first of the browser's that the product speaks. */
export function chooseLanguage(wish: Language | null, browser: readonly string[]): Language {
  if (wish !== null) return wish;
  for (const tag of browser) {
    const base = tag.slice(0, 2).toLowerCase();
    if (base === 'zh' || base === 'en') return languageFor(tag);
  }
  return 'en';
}

/** Draws the document in a theme, following the system until told otherwise. Returns the way to stop following. */
export function applyTheme(theme: Theme): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const draw = () => {
    const isDark = theme === 'dark' || (theme === 'system' && system.matches);
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  };
  draw();
  system.addEventListener('change', draw);
  return () => system.removeEventListener('change', draw);
}

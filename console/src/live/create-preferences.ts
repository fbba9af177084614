import { type Language, languageFor, languages } from '@haven/shared/language';
import { createStore, type StoreApi } from 'zustand/vanilla';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What an agent sets for this browser. */
export type Preferences = {
  language: Language;
  theme: Theme;
  hasSounds: boolean;
  hasShortcuts: boolean;
};
export type PreferencesStore = StoreApi<Preferences>;

const storageKey = 'haven.console.preferences';

/** Preferences, kept in this browser where it lets us; the language follows the browser until it is chosen. */
export function createPreferences(): PreferencesStore {
  const store = createStore<Preferences>(() => ({ ...defaults(), ...stored() }));
  store.subscribe((state) => {
    try {
      localStorage.setItem(storageKey, JSON.stringify(state));
    } catch {
      // Storage is blocked or full: the choice holds until the page is closed.
    }
  });
  return store;
}

function defaults(): Preferences {
  const tag = navigator.languages.find((one) => /^(zh|en)\b/i.test(one));
  return { language: languageFor(tag), theme: 'system', hasSounds: true, hasShortcuts: true };
}

function stored(): Partial<Preferences> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    return typeof value === 'object' && value !== null ? known(value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Only what this version understands: the storage may be older, newer or somebody's experiment. */
function known({ language, theme, hasSounds, hasShortcuts }: Record<string, unknown>): Partial<Preferences> {
  const chosenLanguage = languages.find((one) => one === language);
  const chosenTheme = themes.find((one) => one === theme);
  return {
    ...(chosenLanguage && { language: chosenLanguage }),
    ...(chosenTheme && { theme: chosenTheme }),
    ...(typeof hasSounds === 'boolean' && { hasSounds }),
    ...(typeof hasShortcuts === 'boolean' && { hasShortcuts }),
  };
}

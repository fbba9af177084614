import type { Language } from '@haven/shared/language';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { en, type Strings } from '../strings/en.ts';
import { zhCn } from '../strings/zh-cn.ts';
import type { Preferences, PreferencesStore } from './create-preferences.ts';
import type { SecretGuard } from './create-secret-guard.ts';
import type { Session } from './create-session.ts';
import type { UnsentStore } from './create-unsent.ts';

/** What lives as long as the page: made once in `main.tsx`. */
export type ConsoleParts = {
  session: Session;
  preferences: PreferencesStore;
  unsent: UnsentStore;
  /** Stands between every field and the server (SAFE1). */
  guard: SecretGuard;
};

const ConsoleContext = createContext<ConsoleParts | null>(null);
export const ConsoleProvider = ConsoleContext.Provider;

/** The page's parts. */
export function useConsole(): ConsoleParts {
  const parts = useContext(ConsoleContext);
  if (parts === null) throw new Error('ConsoleProvider is missing');
  return parts;
}

const stringsByLanguage: Record<Language, Strings> = { 'zh-CN': zhCn, en };

/** The words of the interface language. */
export function useStrings(): Strings {
  return stringsByLanguage[useLanguage()];
}

/** The words of any language: for what somebody else will read. */
export function stringsOf(language: Language): Strings {
  return stringsByLanguage[language];
}

/** The interface language. */
export function useLanguage(): Language {
  return usePreference((preferences) => preferences.language);
}

/** One preference. */
export function usePreference<T>(select: (preferences: Preferences) => T): T {
  return useStore(useConsole().preferences, select);
}

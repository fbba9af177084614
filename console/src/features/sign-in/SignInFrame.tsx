import { languages } from '@haven/shared/language';
import { ChevronDown, Globe, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useConsole, useLanguage, useStrings } from '../../live/console-context.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { Menu, MenuChoice } from '../../ui/Menu.tsx';

/** The card on an empty page, with the language above and the address to check below. */
export function SignInFrame({
  title,
  subtitle,
  children,
}: {
  title: string;
  subtitle: string;
  children: ReactNode;
}) {
  const { signIn: words, languageTitles, preferences: preferenceWords } = useStrings();
  const { preferences } = useConsole();
  const language = useLanguage();
  return (
    <div className="flex h-dvh flex-col items-center overflow-y-auto bg-canvas p-4">
      <header className="self-end p-2">
        <Menu
          align="end"
          trigger={
            <button
              type="button"
              className="flex items-center gap-[6px] rounded-sm px-2 py-1 text-ink-2 hover:text-ink"
            >
              <Globe size={16} aria-hidden />
              {languageTitles[language]}
              <ChevronDown size={14} aria-hidden />
            </button>
          }
        >
          <MenuChoice
            label={preferenceWords.language}
            value={language}
            options={languages.map((value) => ({ value, label: languageTitles[value], lang: value }))}
            onChange={(next) => preferences.setState({ language: next })}
          />
        </Menu>
      </header>
      <main className="my-auto w-full max-w-[392px] rounded-2xl border border-line bg-surface px-9 pt-9 pb-[30px] shadow-md">
        <Mark size={40} />
        <h1 className="mt-[22px] text-2xl font-semibold">{title}</h1>
        <p className="mt-1 mb-6 text-md text-ink-2">{subtitle}</p>
        {children}
      </main>
      <footer className="flex items-center gap-2 p-3 text-xs text-ink-3">
        <Lock size={14} aria-hidden />
        {words.addressHint(location.host)}
      </footer>
    </div>
  );
}

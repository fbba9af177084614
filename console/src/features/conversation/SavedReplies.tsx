import type { CannedAnswer } from '@haven/shared/canned-answer';
import type { Language } from '@haven/shared/language';
import { useEffect, useRef } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Kbd } from '../../ui/Kbd.tsx';

type Props = {
  id: string;
  matches: readonly CannedAnswer[];
  active: number;
  /** The language that the conversation is in; Shift+Enter inserts the other. */
  language: Language;
  onPick: (answer: CannedAnswer, isOther: boolean) => void;
};

/** The list above the composer. The text field keeps the focus and moves through it. */
export function SavedReplies({ id, matches, active, language, onPick }: Props) {
  const { composer: words, languageNames } = useStrings();
  const interfaceLanguage = useLanguage();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div className="appear absolute right-[-1px] bottom-[calc(100%+6px)] left-[-1px] z-20 overflow-hidden rounded-lg border border-line bg-raised shadow-md">
      <header className="num flex justify-between px-[14px] pt-[9px] pb-[5px] text-xs text-ink-3">
        <span>{words.saved.title}</span>
        <span role="status">
          {matches.length === 0 ? words.saved.none : words.saved.matches(matches.length)}
        </span>
      </header>
      <ul
        ref={list}
        id={id}
        role="listbox"
        aria-label={words.saved.title}
        className="max-h-[240px] overflow-y-auto"
      >
        {matches.map((answer, index) => (
          <li
            key={answer.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            // The field must keep the focus, or the menu would close before the click.
            onMouseDown={(event) => event.preventDefault()}
            onClick={(event) => onPick(answer, event.shiftKey)}
            className={classNames(
              'mx-1 grid h-[34px] grid-cols-[minmax(0,1fr)_auto] items-center gap-x-[14px] rounded-sm px-[10px] md:grid-cols-[166px_minmax(0,1fr)_auto]',
              index === active ? 'bg-selected' : 'hover:bg-hover',
            )}
          >
            <b className="truncate font-medium">{answer.title[interfaceLanguage]}</b>
            <span lang={language} className="hidden truncate text-ink-2 md:block">
              {answer.body[language]}
            </span>
            <span className="font-mono text-[11.5px] text-ink-3">/{answer.shortcut}</span>
          </li>
        ))}
      </ul>
      <footer className="mt-[5px] hidden items-center gap-[14px] border-t border-line bg-subtle px-[14px] py-[7px] text-2xs text-ink-3 md:flex">
        <span className="flex items-center gap-[5px]">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd>
          {words.saved.navigate}
        </span>
        <span className="flex items-center gap-[5px]">
          <Kbd>↵</Kbd>
          {words.saved.insert}
        </span>
        <span className="flex items-center gap-[5px]">
          <Kbd>⇧</Kbd>
          <Kbd>↵</Kbd>
          {words.saved.insertOther(languageNames[otherLanguage(language)])}
        </span>
      </footer>
    </div>
  );
}

/** The product's other language. */
export function otherLanguage(language: Language): Language {
  return language === 'en' ? 'zh-CN' : 'en';
}

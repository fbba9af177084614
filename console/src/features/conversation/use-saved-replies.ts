import type { CannedAnswer } from '@haven/shared/canned-answer';
import type { Language } from '@haven/shared/language';
import { type KeyboardEvent, useId, useState } from 'react';
import { useDirectory } from '../../live/queries.ts';
import { otherLanguage } from './SavedReplies.tsx';
import { insertAt, matchSaved, slashToken } from './saved-replies.ts';

type Args = {
  text: string;
  caret: number;
  language: Language;
  onInsert: (text: string, caret: number) => void;
};

/** The menu of saved replies: open while the caret stands in a `/` token that was not dismissed. */
export function useSavedReplies({ text, caret, language, onInsert }: Args) {
  const answers = useDirectory().data?.cannedAnswers ?? [];
  const id = useId();
  const [dismissed, setDismissed] = useState<string | null>(null);
  const [chosen, setChosen] = useState(0);
  const token = slashToken(text, caret);
  const isOpen = token !== null && answers.length > 0 && dismissed !== `${token.start} ${token.query}`;
  const matches = isOpen ? matchSaved(answers, token.query) : [];
  const active = Math.min(chosen, Math.max(0, matches.length - 1));

  function pick(answer: CannedAnswer, isOther: boolean) {
    if (token === null) return;
    const inserted = insertAt(text, token, answer.body[isOther ? otherLanguage(language) : language]);
    setChosen(0);
    onInsert(inserted.text, inserted.caret);
  }

  /** True when the key was for the menu. */
  function onKeyDown(event: KeyboardEvent): boolean {
    if (!isOpen || token === null) return false;
    const answer = matches[active];
    if (event.key === 'Escape') setDismissed(`${token.start} ${token.query}`);
    else if (event.key === 'ArrowDown' && matches.length > 0) setChosen((active + 1) % matches.length);
    else if (event.key === 'ArrowUp' && matches.length > 0)
      setChosen((active + matches.length - 1) % matches.length);
    else if (event.key === 'Enter' && answer !== undefined) pick(answer, event.shiftKey);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return { id, isOpen, matches, active, pick, onKeyDown };
}

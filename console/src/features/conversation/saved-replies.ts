import type { CannedAnswer } from '@haven/shared/canned-answer';
import { languages } from '@haven/shared/language';

/** A `/` and what follows it, up to the caret: where it begins and what to look for. */
export type SlashToken = { readonly start: number; readonly query: string };

/** Matches shown at once. */
const shownAtMost = 8;

/** The token that the caret stands in, if it begins the text or follows a space. */
export function slashToken(text: string, caret: number): SlashToken | null {
  const match = /(?:^|\s)\/([^\s/]*)$/.exec(text.slice(0, caret));
  const query = match?.[1];
  return query === undefined ? null : { start: caret - query.length - 1, query };
}

/** Saved replies for what was typed: by shortcut first, then by title in either language. */
export function matchSaved(answers: readonly CannedAnswer[], query: string): CannedAnswer[] {
  const wanted = query.toLowerCase();
  const rank = (answer: CannedAnswer) => {
    if (answer.shortcut.startsWith(wanted)) return 0;
    if (answer.shortcut.includes(wanted)) return 1;
    return languages.some((language) => answer.title[language].toLowerCase().includes(wanted)) ? 2 : 3;
  };
  return answers
    .filter((answer) => rank(answer) < 3)
    .sort((a, b) => rank(a) - rank(b) || (a.shortcut < b.shortcut ? -1 : 1))
    .slice(0, shownAtMost);
}

/** The text with the token replaced, and where the caret goes. */
export function insertAt(text: string, token: SlashToken, body: string): { text: string; caret: number } {
  const end = token.start + 1 + token.query.length;
  return { text: text.slice(0, token.start) + body + text.slice(end), caret: token.start + body.length };
}

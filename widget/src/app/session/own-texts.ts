import { recentTexts } from '@haven/shared/limits';
import type { Earlier } from '../safety/guard.ts';
import type { Held } from './live-state.ts';

/** What the visitor wrote last in the held conversation, as parts of a secret are looked for over several messages. */
export function earlierOf(held: Held | null): Earlier[] {
  if (held === null) return [];
  const { entries, drafts } = held.timeline;
  const sent = entries.flatMap(({ id, author, body }) =>
    author.kind === 'visitor' && body.kind === 'message' ? [{ id, text: body.text }] : [],
  );
  const unsent = drafts.map(({ clientMessageId, text }) => ({ id: clientMessageId, text }));
  return [...sent, ...unsent].filter(({ text }) => text !== '').slice(-recentTexts);
}

import { hash } from 'node:crypto';
import { audienceOf, type EntryBody } from '@haven/shared/entry';
import { cutText } from '@haven/shared/text';
import type { StoredPreview } from '../../storage/postgres/schema.ts';
import type { NewEntry, StoredAuthor } from '../../storage/postgres/write.ts';
import { searchableText } from '../../searchable-text.ts';
import { wordsOf } from '../../words.ts';

/** Characters of a message that lists show. */
const previewChars = 120;

export type ComposeEntry = (author: StoredAuthor, body: EntryBody, sent?: Sent) => NewEntry;

/** What a client sent: the id of its device, and the files that it named. */
type Sent = { clientMessageId: string; attachmentIds?: readonly string[] };

/** Makes entries ready for the writer: id, audience, search words and, for what a client sent, its hash (MSG4). */
export function createCompose(newId: () => string): ComposeEntry {
  return (author, body, sent) => ({
    id: newId(),
    author,
    clientMessageId: sent?.clientMessageId ?? null,
    bodyHash: sent ? hashSent(body, sent) : null,
    body,
    words: wordsIn(body),
    audience: audienceOf(body.kind),
  });
}

/** What a list shows of a message. */
export function previewOf(entry: NewEntry, at: Date): StoredPreview {
  const body =
    entry.body.kind === 'message' ? entry.body : { text: searchableText(entry.body), attachments: [] };
  return {
    text: cutText(body.text, previewChars),
    agent: entry.author.kind === 'agent' ? { id: entry.author.id, name: entry.author.name } : null,
    hasImage: body.attachments.length > 0,
    at: at.toISOString(),
    entryId: entry.id,
  };
}

/** Files count by the ids that were sent: a resend is the same although its files are in an entry by now (MSG4). */
function hashSent(body: EntryBody, { attachmentIds = [] }: Sent): Buffer {
  if (body.kind !== 'message' && body.kind !== 'note') {
    const { attachments: _, ...said } = { attachments: [], ...body };
    return hash('sha256', JSON.stringify([said, attachmentIds]), 'buffer');
  }
  const whisperedTo = body.kind === 'note' && body.to !== undefined ? [body.to.id] : [];
  return hash('sha256', JSON.stringify([body.kind, body.text, attachmentIds, ...whisperedTo]), 'buffer');
}

function wordsIn(body: EntryBody): string[] | null {
  const text = searchableText(body);
  const words = text === '' ? [] : wordsOf(text);
  return words.length === 0 ? null : words;
}

import type { Attachment } from '@haven/shared/attachment';
import type { BodyOf, Entry, EntryAuthor, RedactionCategory } from '@haven/shared/entry';
import type { Id } from '@haven/shared/ids';
import type { AgentCard } from '@haven/shared/people';
import type { Draft, Shown } from '@haven/shared/timeline';

/** One bubble. `entry` is null while it is only one's own draft. */
export type Line = {
  readonly key: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly previews: readonly (string | null)[];
  readonly erased: RedactionCategory | null;
  readonly isAutomatic: boolean;
  readonly at: string | null;
  readonly seq: number | null;
  readonly entry: Entry | null;
  readonly draft: Draft | null;
};

export type Speaker = {
  readonly side: 'visitor' | 'staff';
  readonly id: Id | null;
  readonly name: string | null;
};

/** One row of the thread. */
export type ThreadItem =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'event'; key: string; entry: Entry }
  | { kind: 'group'; key: string; speaker: Speaker; lines: readonly Line[] }
  | { kind: 'note'; key: string; name: string; to: AgentCard | null; line: Line };

/** Bubbles of one person stand together when no more than this lies between them. */
const groupGapMs = 5 * 60_000;

/** Turns a log into rows: days apart, bubbles of one person together. `me` writes the drafts. */
export function threadItems(lines: readonly Shown[], me: { id: Id; name: string }): ThreadItem[] {
  const items: ThreadItem[] = [];
  let day: string | null = null;
  for (const shown of lines) {
    if (shown.kind === 'entry') {
      const today = new Date(shown.entry.at).toDateString();
      if (today !== day) items.push({ kind: 'day', key: `day ${today}`, at: shown.entry.at });
      day = today;
    }
    place(items, shown, me);
  }
  return items;
}

function place(items: ThreadItem[], shown: Shown, me: { id: Id; name: string }): void {
  if (shown.kind === 'draft') {
    const line = lineOfDraft(shown.draft);
    if (shown.draft.kind === 'note') {
      const to = shown.draft.to ?? null;
      items.push({ kind: 'note', key: line.key, name: me.name, to, line });
    } else addToGroup(items, { side: 'staff', ...me }, line);
    return;
  }
  const { entry } = shown;
  const { body, author } = entry;
  if (body.kind === 'note') {
    const name = author.kind === 'agent' ? author.name : '';
    const to = body.to ?? null;
    items.push({ kind: 'note', key: keyOf(entry), name, to, line: lineOf(entry, body.text, []) });
  } else if (body.kind === 'message') {
    addToGroup(items, speakerOf(author), {
      ...lineOf(entry, body.text, body.attachments),
      isAutomatic: body.automatic === true,
    });
  } else if (body.kind === 'erased') {
    addToGroup(items, speakerOf(author), { ...lineOf(entry, '', []), erased: body.category });
  } else {
    items.push({ kind: 'event', key: keyOf(entry), entry });
  }
}

function addToGroup(items: ThreadItem[], speaker: Speaker, line: Line): void {
  const last = items.at(-1);
  if (last?.kind !== 'group' || !isSame(last.speaker, speaker) || isFar(last.lines.at(-1), line)) {
    items.push({ kind: 'group', key: line.key, speaker, lines: [line] });
    return;
  }
  items[items.length - 1] = { ...last, lines: [...last.lines, line] };
}

function isSame(a: Speaker, b: Speaker): boolean {
  return a.side === b.side && a.id === b.id;
}

function isFar(before: Line | undefined, line: Line): boolean {
  if (before?.at == null || line.at === null) return false;
  return Date.parse(line.at) - Date.parse(before.at) > groupGapMs;
}

function speakerOf(author: EntryAuthor): Speaker {
  switch (author.kind) {
    case 'visitor':
      return { side: 'visitor', id: null, name: null };
    case 'agent':
      return { side: 'staff', id: author.id, name: author.name };
    case 'system':
      return { side: 'staff', id: null, name: null };
  }
}

/** A draft and the entry that it becomes share a key, so that the bubble stays the same bubble. */
function keyOf(entry: Entry): string {
  return entry.clientMessageId ?? entry.id;
}

function lineOf(entry: Entry, text: string, attachments: BodyOf<'message'>['attachments']): Line {
  return {
    key: keyOf(entry),
    text,
    attachments,
    previews: attachments.map(() => null),
    erased: null,
    isAutomatic: false,
    at: entry.at,
    seq: entry.seq,
    entry,
    draft: null,
  };
}

function lineOfDraft(draft: Draft): Line {
  return {
    key: draft.clientMessageId,
    text: draft.text,
    attachments: draft.attachments.map(({ attachment }) => attachment),
    previews: draft.attachments.map(({ previewUrl }) => previewUrl),
    erased: null,
    isAutomatic: false,
    at: null,
    seq: null,
    entry: null,
    draft,
  };
}

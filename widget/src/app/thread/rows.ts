import type { Attachment } from '@haven/shared/attachment';
import type { Diagnosis } from '@haven/shared/chain/diagnosis';
import type { BodyOf, Entry, EntryBody, RedactionCategory } from '@haven/shared/entry';
import type { Failure } from '@haven/shared/result';
import { type Draft, type Shown, shown } from '@haven/shared/timeline';
import type { LocalStop } from '../safety/stopped.ts';
import type { Held } from '../session/live-state.ts';

export type BubbleImage = { attachment: Attachment; previewUrl: string | null };

/** One bubble of a group. `erased` in place of its text where it was taken back (MSG7). */
export type Bubble = {
  key: string;
  text: string;
  images: readonly BubbleImage[];
  erased: RedactionCategory | null;
};

/** How far a group of one's own got; only its last message tells. */
export type Delivery =
  | { state: 'sending' }
  | { state: 'sent' | 'read'; at: string }
  | { state: 'failed'; clientMessageId: string; failure: Failure | null };

/** A line that is not a message: somebody came, something was decided. */
export type LineBody = Exclude<
  Entry['body'],
  {
    kind:
      | 'message'
      | 'erased'
      | 'redacted'
      | 'started'
      | 'request'
      | 'request_answered'
      | 'request_withdrawn'
      | 'ownership_proved'
      | 'transaction';
  }
>;

/** What an agent asks for, with what became of it (SAFE7). */
export type RequestRow = {
  kind: 'request';
  key: string;
  entryId: string;
  name: string;
  items: BodyOf<'request'>['items'];
  remark: string;
  answered: BodyOf<'request_answered'> | null;
  /** The address that was proved since. */
  proved: string | null;
  isWithdrawn: boolean;
};

export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'own'; key: string; bubbles: Bubble[]; delivery: Delivery }
  | { kind: 'agent'; key: string; agentId: string; name: string; bubbles: Bubble[] }
  | { kind: 'line'; key: string; at: string; body: LineBody }
  | RequestRow
  | { kind: 'transaction'; key: string; diagnosis: Diagnosis }
  | { kind: 'case'; key: string }
  | { kind: 'stopped'; key: string; secret: LocalStop['secret'] };

/** Messages further apart than this are not one group. */
const groupWithinMs = 5 * 60_000;

/**
 * Turns what is held into what the thread draws: days, groups by author, lines, the escalation's card, and what was
 * stopped on this device where it would have stood.
 */
export function threadRows(held: Held, stops: readonly LocalStop[] = []): Row[] {
  const { conversation, timeline } = held;
  const rows: Row[] = [];
  let lastDay = '';
  let lastAt = 0;
  const stopped = stops.filter(({ conversationId }) => conversationId === conversation.id);
  const addStops = (beforeSeq: number) => {
    while (stopped[0] !== undefined && stopped[0].afterSeq < beforeSeq) {
      const { id, secret } = stopped[0];
      rows.push({ kind: 'stopped', key: id, secret });
      stopped.shift();
    }
  };
  for (const line of shown(timeline)) {
    addStops(line.kind === 'draft' ? Infinity : line.entry.seq);
    if (line.kind === 'draft') {
      addDraft(rows, line.draft);
      continue;
    }
    const { entry } = line;
    const at = Date.parse(entry.at);
    const day = new Date(at).toDateString();
    const isFar = at - lastAt > groupWithinMs;
    if (entry.body.kind !== 'started' && day !== lastDay) {
      rows.push({ kind: 'day', key: `day-${entry.seq}`, at: entry.at });
      lastDay = day;
    }
    addEntry(rows, entry, held, isFar);
    lastAt = at;
  }
  addStops(Infinity);
  return caseShownOnce(rows, conversation.case !== null);
}

/** What the visitor wrote so far, drafts included, for the waiting screen. */
export function ownTexts(held: Held): { text: string; at: string | null; images: number }[] {
  const own = (line: Shown) =>
    line.kind === 'draft' || (line.entry.author.kind === 'visitor' && line.entry.body.kind === 'message');
  return shown(held.timeline)
    .filter(own)
    .map((line) => {
      if (line.kind === 'draft')
        return { text: line.draft.text, at: null, images: line.draft.attachments.length };
      const { body } = line.entry;
      const isMessage = body.kind === 'message';
      return {
        text: isMessage ? body.text : '',
        at: line.entry.at,
        images: isMessage ? body.attachments.length : 0,
      };
    });
}

function addEntry(rows: Row[], entry: Entry, { conversation }: Held, isFar: boolean): void {
  const { body, author } = entry;
  if (body.kind === 'started' || body.kind === 'redacted') return;
  if (body.kind === 'transaction') {
    rows.push({ kind: 'transaction', key: entry.id, diagnosis: body.diagnosis });
    return;
  }
  if (body.kind === 'request') {
    const { items, remark } = body;
    const name = author.kind === 'agent' ? author.name : '';
    const row = { kind: 'request', key: entry.id, entryId: entry.id, name, items, remark } as const;
    rows.push({ ...row, answered: null, proved: null, isWithdrawn: false });
    return;
  }
  if (body.kind === 'request_answered' || body.kind === 'request_withdrawn') {
    for (const row of rows) {
      if (row.kind !== 'request' || row.entryId !== body.target) continue;
      if (body.kind === 'request_answered') row.answered = body;
      else row.isWithdrawn = true;
    }
    return;
  }
  if (body.kind === 'ownership_proved') {
    for (const row of rows) if (row.kind === 'request' && row.answered === null) row.proved = body.address;
    return;
  }
  if (body.kind === 'escalated' && body.caseId === conversation.case?.id) {
    rows.push({ kind: 'case', key: 'case' });
    return;
  }
  if (body.kind !== 'message' && body.kind !== 'erased') {
    rows.push({ kind: 'line', key: entry.id, at: entry.at, body });
    return;
  }
  const bubble = bubbleOf(entry, body);
  const last = isFar ? undefined : rows[rows.length - 1];
  if (author.kind === 'visitor') {
    const isRead = entry.seq <= conversation.readSeq.theirs;
    const delivery: Delivery = { state: isRead ? 'read' : 'sent', at: entry.at };
    if (last?.kind === 'own') {
      last.bubbles.push(bubble);
      last.delivery = delivery;
    } else rows.push({ kind: 'own', key: entry.id, bubbles: [bubble], delivery });
    return;
  }
  const agentId = author.kind === 'agent' ? author.id : '';
  const name = author.kind === 'agent' ? author.name : '';
  if (last?.kind === 'agent' && last.agentId === agentId) last.bubbles.push(bubble);
  else rows.push({ kind: 'agent', key: entry.id, agentId, name, bubbles: [bubble] });
}

function bubbleOf(entry: Entry, body: Extract<EntryBody, { kind: 'message' | 'erased' }>): Bubble {
  if (body.kind === 'erased') return { key: entry.id, text: '', images: [], erased: body.category };
  const images = body.attachments.map((attachment) => ({ attachment, previewUrl: null }));
  // The key of a draft and of its entry are one, so that the bubble stays in place when the entry arrives.
  return { key: entry.clientMessageId ?? entry.id, text: body.text, images, erased: null };
}

/** Each draft stands alone: it has its own state, and a failed one its own buttons. */
function addDraft(rows: Row[], draft: Draft): void {
  const { clientMessageId, text, attachments, failure } = draft;
  const delivery: Delivery =
    draft.state === 'failed' ? { state: 'failed', clientMessageId, failure } : { state: 'sending' };
  const bubble: Bubble = { key: clientMessageId, text, images: attachments, erased: null };
  rows.push({ kind: 'own', key: clientMessageId, bubbles: [bubble], delivery });
}

/** The entry that opened the case may lie before what is loaded; the card is drawn all the same, first. */
function caseShownOnce(rows: Row[], hasCase: boolean): Row[] {
  if (!hasCase || rows.some((row) => row.kind === 'case')) return rows;
  return [{ kind: 'case', key: 'case' }, ...rows];
}

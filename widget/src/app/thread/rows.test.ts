import type { VisitorConversation } from '@haven/shared/conversation';
import type { Entry, EntryAuthor, EntryBody } from '@haven/shared/entry';
import { addDraft, applyEntries, emptyTimeline, failDraft } from '@haven/shared/timeline';
import type { Held } from '../session/live-state.ts';
import { ownTexts, type Row, threadRows } from './rows.ts';

const idOf = (number: number) => `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const lin: EntryAuthor = { kind: 'agent', id: idOf(7), name: 'Lin' };
const wei: EntryAuthor = { kind: 'agent', id: idOf(8), name: 'Wei' };
const visitor: EntryAuthor = { kind: 'visitor' };
const system: EntryAuthor = { kind: 'system' };
const message = (text: string): EntryBody => ({ kind: 'message', text, attachments: [] });

type Line = [author: EntryAuthor, body: EntryBody, at?: string];

function heldOf(lines: Line[], change: Partial<VisitorConversation> = {}): Held {
  const entries: Entry[] = lines.map(([author, body, at = '2026-01-01T12:00:00.000Z'], index) => ({
    id: idOf(100 + index),
    conversationId: idOf(1),
    seq: index + 1,
    at,
    author,
    clientMessageId: null,
    body,
  }));
  const conversation = { id: idOf(1), readSeq: { mine: 0, theirs: 0 }, case: null, agent: null, ...change };
  return {
    conversation: conversation as VisitorConversation,
    timeline: applyEntries(emptyTimeline(0), entries, { headSeq: entries.length }),
  };
}

const kinds = (rows: Row[]) => rows.map(({ kind }) => kind);
const bubblesOf = (rows: Row[]) =>
  rows.map((row) =>
    row.kind === 'own' || row.kind === 'agent' ? row.bubbles.map(({ text }) => text) : row.kind,
  );

describe('thread rows', () => {
  it('groups what one author wrote in a row, and parts different agents', () => {
    const rows = threadRows(
      heldOf([
        [visitor, message('a')],
        [visitor, message('b')],
        [lin, message('c')],
        [lin, message('d')],
        [wei, message('e')],
      ]),
    );
    expect(bubblesOf(rows)).toEqual(['day', ['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('begins a new group after a pause and a new line for each day', () => {
    const rows = threadRows(
      heldOf([
        [lin, message('a'), '2026-01-01T12:00:00.000Z'],
        [lin, message('b'), '2026-01-01T12:06:00.000Z'],
        [lin, message('c'), '2026-01-03T12:06:00.000Z'],
      ]),
    );
    expect(bubblesOf(rows)).toEqual(['day', ['a'], ['b'], 'day', ['c']]);
  });

  it('tells of a group how far its last message got', () => {
    const lines: Line[] = [
      [visitor, message('a')],
      [visitor, message('b')],
    ];
    const read = threadRows(heldOf(lines, { readSeq: { mine: 0, theirs: 2 } }));
    const sent = threadRows(heldOf(lines, { readSeq: { mine: 0, theirs: 1 } }));
    expect(read[1]).toMatchObject({ delivery: { state: 'read' } });
    expect(sent[1]).toMatchObject({ delivery: { state: 'sent' } });
  });

  it('[LIVE4] shows each draft for itself, a failed one with its reason', () => {
    const held = heldOf([[visitor, message('a')]]);
    const failure = { code: 'refused', message: 'refused' } as const;
    const drafts = ['x', 'y'].reduce((timeline, text, index) => {
      return addDraft(timeline, { clientMessageId: idOf(500 + index), text });
    }, held.timeline);
    const rows = threadRows({ ...held, timeline: failDraft(drafts, idOf(501), failure) });
    expect(rows.slice(2)).toMatchObject([
      { bubbles: [{ text: 'x' }], delivery: { state: 'sending' } },
      { bubbles: [{ text: 'y' }], delivery: { state: 'failed', failure } },
    ]);
  });

  it('draws the escalation as a card where it happened, and once', () => {
    const caseId = idOf(9);
    const team = { 'zh-CN': '组', en: 'Team' };
    const ofCase = { id: caseId, team, step: 'checking', specialist: null, steps: [] } as const;
    const lines: Line[] = [
      [lin, message('a')],
      [system, { kind: 'escalated', caseId, team }],
      [lin, message('b')],
    ];
    const change = { case: { ...ofCase, steps: [] } };
    expect(kinds(threadRows(heldOf(lines, change)))).toEqual(['day', 'agent', 'case', 'agent']);
    expect(kinds(threadRows(heldOf(lines)))).toEqual(['day', 'agent', 'line', 'agent']);
    expect(kinds(threadRows(heldOf([[lin, message('a')]], change)))).toEqual(['case', 'day', 'agent']);
  });

  it('[MSG7] draws a redacted message as erased, without its text', () => {
    const rows = threadRows(
      heldOf([
        [visitor, message('a secret')],
        [system, { kind: 'redacted', target: idOf(100), category: 'secret' }],
      ]),
    );
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({ bubbles: [{ text: '', erased: 'secret' }] });
  });

  it('collects what the visitor wrote so far, drafts included', () => {
    const held = heldOf([
      [visitor, { kind: 'started', issueType: 'other', language: 'en' }],
      [visitor, message('a')],
      [lin, message('b')],
    ]);
    const timeline = addDraft(held.timeline, { clientMessageId: idOf(500), text: 'c' });
    expect(ownTexts({ ...held, timeline }).map(({ text }) => text)).toEqual(['a', 'c']);
  });

  it('[SAFE7] show a proof in the requests that wait, until it is taken back', () => {
    const request: EntryBody = {
      kind: 'request',
      items: [{ field: 'ownership', network: null }],
      remark: '',
    };
    const proof: EntryBody = {
      kind: 'ownership_proved',
      address: '0x01',
      network: 'eip155:1',
      method: 'eoa',
    };
    const answered: EntryBody = {
      kind: 'request_answered',
      target: idOf(100),
      answers: [],
      attachments: [],
    };
    const provedIn = (lines: Line[]) =>
      threadRows(heldOf(lines)).flatMap((row) => (row.kind === 'request' ? [row.proved] : []));
    const lines: Line[] = [
      [lin, request],
      [visitor, answered],
      [lin, request],
      [visitor, proof],
      [lin, request],
    ];
    expect(kinds(threadRows(heldOf(lines)))).toEqual(['day', 'request', 'request', 'request']);
    expect(provedIn(lines)).toEqual([null, '0x01', null]);
    const redacted: EntryBody = { kind: 'redacted', target: idOf(103), category: 'personal' };
    expect(provedIn([...lines, [lin, redacted]])).toEqual([null, null, null]);
  });
});

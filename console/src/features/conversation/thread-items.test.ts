import { addDraft, applyEntries, emptyTimeline, shown } from '@haven/shared/timeline';
import { entry, idOf, me } from '../../live/test-support.ts';
import { threadItems } from './thread-items.ts';

const id = idOf(1);
const agent = { kind: 'agent' as const, id: me.id, name: me.name };
const rows = (...entries: ReturnType<typeof entry>[]) =>
  threadItems(shown(applyEntries(emptyTimeline(0), entries, { headSeq: entries.length })), me);

describe('rows of a thread', () => {
  it('put bubbles of one person together and begin with the day', () => {
    const items = rows(entry(id, 1), entry(id, 2), entry(id, 3, { author: agent }));
    expect(items.map((item) => (item.kind === 'group' ? item.lines.length : item.kind))).toEqual([
      'day',
      2,
      1,
    ]);
  });

  it('part bubbles that lie far apart, and days', () => {
    const items = rows(
      entry(id, 1),
      entry(id, 2, { at: '2026-01-01T00:30:00.000Z' }),
      entry(id, 3, { at: '2026-01-03T00:30:00.000Z' }),
    );
    expect(items.map(({ kind }) => kind)).toEqual(['day', 'group', 'group', 'day', 'group']);
  });

  it('[MSG7] show that something was removed in its place', () => {
    const items = rows(
      entry(id, 1),
      entry(id, 2, {
        author: { kind: 'system' },
        body: { kind: 'redacted', target: idOf(10_001), category: 'secret' },
      }),
    );
    expect(items.at(-1)).toMatchObject({ kind: 'group', lines: [{ erased: 'secret', text: '' }] });
  });

  it('keep the same bubble when a draft becomes an entry', () => {
    const clientMessageId = idOf(77);
    const draft = threadItems(shown(addDraft(emptyTimeline(0), { clientMessageId, text: 'Hello' })), me);
    const sent = rows(entry(id, 1, { author: agent, clientMessageId }));
    expect(sent.at(-1)?.key).toBe(draft.at(-1)?.key);
  });

  it('set notes apart from what the visitor sees', () => {
    const items = rows(entry(id, 1, { author: agent, body: { kind: 'note', text: 'Careful' } }));
    expect(items.at(-1)).toMatchObject({ kind: 'note', name: me.name });
  });
});

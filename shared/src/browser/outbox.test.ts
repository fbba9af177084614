import { ok, refuse, type Result } from '../result.ts';
import type { Sent } from '../entry.ts';
import type { OutboxItem } from '../outbox-item.ts';
import { outboxMaxAgeMs } from '../limits.ts';
import { createOutbox } from './outbox.ts';
import { createMemoryStore, type OutboxStore } from './outbox-store.ts';

const sent: Sent = { id: '0190a000-0000-7000-8000-000000000000', seq: 1, at: '2026-01-01T00:00:00.000Z' };

function item(clientMessageId: string, conversationId = 'one'): OutboxItem {
  const text = clientMessageId;
  const writtenAt = Date.now();
  return {
    conversationId,
    clientMessageId,
    kind: 'message',
    text,
    attachments: [],
    writtenAt,
    failure: null,
  };
}

const tick = () => jest.advanceTimersByTimeAsync(0);

/** An outbox whose server answers what `answers` says, in turn, then ok. */
function world(answers: Result<Sent>[] = [], store: OutboxStore = createMemoryStore()) {
  const log: string[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  const outbox = createOutbox({
    store,
    random: () => 0.999,
    async send({ clientMessageId }) {
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      log.push(`try ${clientMessageId}`);
      await Promise.resolve();
      inFlight -= 1;
      return answers.shift() ?? ok(sent);
    },
    onSent: ({ clientMessageId }) => log.push(`sent ${clientMessageId}`),
    onFailed: ({ clientMessageId }, { code }) => log.push(`${code} ${clientMessageId}`),
  });
  return { outbox, log, store, mostInFlight: () => mostInFlight };
}

describe('outbox', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('[LIVE4] sends in order, one at a time per conversation', async () => {
    const { outbox, log, mostInFlight } = world();
    for (const id of ['a', 'b', 'c']) outbox.add(item(id));
    await jest.runAllTimersAsync();
    expect(log).toEqual(['try a', 'sent a', 'try b', 'sent b', 'try c', 'sent c']);
    expect(mostInFlight()).toBe(1);
    expect(outbox.items()).toEqual([]);
  });

  it('[MSG4] tries the same message again after a retryable answer, and nothing overtakes it', async () => {
    const { outbox, log } = world([refuse('unavailable'), refuse('busy')]);
    outbox.add(item('a'));
    outbox.add(item('b'));
    await jest.runAllTimersAsync();
    expect(log).toEqual(['try a', 'try a', 'try a', 'sent a', 'try b', 'sent b']);
  });

  it('[WIRE2] waits as long as the server asked for', async () => {
    const { outbox, log } = world([refuse('rate_limited', { retryAfterMs: 20_000 })]);
    outbox.add(item('a'));
    await jest.advanceTimersByTimeAsync(19_000);
    expect(log).toEqual(['try a']);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(log).toEqual(['try a', 'try a', 'sent a']);
  });

  it('[LIVE4] hands over what a retry cannot mend, goes on, and takes it back on retry', async () => {
    const { outbox, log } = world([refuse('refused')]);
    outbox.add(item('a'));
    outbox.add(item('b'));
    await jest.runAllTimersAsync();
    expect(log).toEqual(['try a', 'refused a', 'try b', 'sent b']);
    outbox.add(item('a'));
    await jest.runAllTimersAsync();
    expect(log.slice(4)).toEqual(['try a', 'sent a']);
  });

  it('[LIVE3] tries at once when it is woken', async () => {
    const { outbox, log } = world([refuse('unavailable')]);
    outbox.add(item('a'));
    await tick();
    await outbox.wake();
    await tick();
    expect(log).toEqual(['try a', 'try a', 'sent a']);
  });

  it('does not let one conversation wait for another', async () => {
    const { outbox, log } = world([refuse('unavailable')]);
    outbox.add(item('a', 'one'));
    outbox.add(item('b', 'two'));
    await tick();
    expect(log).toEqual(['try a', 'try b', 'sent b']);
  });

  it('[LIVE4] keeps a message before the first attempt, and until the ack', async () => {
    const { outbox, log, store } = world([refuse('unavailable')]);
    const kept: string[] = [];
    const { append } = store;
    store.append = async (added) => {
      kept.push(`keep ${added.clientMessageId} after ${log.length} attempts`);
      await append(added);
    };
    outbox.add(item('a'));
    await tick();
    expect([kept, log]).toEqual([['keep a after 0 attempts'], ['try a']]);
    expect(await store.all()).toHaveLength(1);
    await jest.runAllTimersAsync();
    expect(await store.all()).toEqual([]);
  });

  it('[LIVE4] goes on after a reload where the page before it ended, in order', async () => {
    const store = createMemoryStore();
    const before = world([refuse('unavailable')], store);
    for (const id of ['a', 'b']) before.outbox.add(item(id));
    await tick();
    before.outbox.stop();
    const { outbox, log } = world([], store);
    outbox.add(item('c'));
    await outbox.wake();
    expect(outbox.items().map(({ clientMessageId }) => clientMessageId)).toEqual(['a', 'b', 'c']);
    await jest.runAllTimersAsync();
    expect(log).toEqual(['try a', 'sent a', 'try b', 'sent b', 'try c', 'sent c']);
  });

  it('[LIVE4] sends the older message of another tab before its own', async () => {
    const store = createMemoryStore();
    const other = world([refuse('busy')], store);
    other.outbox.add(item('a'));
    await tick();
    const { outbox, log } = world([], store);
    outbox.add(item('b'));
    await tick();
    expect(log).toEqual(['try a', 'sent a', 'try b', 'sent b']);
  });

  it('[LIVE4] keeps what failed for good over a reload, with its reason, and sends it only when told to', async () => {
    const store = createMemoryStore();
    const before = world([refuse('refused')], store);
    before.outbox.add(item('a'));
    await tick();
    before.outbox.stop();
    const { outbox, log } = world([], store);
    await outbox.wake();
    await jest.runAllTimersAsync();
    expect([log, outbox.items()]).toMatchObject([[], [{ text: 'a', failure: { code: 'refused' } }]]);
    outbox.remove('a');
    await tick();
    expect(await store.all()).toEqual([]);
  });

  it('[LIVE4] leaves to its author what waited for longer than a day', async () => {
    const store = createMemoryStore([
      { ...item('a'), writtenAt: Date.now() - outboxMaxAgeMs - 1 },
      item('b'),
    ]);
    const { outbox, log } = world([], store);
    await outbox.wake();
    await jest.runAllTimersAsync();
    expect(log).toEqual(['unavailable a', 'try b', 'sent b']);
    expect(outbox.items()).toMatchObject([{ text: 'a', failure: { code: 'unavailable' } }]);
  });

  it('forgets everything when the session ends, and ignores answers that come later', async () => {
    const { outbox, log, store } = world();
    outbox.add(item('a'));
    await outbox.clear();
    await jest.runAllTimersAsync();
    expect(log.filter((line) => line.startsWith('sent'))).toEqual([]);
    expect([outbox.items(), await store.all()]).toEqual([[], []]);
  });
});

import { ok, refuse, type Result } from '../result.ts';
import type { Sent } from '../entry.ts';
import { createOutbox, type OutboxItem } from './outbox.ts';

const sent: Sent = { id: '0190a000-0000-7000-8000-000000000000', seq: 1, at: '2026-01-01T00:00:00.000Z' };

function item(clientMessageId: string, conversationId = 'one'): OutboxItem {
  return { conversationId, clientMessageId, kind: 'message', text: clientMessageId, attachmentIds: [] };
}

/** An outbox whose server answers what `answers` says, in turn, then ok. */
function world(answers: Result<Sent>[] = []) {
  const log: string[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  const outbox = createOutbox({
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
  return { outbox, log, mostInFlight: () => mostInFlight };
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
    expect(outbox.pending()).toEqual([]);
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
    await jest.advanceTimersByTimeAsync(0);
    outbox.wake();
    await jest.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['try a', 'try a', 'sent a']);
  });

  it('does not let one conversation wait for another', async () => {
    const { outbox, log } = world([refuse('unavailable')]);
    outbox.add(item('a', 'one'));
    outbox.add(item('b', 'two'));
    await jest.advanceTimersByTimeAsync(0);
    expect(log).toEqual(['try a', 'try b', 'sent b']);
  });

  it('forgets everything when the session ends, and ignores answers that come later', async () => {
    const { outbox, log } = world();
    outbox.add(item('a'));
    outbox.clear();
    await jest.runAllTimersAsync();
    expect(log).toEqual(['try a']);
    expect(outbox.pending()).toEqual([]);
  });
});

import type { Entry } from '@haven/shared/entry';
import { createScreen, type Tally } from './returning-screen.ts';

function entry(seq: number, id = `entry ${seq}`): Entry {
  return {
    id,
    conversationId: 'a conversation',
    seq,
    at: '2026-01-01T00:00:00.000Z',
    author: { kind: 'visitor' },
    clientMessageId: `sent as ${id}`,
    body: { kind: 'message', text: 'Hello', attachments: [] },
  };
}

describe("a screen of the storm's clients", () => {
  let tally: Tally;
  beforeEach(() => {
    tally = { resumes: 0, missing: 0, repeated: 0 };
  });

  it('shows what comes in order, and waits for what is missing', () => {
    const screen = createScreen(tally);
    screen.apply([entry(1), entry(3)]);
    expect([screen.last(), screen.isBehind(), screen.shows('sent as entry 3')]).toEqual([1, true, false]);
    screen.apply([entry(2), entry(3)]);
    expect([screen.last(), screen.isBehind(), screen.shows('sent as entry 3')]).toEqual([3, false, true]);
    screen.toldOf(4);
    expect(screen.isBehind()).toBe(true);
  });

  it('counts what comes under two numbers and two under one number, not the same entry heard again', () => {
    const screen = createScreen(tally);
    screen.apply([entry(1), entry(1)]);
    expect(tally.repeated).toBe(0);
    screen.apply([entry(2, 'entry 1')]);
    expect(tally.repeated).toBe(1);
    screen.apply([entry(1, 'another')]);
    expect(tally.repeated).toBe(2);
  });
});

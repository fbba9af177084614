import { readFromFrame } from './frame.ts';

const frame = { name: 'frame' };
const origin = 'https://haven.example';
const event = (data: unknown, change = {}) => ({ data, origin, source: frame as unknown, ...change });
const read = (given: ReturnType<typeof event>) => readFromFrame(given, frame, origin);

describe('messages from the frame', () => {
  it('are read when they come from our iframe and Haven’s origin', () => {
    expect(read(event({ v: 1, type: 'ready' }))).toMatchObject({ type: 'ready' });
    expect(read(event({ v: 1, type: 'close' }))).toMatchObject({ type: 'close' });
    expect(read(event({ v: 1, type: 'unread', count: 2 }))).toMatchObject({ type: 'unread', count: 2 });
  });

  it.each([
    ['another origin', event({ v: 1, type: 'close' }, { origin: 'https://evil.example' })],
    ['another window', event({ v: 1, type: 'close' }, { source: {} })],
    ['another version', event({ v: 2, type: 'close' })],
    ['no object', event('close')],
    ['nothing', event(null)],
  ])('are dropped with %s', (_, refused) => {
    expect(read(refused)).toBeNull();
  });
});

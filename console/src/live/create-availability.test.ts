import { ok, refuse, type Result } from '@haven/shared/result';
import type { Availability } from '@haven/shared/people';
import { createStore } from 'zustand/vanilla';
import { createAvailability } from './create-availability.ts';
import { initialState, type LiveState } from './state.ts';
import { me } from './test-support.ts';

type Answer = Result<{ me: typeof me }>;
const agreed = (availability: Availability): Answer => ok({ me: { ...me, availability } });

/** An agent who is away, with a server that answers each `availability:set` when it is told to. */
function open() {
  const asked: { availability: Availability; answer: (answer: Answer) => Promise<void> }[] = [];
  const refusals: string[] = [];
  const store = createStore<LiveState>(() => initialState({ ...me, availability: 'away' }));
  const availability = createAvailability({
    connection: {
      command: (_name, body) =>
        new Promise<never>((resolve) => {
          const { availability: wish } = body as { availability: Availability };
          asked.push({
            availability: wish,
            async answer(answer) {
              resolve(answer as never);
              await new Promise(process.nextTick);
            },
          });
        }),
    },
    store,
    onRefused: ({ code }) => refusals.push(code),
    random: () => 0,
  });
  availability.start();
  const connect = (connection: LiveState['connection']) => store.setState({ connection });
  const wished = () => asked.map((each) => each.availability);
  return { availability, store, asked, wished, refusals, connect };
}

describe('a choice of availability', () => {
  it('waits for the connection and is told once when it is live', async () => {
    const { availability, store, asked, wished, connect } = open();
    availability.choose('busy');
    availability.choose('online');
    connect('connecting');
    expect(wished()).toEqual([]);
    expect(store.getState()).toMatchObject({ wish: 'online', me: { availability: 'away' } });
    connect('live');
    expect(wished()).toEqual(['online']);
    await asked[0]?.answer(agreed('online'));
    expect(store.getState()).toMatchObject({ wish: null, me: { availability: 'online' } });
    connect('waiting');
    connect('live');
    expect(wished()).toEqual(['online']);
  });

  it('is told again when the answer was lost, by itself or with the next connection', async () => {
    const { availability, store, asked, wished, connect } = open();
    connect('live');
    availability.choose('online');
    await asked[0]?.answer(refuse('unavailable'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(wished()).toEqual(['online', 'online']);
    connect('waiting');
    await asked[1]?.answer(refuse('unavailable'));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(wished()).toHaveLength(2);
    connect('live');
    await asked[2]?.answer(agreed('online'));
    expect(store.getState()).toMatchObject({ wish: null, me: { availability: 'online' } });
  });

  it('that was changed while the first was under way ends with the last', async () => {
    const { availability, store, asked, wished, connect } = open();
    connect('live');
    availability.choose('online');
    availability.choose('busy');
    await asked[0]?.answer(agreed('online'));
    expect(store.getState().wish).toBe('busy');
    await asked[1]?.answer(agreed('busy'));
    expect(wished()).toEqual(['online', 'busy']);
    expect(store.getState()).toMatchObject({ wish: null, me: { availability: 'busy' } });
  });

  it('that is refused for good is given up and told', async () => {
    const { availability, store, asked, refusals, connect } = open();
    connect('live');
    availability.choose('online');
    await asked[0]?.answer(refuse('refused'));
    expect(refusals).toEqual(['refused']);
    expect(store.getState()).toMatchObject({ wish: null, me: { availability: 'away' } });
  });
});

import { createMemoryStore } from '@haven/shared/browser/outbox-store';
import { lastSeq, shown } from '@haven/shared/timeline';
import fc from 'fast-check';
import { createLossyServer, type Fate, type Side } from './lossy-server.ts';
import { createModelClock } from './model-clock.ts';
import { createModelTab, type ModelTab } from './model-tab.ts';

/** One thing that happens. `tab` is 0 or 1; numbers choose among what is there. */
export type Step =
  | { do: 'write'; tab: number; isNote: boolean }
  | { do: 'serve' | 'listen' | 'connect' | 'cut' | 'reload' | 'retry'; tab: number; which: number }
  | { do: 'hear'; tab: number; which: number; how: 'once' | 'twice' | 'lost' }
  | { do: 'theirs'; isNote: boolean }
  | { do: 'wait'; ms: number }
  | { do: 'fate'; fate: Fate };

const tab = fc.integer({ min: 0, max: 1 });
const which = fc.nat(7);
const often = <K extends string>(weight: number, ...kinds: K[]) => ({
  weight,
  arbitrary: fc.record({ do: fc.constantFrom(...kinds), tab, which }),
});

/** Any step; the wire is worked more often than it breaks, else nothing would ever arrive. */
export const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), tab, isNote: fc.boolean() }) },
  often(14, 'serve'),
  often(6, 'listen'),
  often(3, 'connect'),
  often(1, 'cut', 'reload', 'retry'),
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('hear' as const),
      tab,
      which,
      how: fc.constantFrom('once' as const, 'once' as const, 'twice' as const, 'lost' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('theirs' as const), isNote: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(50, 400, 40_000) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('fate' as const),
      fate: fc.constantFrom<Fate>('served', 'served', 'served', 'cut', 'reply_lost', 'busy', 'refused'),
    }),
  },
);

/** Lets every promise run that can; the model itself is the only one that waits for anything. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Plays steps with one author in two tabs over one device, against the real delivery core, and throws at the first
 * moment in which a promise is broken. In the end the wire heals, and everything must have arrived.
 */
export async function play(side: Side, steps: readonly Step[]): Promise<void> {
  const server = createLossyServer();
  const clock = createModelClock();
  const store = createMemoryStore();
  /** Ids in the order of writing. */
  const typed: string[] = [];
  let fate: Fate = 'served';
  let made = 0;
  const makeId = () => {
    made += 1;
    return `0190a000-0000-7000-9000-${String(made).padStart(12, '0')}`;
  };
  const open = () => createModelTab({ side, server, store, clock, fate: () => fate, makeId });
  const tabs: [ModelTab, ModelTab] = [open(), open()];
  const tabOf = (number: number) => tabs[number === 0 ? 0 : 1];

  async function take(step: Step): Promise<void> {
    switch (step.do) {
      case 'write': {
        const id = made + 1;
        const isTaken = tabOf(step.tab).write('mine', side === 'staff' && step.isNote ? 'note' : 'message');
        if (isTaken) typed.push(`0190a000-0000-7000-9000-${String(id).padStart(12, '0')}`);
        return;
      }
      case 'serve':
        return tabOf(step.tab).serve(step.which);
      case 'listen':
        return tabOf(step.tab).listen();
      case 'hear':
        return tabOf(step.tab).hear(step.which, step.how);
      case 'connect':
        return tabOf(step.tab).connect();
      case 'cut':
        return tabOf(step.tab).cut();
      case 'retry':
        return tabOf(step.tab).retry();
      case 'reload':
        tabOf(step.tab).end();
        tabs[step.tab === 0 ? 0 : 1] = open();
        return;
      case 'theirs':
        return void server.write(step.isNote);
      case 'wait':
        return clock.advance(step.ms);
      case 'fate':
        fate = step.fate;
        return;
    }
  }

  /** What must hold after every step. */
  async function judge(): Promise<void> {
    const log = server.log(side);
    const own = log.flatMap(({ clientMessageId }) => clientMessageId ?? []);
    if (new Set(own).size < own.length) throw new Error('[MSG4] an own message is in the log twice');
    const isOrdered = (id: string) => !server.hasRefused(id);
    const order = typed.filter((id) => own.includes(id) && isOrdered(id));
    if (order.join() !== own.filter(isOrdered).join())
      throw new Error('[LIVE4] own messages are not in the order of writing');

    const kept = new Set((await store.all()).map(({ clientMessageId }) => clientMessageId));
    const lost = typed.find((id) => !kept.has(id) && !own.includes(id));
    if (lost !== undefined) throw new Error('[LIVE4] a message is neither kept nor in the log');

    for (const one of tabs) judgeTab(one);
  }

  function judgeTab(one: ModelTab): void {
    const log = server.log(side);
    const timeline = one.timeline();
    const lines = shown(timeline);
    const entries = lines.flatMap((line) => (line.kind === 'entry' ? [line.entry] : []));
    const drafts = lines.flatMap((line) => (line.kind === 'draft' ? [line.draft.clientMessageId] : []));
    entries.forEach((entry, index) => {
      if (entry.seq !== index + 1) throw new Error('[LIVE1] a hole or a double is shown');
      if (entry.id !== log[index]?.id) throw new Error('[MSG5] another order than the log’s is shown');
    });
    if (lastSeq(timeline) !== entries.length) throw new Error('[LIVE1] the last seq is not what is shown');
    const drawn = [...entries.flatMap(({ clientMessageId }) => clientMessageId ?? []), ...drafts];
    if (new Set(drawn).size < drawn.length) throw new Error('[MSG4] a draft is shown beside its entry');
    const unseen = one
      .items()
      .find(({ clientMessageId }) => !drawn.includes(clientMessageId) && !isAside(one, clientMessageId));
    if (unseen !== undefined) throw new Error('[LIVE4] what waits is not shown');
  }

  const isAside = (one: ModelTab, id: string) =>
    one.timeline().aside.some(({ clientMessageId }) => clientMessageId === id);

  for (const step of steps) {
    await take(step);
    await settle();
    await judge();
  }
  await heal();

  /** The wire works again: everything that is not the author's to decide must arrive, and be shown, within a while. */
  async function heal(): Promise<void> {
    fate = 'served';
    // Who is live gets no resume: the next notice must show it what it missed.
    for (const one of tabs) if (!one.isSettled()) one.connect();
    server.write(false);
    const isDone = async () => {
      const items = await store.all();
      const isWaiting = items.some(({ failure }) => failure === null);
      return !isWaiting && tabs.every((one) => lastSeq(one.timeline()) === server.log(side).length);
    };
    for (let round = 0; round < 400; round += 1) {
      for (const one of tabs) {
        one.listen();
        one.hear(0, 'once');
        one.serve(0);
      }
      clock.advance(500);
      await settle();
      await judge();
      if (await isDone()) break;
    }
    if (!(await isDone())) throw new Error('[LIVE1] [LIVE4] something did not arrive after the wire healed');
    const failed = new Set((await store.all()).map(({ clientMessageId }) => clientMessageId));
    for (const one of tabs) {
      const left = one.timeline().drafts.find(({ clientMessageId }) => !failed.has(clientMessageId));
      if (left !== undefined) throw new Error('[MSG4] a draft did not vanish with its entry');
    }
  }
}

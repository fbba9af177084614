import type { ConnectionState } from '@haven/shared/browser/connection';
import { createDelivery } from '@haven/shared/browser/delivery';
import type { Sent } from '@haven/shared/entry';
import type { Id } from '@haven/shared/ids';
import type { OutboxItem } from '@haven/shared/outbox-item';
import { isRetryable, ok, type Result } from '@haven/shared/result';
import { applyEntries, emptyTimeline, lastSeq, type Timeline } from '@haven/shared/timeline';
import { newMessageId } from '../support/people.ts';
import type { Ack, RefusedSend, Screen, Side, Typed } from './history.ts';
import { createSurvivingStore } from './surviving-store.ts';
import type { Told, Wire, WireEvents } from './wire.ts';

/** Faults of the client itself, switched by the round. */
export type ClientTroubles = {
  /** Share of entry notices that do not arrive, as when a bus loses what was published. */
  lostNotices: number;
  /** How many were lost so far. */
  lost: number;
  /** The known-bad client that never pulls what it misses (LIVE1). */
  isWithoutPull: boolean;
};

/** One person with a device: types, loses the page, comes back. Remembers all that the checker asks for. */
export type Participant = {
  name: string;
  side: Side;
  typed: Typed[];
  acks: Ack[];
  refusals: RefusedSend[];
  type(conversationId: Id, kind: 'message' | 'note'): void;
  /** Puts a conversation on the screen that this one has just opened. */
  hold(conversationId: Id, headSeq: number): void;
  /** Throws the page away with everything on it; the outbox' store stays. */
  reload(): void;
  /** What is typed and not answered. */
  pending(): number;
  state(): ConnectionState;
  wake(): void;
  /** The last seq that the present page draws of a conversation. */
  drawnUpTo(conversationId: Id): number;
  /** Conversations on the screen that are this one's own. */
  own(): Id[];
  screens(): Screen[];
  /** Forgets the round's conversations. */
  forget(): void;
  stop(): void;
};

type Deps = {
  name: string;
  side: Side;
  open: (events: WireEvents) => Wire;
  random: () => number;
  troubles: ClientTroubles;
};

type Drawn = { conversationId: Id; drawn: { seq: number; id: Id }[] };

/** A page of the widget or the console without its pixels: the product's connection, delivery core and timeline. */
function openPage(deps: Deps, device: ReturnType<typeof createSurvivingStore>, person: Participant) {
  const { name, side, troubles } = deps;
  const timelines = new Map<Id, Timeline>();
  const lines = new Map<Id, Drawn>();
  const own = new Set<Id>();
  const acked = new Set<Id>();
  let typing: Id | undefined;
  const { store, letGo } = device.open(ackByLog);

  const wire = deps.open({
    onEntry(entry) {
      if (deps.random() < troubles.lostNotices) {
        troubles.lost += 1;
        return;
      }
      if (timelines.has(entry.conversationId))
        change(entry.conversationId, (held) => applyEntries(held, [entry]));
      delivery.look();
    },
    onConversation(told) {
      hear(told);
      delivery.look();
    },
    onState: () => undefined,
    onLive: () => delivery.catchUp(),
  });

  const delivery = createDelivery({
    logs: {
      ids: () => [...timelines.keys()],
      get: (conversationId) => timelines.get(conversationId),
      change: (conversationId, by) => {
        if (timelines.has(conversationId)) change(conversationId, by);
      },
    },
    store,
    random: deps.random,
    makeId: () => typing ?? newMessageId(),
    isLive: () => wire.state() === 'live',
    page: (conversationId, after) =>
      troubles.isWithoutPull
        ? Promise.resolve(ok({ entries: [], headSeq: 0 }))
        : wire.list(conversationId, after),
    resume,
    send,
  });

  async function send(item: OutboxItem) {
    const { conversationId, clientMessageId } = item;
    const answer = await wire.send(item);
    if (answer.ok) recordAck(conversationId, clientMessageId, answer.value);
    else if (!isRetryable(answer.error.code)) {
      person.refusals.push({ by: name, side, conversationId, clientMessageId, code: answer.error.code });
    }
    return answer;
  }

  function recordAck(conversationId: Id, clientMessageId: Id, sent: Sent): void {
    acked.add(clientMessageId);
    person.acks.push({ by: name, side, conversationId, clientMessageId, ...sent });
  }

  /** A message that leaves the outbox because its entry is in the log was acked by the log. */
  function ackByLog(clientMessageId: Id): void {
    if (acked.has(clientMessageId)) return;
    for (const [conversationId, { entries, aside }] of timelines) {
      const entry = [...entries, ...aside].find((each) => each.clientMessageId === clientMessageId);
      if (entry) recordAck(conversationId, clientMessageId, { id: entry.id, seq: entry.seq, at: entry.at });
    }
  }

  function change(conversationId: Id, by: (held: Timeline) => Timeline): void {
    const next = by(timelines.get(conversationId) ?? emptyTimeline(0));
    timelines.set(conversationId, next);
    draw(conversationId, next);
  }

  /** Records what appears, also where it repeats or contradicts what was drawn before. */
  function draw(conversationId: Id, { entries }: Timeline): void {
    const line = lines.get(conversationId) ?? { conversationId, drawn: [] };
    lines.set(conversationId, line);
    entries.forEach(({ seq, id }, index) => {
      if (line.drawn[index]?.id !== id) line.drawn.push({ seq, id });
    });
  }

  function hear({ id, headSeq, isMine }: Told): void {
    if (!isMine && !timelines.has(id)) return;
    if (isMine) own.add(id);
    change(id, (held) => applyEntries(held, [], { headSeq }));
  }

  async function resume(): Promise<Result<unknown>> {
    const have = Object.fromEntries([...timelines].map(([id, held]) => [id, lastSeq(held)]));
    const answer = await wire.resume(have);
    if (!answer.ok) return answer;
    for (const { told, entries, headSeq } of answer.value) {
      hear(told);
      if (timelines.has(told.id)) change(told.id, (held) => applyEntries(held, entries, { headSeq }));
    }
    return ok(null);
  }

  void delivery.restore();
  wire.start();
  return {
    wire,
    /** Types a message; false when the outbox is full, and the text would stay in its composer. */
    type(conversationId: Id, clientMessageId: Id, kind: 'message' | 'note', text: string): boolean {
      typing = clientMessageId;
      return delivery.send(conversationId, { kind, text, attachments: [] });
    },
    timelines,
    own,
    hear,
    /** Copies: the screen goes on drawing. */
    screens: (isLast: boolean): Screen[] =>
      [...lines.values()].map(({ conversationId, drawn }) => ({
        by: name,
        side,
        conversationId,
        drawn: [...drawn],
        isLast: isLast && timelines.has(conversationId),
      })),
    forget() {
      for (const held of [timelines, lines, own]) held.clear();
    },
    close() {
      letGo();
      delivery.stop();
      wire.stop();
    },
  };
}

export function createParticipant(deps: Deps): Participant {
  const { name, side } = deps;
  const device = createSurvivingStore();
  const past: Screen[] = [];
  const person: Participant = {
    name,
    side,
    typed: [],
    acks: [],
    refusals: [],
    type(conversationId, kind) {
      const clientMessageId = newMessageId();
      const text = `${name} ${person.typed.length}`;
      if (page.type(conversationId, clientMessageId, kind, text))
        person.typed.push({ by: name, side, conversationId, clientMessageId });
    },
    hold: (id, headSeq) => page.hear({ id, headSeq, isMine: true }),
    reload() {
      past.push(...page.screens(false));
      page.close();
      page = openPage(deps, device, person);
    },
    pending: () => device.pending(),
    state: () => page.wire.state(),
    wake: () => page.wire.wake(),
    drawnUpTo(conversationId) {
      const held = page.timelines.get(conversationId);
      return held === undefined ? 0 : lastSeq(held);
    },
    own: () => [...page.own],
    screens: () => [...past, ...page.screens(true)],
    forget() {
      for (const list of [person.typed, person.acks, person.refusals, past]) list.splice(0);
      page.forget();
    },
    stop: () => page.close(),
  };
  let page = openPage(deps, device, person);
  return person;
}

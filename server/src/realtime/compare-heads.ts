import { setTimeout as sleep } from 'node:timers/promises';
import { agentNamespace, visitorNamespace } from '@haven/shared/realtime/handshake';
import type { Namespace, Server } from 'socket.io';
import type { Head, Watched } from '../features/conversations/heads.ts';
import type { ConversationNews } from '../flows/publish.ts';
import type { Logger } from '../log.ts';
import type { Delivery } from './deliver.ts';
import { tellConversation } from './publish.ts';
import { rooms } from './rooms.ts';
import type { ToldHeads } from './told-heads.ts';

/** How often this server compares; a lost notice is late by this and the settling at the most. */
const compareEveryMs = 4_000;
/** Spread, so that servers do not ask in step. */
const jitterMs = 1_000;
/** What was committed a moment ago is mostly on its way; who is still behind after this was not told. */
const settleMs = 300;
/** Conversations that one pass tells; the others come with the next, so that an outage ends without a storm. */
const perPass = 200;
/** Ids in one query. */
const chunkSize = 1_000;

type Deps = {
  io: Server;
  told: ToldHeads;
  tellHere: Delivery['tellHere'];
  heads(watched: Watched): Promise<Head[]>;
  currentNews(ids: readonly string[]): Promise<ConversationNews[]>;
  log: Logger;
};

export type CompareHeads = { pass(): Promise<void>; stop(): void };

/**
 * Finds what the bus lost: compares what was told here with the rows (TRUTH1) and tells the state to who is behind.
 * It carries the head's number, so that a client sees what is missing and pulls it (LIVE1). A visitor is told only
 * when the visitor's own numbering moved: a note moves the other (MSG2).
 */
export function createCompareHeads({ io, told, tellHere, heads, currentNews, log }: Deps): CompareHeads {
  const visitors = io.of(visitorNamespace);
  const agents = io.of(agentNamespace);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isStopped = false;

  function watchedHere(): Watched {
    const open = [visitors, agents].flatMap((namespace) => idsIn(namespace, rooms.conversation('')));
    return {
      ids: [...new Set([...open, ...told.ids()])],
      visitorIds: idsIn(visitors, rooms.visitor('')),
      agentIds: idsIn(agents, rooms.agent('')),
      teamIds: idsIn(agents, rooms.team('')),
    };
  }

  /** Of what is new here and moved just now nobody may know yet; what lay still is known from lists and pages. */
  function isBehind(head: Head): boolean {
    for (const [audience, seq] of seqsOf(head)) {
      if (!head.isRecent) told.answered(audience, { id: head.id, headSeq: seq });
    }
    return seqsOf(head).some(([audience, seq]) => seq > (told.get(audience, head.id) ?? 0));
  }

  async function compare(): Promise<void> {
    if (visitors.sockets.size + agents.sockets.size === 0) return told.keep(new Set());
    const found = (await Promise.all(chunksOf(watchedHere()).map(heads))).flat();
    told.keep(new Set(found.map(({ id }) => id)));
    if (!found.some(isBehind)) return;
    await sleep(settleMs, undefined, { ref: false });
    const behind = new Map(
      found
        .filter(isBehind)
        .slice(0, perPass)
        .map((head) => [head.id, head]),
    );
    if (behind.size === 0) return;
    for (const news of await currentNews([...behind.keys()])) {
      const head = behind.get(news.staff.conversation.id);
      const isVisitorBehind = head && head.visitorSeq > (told.get('visitor', head.id) ?? 0);
      tellConversation(tellHere, isVisitorBehind ? news : { ...news, visitor: null });
    }
    log.debug({ count: behind.size }, 'told what the bus had lost');
  }

  /** Never rejects; asked twice at once it runs once. */
  function pass(): Promise<void> {
    running ??= compare()
      .catch((err: unknown) => log.debug({ err }, 'heads were not compared; the next pass does it'))
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  function schedule(): void {
    if (isStopped) return;
    timer = setTimeout(() => void pass().then(schedule), compareEveryMs + Math.random() * jitterMs).unref();
  }
  schedule();

  return {
    pass,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

function seqsOf({ visitorSeq, staffSeq }: Head): ['visitor' | 'agent', number][] {
  return [
    ['visitor', visitorSeq],
    ['agent', staffSeq],
  ];
}

/** The ids of the rooms of one kind that somebody is in. O(rooms). */
function idsIn({ adapter }: Namespace, prefix: string): string[] {
  return [...adapter.rooms.keys()]
    .filter((room) => room.startsWith(prefix))
    .map((room) => room.slice(prefix.length));
}

/** Parts of at most `chunkSize` ids each. */
function chunksOf(watched: Watched): Watched[] {
  const length = Math.max(...Object.values(watched).map((ids) => ids.length));
  return Array.from({ length: Math.ceil(length / chunkSize) }, (_, index) => {
    const part = (ids: readonly string[]) => ids.slice(index * chunkSize, (index + 1) * chunkSize);
    return {
      ids: part(watched.ids),
      visitorIds: part(watched.visitorIds),
      agentIds: part(watched.agentIds),
      teamIds: part(watched.teamIds),
    };
  });
}

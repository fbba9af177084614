import { ok, type Result } from '@haven/shared/result';
import type { ServiceNotice } from '@haven/shared/service-notice';
import { previewOf } from '../features/conversations/compose.ts';
import type { ServiceNotices, Untold } from '../features/service-notices.ts';
import type { Logger } from '../log.ts';
import type { VisitorPrincipal } from '../principal.ts';
import { systemAuthor, type Write } from '../storage/postgres/write.ts';
import type { FlowDeps } from './flow-deps.ts';
import { noticeOver } from './notice-over.ts';
import { passEvery } from './pass-every.ts';
import type { Publish } from './publish.ts';
import { writeTogether } from './write-together.ts';

/** A beginning or an end is seen by everybody within so many milliseconds. */
const everyMs = 1_000;
/** Conversations told in one pass, so that a large end leaves room for everything else. */
const batch = 64;

type Deps = Pick<FlowDeps, 'conversations' | 'writer' | 'settle' | 'clock'> & {
  notices: ServiceNotices;
  publish: Pick<Publish, 'serviceNotices'>;
  log: Logger;
};

export type TellServiceNotices = {
  /** What holds, and what this visitor asked to be told of. */
  list(visitor: VisitorPrincipal): Promise<Result<{ notices: ServiceNotice[]; followedIds: string[] }>>;
  /** Asks to be told of an end, in a conversation of one's own that is open. */
  follow(
    visitor: VisitorPrincipal,
    asked: { conversationId: string; noticeId: string },
  ): Promise<Result<Record<string, never>>>;
  /** Says what holds now, at once: whoever changed something calls it. */
  announce(): Promise<void>;
  /** Starts the passes; call what it returns to stop them. */
  start(): () => void;
};

/**
 * Follows the operator's notices: says to this server's sockets what holds as it changes, ends what is due, and tells
 * the conversations that asked of an end, in batches, once each: the message and the mark that it was told are one
 * transaction, so that a server that is killed leaves the rest to the next pass, of whichever server.
 */
export function createTellServiceNotices(deps: Deps): TellServiceNotices {
  const { conversations, writer, settle, clock, notices, publish, log } = deps;
  /** What this server's sockets know; null before the first look. */
  let told: string | null = null;

  async function announce(): Promise<void> {
    const active = await notices.listActive();
    const text = JSON.stringify(active);
    if (told !== null && told !== text) publish.serviceNotices(active);
    told = text;
  }

  function writeOf({ noticeId, conversationId, language, title, ending }: Untold): Write {
    const text = noticeOver(language, title, ending);
    const entry = conversations.compose(systemAuthor, {
      kind: 'message',
      text,
      attachments: [],
      automatic: true,
    });
    return {
      conversationId,
      expect: {},
      // The visitor waits as they did: nobody answered them.
      patch: { preview: previewOf(entry, new Date(clock.now())) },
      entries: [entry],
      records: [{ kind: 'tell_follower', noticeId, at: new Date(clock.now()) }],
    };
  }

  async function tellEnds(): Promise<void> {
    const untold = await notices.untold(batch);
    await writeTogether({ writer, settle }, untold, async (some) => some.map(writeOf));
  }

  async function pass(): Promise<void> {
    await notices.endDue();
    await announce();
    await tellEnds();
  }

  return {
    async list(visitor) {
      const [active, followedIds] = await Promise.all([
        notices.listActive(),
        notices.followedBy(visitor.visitorId),
      ]);
      return ok({ notices: active, followedIds });
    },
    async follow(visitor, { conversationId, noticeId }) {
      const facts = await conversations.ofVisitor(visitor, conversationId);
      if (!facts.ok) return facts;
      return notices.follow(noticeId, conversationId);
    },
    announce,
    start: () => passEvery(everyMs, pass, { log, failed: 'Service notices can not be followed now.' }),
  };
}

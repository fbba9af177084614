import type { Conversations } from '../features/conversations/conversations.ts';
import type { ConversationFacts } from '../features/conversations/facts.ts';
import type { RouteConversation } from './settle.ts';

export type FollowTurns = {
  /** Since a message of it, its visitor waits, or waits no more. Costs nothing by itself. */
  mark(conversationId: string): void;
  /** Reads conversations for somebody, and has routing follow those of them that have turned. */
  read(ids: readonly string[]): Promise<ConversationFacts[]>;
  /** Resolves when routing has followed all that has turned: a server that stops leaves no load as it was. */
  finished(): Promise<void>;
};

type Deps = {
  conversations: Pick<Conversations, 'facts'>;
  routing: Pick<RouteConversation, 'project' | 'dispatch'>;
};

/**
 * A chat in which support spoke last takes less of its agent's capacity (RT6), so a message that changes who speaks is
 * routing's to know. It is told with what is read for lists anyway, once a second for each at most: in a lively chat
 * nearly every message turns it. What is lost with a process, the sweep finds.
 */
export function createFollowTurns({ conversations, routing }: Deps): FollowTurns {
  const turned = new Set<string>();
  const running = new Set<Promise<unknown>>();

  function track<T>(work: Promise<T>): Promise<T> {
    running.add(work);
    const done = () => running.delete(work);
    work.then(done, done);
    return work;
  }

  async function follow(all: readonly ConversationFacts[]): Promise<void> {
    await Promise.all(all.map((facts) => routing.project(facts)));
    for (const facts of all) routing.dispatch(facts);
  }

  async function readAndFollow(ids: readonly string[]): Promise<ConversationFacts[]> {
    // Before the look: what turns meanwhile is marked again.
    const own = new Set(ids.filter((id) => turned.delete(id)));
    try {
      const all = await conversations.facts(ids);
      void track(follow(all.filter(({ id }) => own.has(id))));
      return all;
    } catch (error) {
      for (const id of own) turned.add(id);
      throw error;
    }
  }

  const read = (ids: readonly string[]) => track(readAndFollow(ids));

  return {
    mark: (conversationId) => void turned.add(conversationId),
    read,
    async finished() {
      if (turned.size > 0) await read([...turned]);
      while (running.size > 0) await Promise.allSettled([...running]);
    },
  };
}

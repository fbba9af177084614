import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from '@haven/shared/entry';
import type { AgentClient, VisitorClient } from './people.ts';

/** What both audiences' clients have alike. */
type Client = Pick<AgentClient | VisitorClient, 'socket' | 'askRaw' | 'close'>;
type Page = { entries: Entry[]; headSeq: number; more: boolean };
type Resumed = { conversations: (Page & { conversation: { id: string } })[] };

export type Follower = {
  /** The seqs that its screen shows, in order. */
  seqs(): number[];
  texts(): string[];
  /** How often it had to come back. */
  returns(): number;
  close(): void;
};

/**
 * Follows one conversation as our clients do: applies what comes in order, pulls when it sees a hole (LIVE1), and
 * comes back and resumes when its transport is closed (LIVE2). Never asks without such a cause.
 */
export async function follow(connect: () => Promise<Client>, conversationId: string): Promise<Follower> {
  const shown: Entry[] = [];
  let returns = 0;
  let isClosed = false;
  let client: Client;
  let pulling: Promise<void> | undefined;

  const have = () => shown.at(-1)?.seq ?? 0;

  function apply(entries: readonly Entry[]): void {
    for (const entry of entries) if (entry.seq === have() + 1) shown.push(entry);
  }

  async function ask<Reply>(name: string, body: object): Promise<Reply> {
    const answer = await client.askRaw(name, body);
    if (!answer.ok) throw new Error(`${name} was refused: ${answer.error.code}`);
    return answer.value as Reply;
  }

  async function pull(): Promise<void> {
    for (;;) {
      const page = await ask<Page>('entry:list', { conversationId, after: have() });
      apply(page.entries);
      if (!page.more) return;
    }
  }

  /** `seq` exists: whatever is missing up to it is asked for, once at a time. */
  function isToldOf(seq: number): void {
    if (seq <= have()) return;
    pulling ??= pull()
      .catch(() => undefined)
      .finally(() => {
        pulling = undefined;
      });
  }

  async function enter(): Promise<void> {
    client = await connect();
    client.socket.on('disconnect', () => void comeBack());
    client.socket.on('entry:new', (notice: { conversationId: string; entry: Entry }) => {
      if (notice.conversationId !== conversationId) return;
      apply([notice.entry]);
      isToldOf(notice.entry.seq);
    });
    client.socket.on('conversation:changed', (notice: { conversation: { id: string; headSeq: number } }) => {
      if (notice.conversation.id === conversationId) isToldOf(notice.conversation.headSeq);
    });
    const { conversations } = await ask<Resumed>('conversation:resume', {
      have: { [conversationId]: have() },
    });
    const mine = conversations.find(({ conversation }) => conversation.id === conversationId);
    apply(mine?.entries ?? []);
    isToldOf(mine?.headSeq ?? 0);
  }

  async function comeBack(): Promise<void> {
    while (!isClosed) {
      returns += 1;
      try {
        return await enter();
      } catch {
        await sleep(200);
      }
    }
  }

  await enter();
  return {
    seqs: () => shown.map(({ seq }) => seq),
    texts: () => shown.flatMap(({ body }) => (body.kind === 'message' ? [body.text] : [])),
    returns: () => returns,
    close() {
      isClosed = true;
      client.close();
    },
  };
}

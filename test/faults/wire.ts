import { type Connection, type ConnectionState, createConnection } from '@haven/shared/browser/connection';
import type { StaffConversation } from '@haven/shared/conversation';
import type { Entry, Sent } from '@haven/shared/entry';
import type { Id } from '@haven/shared/ids';
import type { OutboxItem } from '@haven/shared/outbox-item';
import {
  type agentHints,
  agentCommands,
  agentNotices,
  type AgentCommands,
} from '@haven/shared/realtime/agent-events';
import { agentNamespace, visitorNamespace } from '@haven/shared/realtime/handshake';
import {
  type VisitorCommands,
  visitorCommands,
  type visitorHints,
  visitorNotices,
} from '@haven/shared/realtime/visitor-events';
import { ok, type Result } from '@haven/shared/result';
import { protocolVersion } from '@haven/shared/version';

/** A conversation as a resume or a notice tells of it, as far as a screen needs it. */
export type Told = { id: Id; headSeq: number; isMine: boolean };
export type Page = { entries: readonly Entry[]; headSeq: number };

/** What a page does with the server, whichever audience it is. */
export type Wire = {
  start(): void;
  stop(): void;
  wake(): void;
  state(): ConnectionState;
  resume(have: Record<Id, number>): Promise<Result<(Page & { told: Told })[]>>;
  list(conversationId: Id, after: number): Promise<Result<Page>>;
  send(item: OutboxItem): Promise<Result<Sent>>;
};

export type WireEvents = {
  onEntry(entry: Entry): void;
  onConversation(told: Told): void;
  onState(state: ConnectionState): void;
  onLive(): Promise<Result<unknown>>;
};

type Place = {
  origin: string;
  /** Of the waits between attempts; the faults are shorter than people's patience, so the waits are too. */
  random: () => number;
};

type VisitorConnection = Connection<VisitorCommands, typeof visitorHints>;
type AgentConnection = Connection<AgentCommands, typeof agentHints>;

/** The widget's end, on the product's own connection, which is given back for what a page asks besides. */
export function openVisitorWire(place: Place, token: string, events: WireEvents) {
  const connection: VisitorConnection = createConnection({
    ...place,
    namespace: visitorNamespace,
    commands: visitorCommands,
    notices: visitorNotices,
    auth: () => ({ protocol: protocolVersion, token }),
    onState: events.onState,
    onLive: events.onLive,
    onNotice(notice) {
      if (notice.name === 'entry:new') events.onEntry(notice.data.entry);
      if (notice.name !== 'conversation:changed') return;
      const { id, headSeq } = notice.data.conversation;
      events.onConversation({ id, headSeq, isMine: true });
    },
  });
  const wire: Wire = {
    ...connection,
    async resume(have) {
      const answer = await connection.command('conversation:resume', { have });
      if (!answer.ok) return answer;
      return ok(
        answer.value.conversations.map(({ conversation: { id }, entries, headSeq }) => ({
          told: { id, headSeq, isMine: true },
          entries,
          headSeq,
        })),
      );
    },
    list: (conversationId, after) => connection.command('entry:list', { conversationId, after }),
    send: (item) => connection.command('entry:send', messageOf(item)),
  };
  return { wire, connection };
}

/** The console's end: messages and notes, and whatever is assigned to `agentId`. */
export function openAgentWire(place: Place, agent: { id: Id; cookie: string }, events: WireEvents) {
  const connection: AgentConnection = createConnection({
    ...place,
    headers: { cookie: agent.cookie },
    namespace: agentNamespace,
    commands: agentCommands,
    notices: agentNotices,
    auth: () => ({ protocol: protocolVersion }),
    onState: events.onState,
    onLive: events.onLive,
    onNotice(notice) {
      if (notice.name === 'entry:new') events.onEntry(notice.data.entry);
      if (notice.name === 'conversation:changed') events.onConversation(told(notice.data.conversation));
    },
  });
  function told({ id, headSeq, assignee, status }: StaffConversation): Told {
    return { id, headSeq, isMine: assignee?.id === agent.id && status !== 'closed' };
  }
  const wire: Wire = {
    ...connection,
    async resume(have) {
      const answer = await connection.command('conversation:resume', { have });
      if (!answer.ok) return answer;
      return ok(
        answer.value.conversations.map(({ conversation, entries, headSeq }) => ({
          told: told(conversation),
          entries,
          headSeq,
        })),
      );
    },
    list: (conversationId, after) => connection.command('entry:list', { conversationId, after }),
    send: (item) =>
      item.kind === 'note'
        ? connection.command('entry:note', {
            conversationId: item.conversationId,
            clientMessageId: item.clientMessageId,
            text: item.text,
          })
        : connection.command('entry:send', messageOf(item)),
  };
  return { wire, connection };
}

function messageOf({ conversationId, clientMessageId, text, attachments }: OutboxItem) {
  return { conversationId, clientMessageId, text, attachmentIds: attachments.map(({ id }) => id) };
}

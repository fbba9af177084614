import type { Diagnosis } from '@haven/shared/chain/diagnosis';
import type { Delivery, Written } from '@haven/shared/browser/delivery';
import type { StaffConversation } from '@haven/shared/conversation';
import { newId } from '@haven/shared/browser/ids';
import type { Entry, Sent } from '@haven/shared/entry';
import type { Id } from '@haven/shared/ids';
import { recentTexts } from '@haven/shared/limits';
import type { ConversationCode } from '@haven/shared/official-proof';
import type { SignedInAgent } from '@haven/shared/people';
import type { PlaybookMark } from '@haven/shared/playbook';
import type { AgentCommands } from '@haven/shared/realtime/agent-events';
import type { BodyOfCommand } from '@haven/shared/realtime/define';
import type { Fact } from '@haven/shared/request';
import type { Result } from '@haven/shared/result';
import { type Draft, firstSeq } from '@haven/shared/timeline';
import type { StoreApi } from 'zustand/vanilla';
import { applyConversation, applyMe } from './apply-notice.ts';
import { applyList, applyOpened, applyPage, withListPhase } from './apply-reply.ts';
import type { AgentConnection } from './agent-connection.ts';
import type { SecretGuard } from './create-secret-guard.ts';
import { type LiveState, type View, without } from './state.ts';
import { isWorkedBy } from './views.ts';

/** Commands that answer with the conversation's new state. */
type StateCommand =
  | 'conversation:accept'
  | 'conversation:transfer'
  | 'conversation:escalate'
  | 'conversation:resolve'
  | 'conversation:tag'
  | 'conversation:set-language'
  | 'case:accept'
  | 'case:assign'
  | 'case:progress'
  | 'visitor:block';

/** What the console can ask of the server; every answer is taken into the state before it is returned. */
export type Actions = {
  ask<K extends StateCommand>(
    name: K,
    body: BodyOfCommand<AgentCommands, K>,
  ): Promise<Result<StaffConversation>>;
  open(conversationId: Id): Promise<Result<null>>;
  /** Stops following one that is not one's own, and forgets its log. */
  leave(conversationId: Id): void;
  loadList(view: View, more: boolean): Promise<void>;
  loadEarlier(conversationId: Id): Promise<void>;
  /** Keeps a message or note and sends it in its turn; false when no more can be kept. */
  send(conversationId: Id, written: Written): boolean;
  /** What I wrote last in a conversation, oldest first: parts of one secret may stand in several (SAFE2). */
  ownTexts(conversationId: Id): readonly { entryId: Id | null; text: string }[];
  retry(conversationId: Id, draft: Draft): void;
  discard(conversationId: Id, draft: Draft): void;
  redact(body: BodyOfCommand<AgentCommands, 'entry:redact'>): Promise<Result<unknown>>;
  markRead(conversationId: Id, seq: number): Promise<void>;
  /** Marks a step of a playbook, or its end. */
  markPlaybook(conversationId: Id, mark: PlaybookMark): Promise<Result<Sent>>;
  /** Every mark of a conversation's playbooks. */
  listMarks(conversationId: Id): Promise<Result<{ entries: Entry[] }>>;
  /** The six digits that its visitor sees too (SAFE6); null for a closed one. */
  prove(conversationId: Id): Promise<Result<{ code: ConversationCode | null }>>;
  /** Asks the visitor for facts in a card (SAFE7); a resend of the same id is the same request. */
  sendRequest(body: BodyOfCommand<AgentCommands, 'request:send'>): Promise<Result<unknown>>;
  withdrawRequest(conversationId: Id, entryId: Id): Promise<Result<unknown>>;
  /** What is known, and whether the visitor's app can prove an address. */
  factsOf(conversationId: Id): Promise<Result<{ facts: Fact[]; canProve: boolean }>>;
  /** Looks into a transaction; what stands there is said to be a hash (SAFE3, SAFE8). */
  diagnose(
    body: BodyOfCommand<AgentCommands, 'transaction:diagnose'>,
  ): Promise<Result<{ diagnosis: Diagnosis }>>;
  shareTransaction(body: BodyOfCommand<AgentCommands, 'transaction:share'>): Promise<Result<unknown>>;
  typing(conversationId: Id, isTyping: boolean): void;
  /** No new chats; signed out by the server when the last one is closed or handed on. */
  finishShift(): Promise<Result<null>>;
  /** What waits goes back to its queue, with this note; sign out after it. */
  handOver(note: string): Promise<Result<null>>;
  /** Watches the queues until left; asked again after each reconnect. */
  followQueues(): Promise<Result<null>>;
  leaveQueues(): void;
};

type Deps = {
  connection: AgentConnection;
  store: StoreApi<LiveState>;
  delivery: Delivery;
  /** Looks at what a command says before it is sent (SAFE1). */
  guard: Pick<SecretGuard, 'clearAll'>;
  /** Nothing more can be kept: what was to be sent stays in its composer. */
  onFull: () => void;
};

/** Builds the actions over one connection, one state and one delivery core. */
export function createActions({ connection, store, delivery, guard, onFull }: Deps): Actions {
  let isFollowing = false;
  const change = (apply: (state: LiveState) => LiveState) => store.setState(apply, true);

  async function endShift(asked: Promise<Result<{ me: SignedInAgent }>>): Promise<Result<null>> {
    const answer = await asked;
    if (!answer.ok) return answer;
    change((state) => applyMe(state, answer.value.me));
    return { ok: true, value: null };
  }

  return {
    async ask(name, body) {
      const cleared = await guard.clearAll(body);
      if (!cleared.ok) return cleared;
      const answer = await connection.command(name, body, cleared.value);
      if (!answer.ok) return answer;
      const { conversation } = answer.value as { conversation: StaffConversation };
      change((state) => applyConversation(state, conversation));
      return { ok: true, value: conversation };
    },

    async open(conversationId) {
      const answer = await connection.command('conversation:open', { conversationId });
      if (!answer.ok) return answer;
      change((state) => applyOpened(state, answer.value));
      return { ok: true, value: null };
    },

    leave(conversationId) {
      const { conversations, timelines, me } = store.getState();
      const conversation = conversations[conversationId];
      const holdsDrafts = (timelines[conversationId]?.drafts.length ?? 0) > 0;
      const isHeld =
        conversation !== undefined && conversation.status !== 'closed' && isWorkedBy(conversation, me);
      if (isHeld || holdsDrafts) return;
      change((state) => ({ ...state, timelines: without(state.timelines, conversationId) }));
      void connection.command('conversation:leave', { conversationId });
    },

    async loadList(view, more) {
      const { clock, lists } = store.getState();
      if (lists[view].phase === 'loading') return;
      const cursor = more ? lists[view].cursor : null;
      change((state) => withListPhase(state, view, 'loading'));
      const answer = await connection.command('conversation:list', { view, cursor });
      change((state) =>
        answer.ok
          ? applyList(state, view, answer.value, { cursor, clock })
          : withListPhase(state, view, 'failed'),
      );
    },

    async loadEarlier(conversationId) {
      const timeline = store.getState().timelines[conversationId];
      const before = timeline === undefined ? null : firstSeq(timeline);
      if (before === null || before <= 1) return;
      const answer = await connection.command('entry:list', { conversationId, before });
      if (answer.ok) change((state) => applyPage(state, conversationId, answer.value));
    },

    send(conversationId, written) {
      const isTaken = delivery.send(conversationId, written);
      if (!isTaken) onFull();
      return isTaken;
    },

    ownTexts(conversationId) {
      const { timelines, me } = store.getState();
      const { entries, drafts } = timelines[conversationId] ?? { entries: [], drafts: [] };
      const sent = entries.flatMap(({ id, author, body }) =>
        author.kind === 'agent' && author.id === me.id && (body.kind === 'message' || body.kind === 'note')
          ? [{ entryId: id, text: body.text }]
          : [],
      );
      return [...sent, ...drafts.map(({ text }) => ({ entryId: null, text }))].slice(-recentTexts);
    },

    retry: (conversationId, draft) => delivery.retry(conversationId, draft.clientMessageId),

    discard: (conversationId, draft) => void delivery.takeBack(conversationId, draft.clientMessageId),

    redact: (body) => connection.command('entry:redact', body),

    async markRead(conversationId, seq) {
      await connection.command('entry:read', { conversationId, seq });
    },

    markPlaybook: (conversationId, mark) =>
      connection.command('playbook:mark', { conversationId, clientMessageId: newId(), mark }),

    listMarks: (conversationId) => connection.command('playbook:list', { conversationId }),

    async sendRequest(body) {
      const cleared = await guard.clearAll(body);
      return cleared.ok ? connection.command('request:send', body, cleared.value) : cleared;
    },

    withdrawRequest: (conversationId, entryId) =>
      connection.command('request:withdraw', { conversationId, entryId }),

    diagnose: (body) => connection.command('transaction:diagnose', body, ['transaction_hash']),

    shareTransaction: (body) => connection.command('transaction:share', body, ['transaction_hash']),

    factsOf: (conversationId) => connection.command('fact:list', { conversationId }),

    prove: (conversationId) => connection.command('conversation:prove', { conversationId }),

    finishShift: () => endShift(connection.command('shift:finish', {})),

    async handOver(note) {
      const cleared = await guard.clearAll({ note });
      if (!cleared.ok) return cleared;
      return endShift(connection.command('shift:hand-over', { note }, cleared.value));
    },

    async followQueues() {
      isFollowing = true;
      const answer = await connection.command('queues:follow', {});
      if (!answer.ok) return answer;
      if (isFollowing) change((state) => ({ ...state, board: answer.value.board }));
      return { ok: true, value: null };
    },

    leaveQueues() {
      isFollowing = false;
      change((state) => ({ ...state, board: null }));
      void connection.command('queues:leave', {});
    },

    typing: (conversationId, isTyping) => connection.hint('typing:set', { conversationId, isTyping }),
  };
}

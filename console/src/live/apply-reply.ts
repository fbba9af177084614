import type { StaffConversation } from '@haven/shared/conversation';
import type { Id } from '@haven/shared/ids';
import { resumeMaxConversations } from '@haven/shared/limits';
import type { AgentCommands } from '@haven/shared/realtime/agent-events';
import type { ReplyOfCommand } from '@haven/shared/realtime/define';
import { applyEntries, emptyTimeline, lastSeq, type Timeline } from '@haven/shared/timeline';
import { applyConversation, applyMe, forgetConversation } from './apply-notice.ts';
import type { Counts, ListState, LiveState, View } from './state.ts';
import { isInView, isWorkedBy, orderOf } from './views.ts';

type Reply<K extends keyof AgentCommands & string> = ReplyOfCommand<AgentCommands, K>;
type Page = Reply<'entry:list'>;

/**
 * What a resume says of everything held: the last seq of each log (LIVE2). There is room for so many; what is still
 * open goes first, then what was heard of last.
 */
export function haveOf({ timelines, conversations, stamps }: LiveState): Record<Id, number> {
  const isClosed = (id: Id) => Number(conversations[id]?.status === 'closed');
  const begun = Object.entries(timelines)
    .filter(([, timeline]) => timeline.after !== null)
    .sort(([a], [b]) => isClosed(a) - isClosed(b) || (stamps[b] ?? 0) - (stamps[a] ?? 0))
    .slice(0, resumeMaxConversations);
  return Object.fromEntries(begun.map(([id, timeline]) => [id, lastSeq(timeline)]));
}

/** Takes in a resume: state and log of everything held, and the lists to be fetched again. */
export function applyResumed(state: LiveState, reply: Reply<'conversation:resume'>): LiveState {
  let next = applyMe(state, reply.me);
  for (const id of reply.gone) next = forgetConversation(next, id);
  for (const { conversation, ...page } of reply.conversations) {
    next = applyPage(replaceConversation(next, conversation), conversation.id, page);
  }
  const told = new Set(reply.conversations.map(({ conversation }) => conversation.id));
  next = withoutUntold(withoutLostOwn(next, told), told);
  const lists = Object.fromEntries(
    Object.entries(next.lists).map(([view, list]) => [view, { ...list, phase: 'idle' }]),
  ) as Record<View, ListState>;
  return { ...next, lists, ...counted(reply.counts), typing: {}, watchers: {} };
}

/** An own chat that a resume does not name is no longer one's own; its list will say what became of it. */
function withoutLostOwn(state: LiveState, told: ReadonlySet<Id>): LiveState {
  const isLost = (conversation: StaffConversation) =>
    !told.has(conversation.id) && isWorkedBy(conversation, state.me) && conversation.status !== 'closed';
  return Object.values(state.conversations)
    .filter(isLost)
    .reduce((next, { id }) => forgetConversation(next, id), state);
}

/** A log that was not caught up is not followed any more; it is opened anew when somebody looks. Own drafts stay. */
function withoutUntold(state: LiveState, told: ReadonlySet<Id>): LiveState {
  const kept = Object.entries(state.timelines).filter(
    ([id, { drafts }]) => told.has(id) || drafts.length > 0,
  );
  return { ...state, timelines: Object.fromEntries(kept) };
}

/** Takes in a conversation that was opened, with the end of its log. */
export function applyOpened(state: LiveState, reply: Reply<'conversation:open'>): LiveState {
  const { conversation, ...page } = reply;
  return applyPage(replaceConversation(state, conversation), conversation.id, page);
}

/** Takes in a page of a log. */
export function applyPage(state: LiveState, conversationId: Id, page: Page): LiveState {
  const timeline = state.timelines[conversationId] ?? emptyTimeline();
  return withTimeline(state, conversationId, applyEntries(timeline, page.entries, { headSeq: page.headSeq }));
}

/**
 * Takes in a page of a list. A first page is the truth for the stretch that it covers: what is held of that list, older
 * than the request and not in the page, is dropped. `askedAt` is the state's clock when the page was asked for.
 */
export function applyList(
  state: LiveState,
  view: View,
  reply: Reply<'conversation:list'>,
  asked: { cursor: string | null; clock: number },
): LiveState {
  const told = new Set(reply.conversations.map(({ id }) => id));
  const last = reply.conversations.at(-1);
  const isCovered = (conversation: StaffConversation) =>
    reply.cursor === null || (last !== undefined && orderOf(view)(conversation, last) <= 0);
  const isDropped = (conversation: StaffConversation) =>
    asked.cursor === null &&
    !told.has(conversation.id) &&
    isInView(view, conversation, state.me) &&
    isCovered(conversation) &&
    state.timelines[conversation.id] === undefined &&
    (state.stamps[conversation.id] ?? 0) <= asked.clock;
  let next = state;
  for (const conversation of Object.values(state.conversations)) {
    if (isDropped(conversation)) next = forgetConversation(next, conversation.id);
  }
  for (const conversation of reply.conversations) next = replaceConversation(next, conversation);
  const list: ListState = { phase: 'ready', cursor: reply.cursor };
  return { ...next, lists: { ...next.lists, [view]: list }, ...counted(reply.counts) };
}

/** Takes in a fetched conversation; the counts come with the same reply and are not touched. */
function replaceConversation(state: LiveState, conversation: StaffConversation): LiveState {
  const { counts, countsAreStale } = state;
  return { ...applyConversation(state, conversation), counts, countsAreStale };
}

function counted(counts: Counts): Pick<LiveState, 'counts' | 'countsAreStale'> {
  return { counts, countsAreStale: false };
}

/** The state with one timeline replaced. */
export function withTimeline(state: LiveState, conversationId: Id, timeline: Timeline): LiveState {
  return { ...state, timelines: { ...state.timelines, [conversationId]: timeline } };
}

/** The state with a list in another phase. */
export function withListPhase(state: LiveState, view: View, phase: ListState['phase']): LiveState {
  return { ...state, lists: { ...state.lists, [view]: { ...state.lists[view], phase } } };
}

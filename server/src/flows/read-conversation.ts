import type { Entry } from '@haven/shared/entry';
import { entriesPerPage } from '@haven/shared/limits';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { Conversations } from '../features/conversations/conversations.ts';
import type { EntryPage, PageRequest, Reader } from '../features/conversations/entries.ts';
import type { ConversationFacts } from '../features/conversations/facts.ts';
import type { AgentPrincipal, Principal, VisitorPrincipal } from '../principal.ts';
import type { Publish } from './publish.ts';
import { holdersOf, type Settle, type Settled } from './settle.ts';

type ReadDeps = {
  conversations: Conversations;
  settle: Settle;
  publish: Publish;
  /** Keeps that somebody looked at another's chat. */
  auditView(agent: AgentPrincipal, conversationId: string): Promise<void>;
};

export type Caught = { settled: Settled; page: EntryPage };

export type ReadConversation = {
  /** A page of the log, for whoever may read it (LIVE1). */
  list(who: Principal, asked: { conversationId: string } & PageRequest): Promise<Result<EntryPage>>;
  /** The marks of its playbooks, for staff. */
  playbook(agent: AgentPrincipal, asked: { conversationId: string }): Promise<Result<{ entries: Entry[] }>>;
  /** State and the log's end; an admin's look at what is none of their own is audited. */
  open(agent: AgentPrincipal, conversationId: string): Promise<Result<Caught>>;
  markRead(who: Principal, asked: { conversationId: string; seq: number }): Promise<Result<{ seq: number }>>;
  /** What is missing of everything that a client holds, and the state with it (LIVE2). */
  resumeVisitor(visitor: VisitorPrincipal, have: Have): Promise<Resumed>;
  /** `heldIds`: what the agent holds now, whether the client knew of it or not. */
  resumeAgent(agent: AgentPrincipal, heldIds: readonly string[], have: Have): Promise<Resumed>;
};

/**
 * Entries in the answer to one resume, shared by all that it names, and of each at least: a hundred full pages would be
 * a quarter of a gigabyte. What is missing then is pulled, as any hole is (LIVE1).
 */
const entriesPerResume = 1_000;
const entriesAtLeast = 10;

export type Have = Readonly<Record<string, number>>;
export type Resumed = { caught: Caught[]; gone: string[] };

/** Everything that reads a conversation for somebody, each through the function that proves the right to it. */
export function createReadConversation(deps: ReadDeps): ReadConversation {
  const { conversations, settle, publish } = deps;

  async function factsFor(who: Principal, conversationId: string): Promise<Result<ConversationFacts>> {
    if (who.kind === 'visitor') return conversations.ofVisitor(who, conversationId);
    const access = await conversations.toRead(who, conversationId);
    return access.ok ? ok(access.value.facts) : access;
  }

  /** An admin's look at a log that is none of their own is audited, whichever way it is. */
  async function auditLook(who: Principal, facts: ConversationFacts): Promise<void> {
    const isOverseer = who.kind === 'agent' && conversations.standing(who, facts) === 'overseer';
    if (isOverseer) await deps.auditView(who, facts.id);
  }

  async function factsToShow(who: Principal, conversationId: string): Promise<Result<ConversationFacts>> {
    const facts = await factsFor(who, conversationId);
    if (facts.ok) await auditLook(who, facts.value);
    return facts;
  }

  async function catchUp(
    reader: Reader,
    facts: ConversationFacts,
    after: number | undefined,
    limit = entriesPerPage,
  ): Promise<Caught> {
    // The page is read after the state, so it may be ahead of it and never behind.
    const settled = await settle.view(facts);
    const page = await conversations.page(facts, reader, after === undefined ? { limit } : { after, limit });
    return { settled, page };
  }

  async function resume(who: Principal, ids: readonly string[], have: Have): Promise<Resumed> {
    const limit = Math.max(
      entriesAtLeast,
      Math.min(entriesPerPage, Math.floor(entriesPerResume / ids.length)),
    );
    const readable = await conversations.readable(who, ids);
    const byId = new Map(readable.map((facts) => [facts.id, facts]));
    const looks = ids
      .map((id) => byId.get(id))
      .filter((facts) => facts !== undefined)
      .map(async (facts) => {
        await auditLook(who, facts);
        return catchUp(readerOf(who), facts, have[facts.id], limit);
      });
    return { caught: await Promise.all(looks), gone: ids.filter((id) => !byId.has(id)) };
  }

  return {
    async list(who, { conversationId, ...page }) {
      if (page.after !== undefined && page.before !== undefined) return refuse('invalid');
      const facts = await factsToShow(who, conversationId);
      return facts.ok ? ok(await conversations.page(facts.value, readerOf(who), page)) : facts;
    },

    async playbook(agent, { conversationId }) {
      const facts = await factsToShow(agent, conversationId);
      if (!facts.ok) return facts;
      return ok({
        entries: await conversations.ofKinds(conversationId, ['playbook_step', 'playbook_ended']),
      });
    },

    async open(agent, conversationId) {
      const facts = await factsToShow(agent, conversationId);
      return facts.ok ? ok(await catchUp('staff', facts.value, undefined)) : facts;
    },

    async markRead(who, { conversationId, seq }) {
      const facts = await factsFor(who, conversationId);
      if (!facts.ok) return facts;
      // Looking over a colleague's shoulder is not reading in their name.
      const isTheirs = who.kind === 'visitor' || holdersOf(facts.value).includes(who.agentId);
      if (!isTheirs) return ok({ seq });
      const marker = await conversations.markRead(conversationId, readerOf(who), seq);
      if (marker) {
        publish.read({
          conversationId,
          visitorId: facts.value.visitor_id,
          reader: readerOf(who),
          staffSeq: marker.staffSeq,
          visitorSeq:
            readerOf(who) === 'visitor' || marker.visitorSeq > facts.value.staff_read_seq
              ? marker.visitorSeq
              : null,
        });
      }
      return ok({ seq });
    },

    async resumeVisitor(visitor, have) {
      const openId = await conversations.openIdOf(visitor);
      return resume(visitor, unique([...Object.keys(have), ...(openId === null ? [] : [openId])]), have);
    },

    resumeAgent: (agent, heldIds, have) => resume(agent, unique([...heldIds, ...Object.keys(have)]), have),
  };
}

function readerOf(who: Principal): Reader {
  return who.kind === 'visitor' ? 'visitor' : 'staff';
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

import type { AgentNotices } from '@haven/shared/realtime/agent-events';
import type { NoticeOf } from '@haven/shared/realtime/define';
import type { Witness } from './deliver.ts';
import type { Audience } from './rooms.ts';

/** How far this server's sockets were told of conversations, in the numbering of each audience. */
export type ToldHeads = {
  /** Sees what is delivered. */
  witness: Witness;
  ids(): string[];
  /** The last seq that was told; null when nothing ever was. */
  get(audience: Audience, conversationId: string): number | null;
  /** Somebody was answered with this state: they know as much. Who was told less before is still behind. */
  answered(audience: Audience, conversation: { id: string; headSeq: number }): void;
  /** Forgets all but these. */
  keep(conversationIds: ReadonlySet<string>): void;
};

/** What the witness reads of notices; both audiences' have it alike. */
type Told = {
  'entry:new': Pick<NoticeOf<AgentNotices, 'entry:new'>, 'conversationId'> & { entry: { seq: number } };
  'conversation:changed': { conversation: { id: string; headSeq: number } };
};

export function createToldHeads(): ToldHeads {
  const seqs = { visitor: new Map<string, number>(), agent: new Map<string, number>() };

  function note(audience: Audience, conversationId: string, seq: number): void {
    seqs[audience].set(conversationId, Math.max(seq, seqs[audience].get(conversationId) ?? 0));
  }

  return {
    witness(audience, name, notice) {
      if (name === 'entry:new') {
        const { conversationId, entry } = notice as Told['entry:new'];
        note(audience, conversationId, entry.seq);
      } else if (name === 'conversation:changed') {
        const { conversation } = notice as Told['conversation:changed'];
        note(audience, conversation.id, conversation.headSeq);
      }
    },
    ids: () => [...new Set([...seqs.visitor.keys(), ...seqs.agent.keys()])],
    get: (audience, conversationId) => seqs[audience].get(conversationId) ?? null,
    answered(audience, { id, headSeq }) {
      if (!seqs[audience].has(id)) seqs[audience].set(id, headSeq);
    },
    keep(conversationIds) {
      for (const told of Object.values(seqs)) {
        for (const id of told.keys()) if (!conversationIds.has(id)) told.delete(id);
      }
    },
  };
}

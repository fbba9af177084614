import type { VisitorContext, VisitorConversation } from '@haven/shared/conversation';
import { conversationReference } from '@haven/shared/ids';
import type { Language } from '@haven/shared/language';
import { reservedNameIn } from '@haven/shared/reserved-names';
import { ok, refuse, type Result } from '@haven/shared/result';
import { previewOf } from '../features/conversations/compose.ts';
import type { EntryPage } from '../features/conversations/entries.ts';
import type { Incidents } from '../features/incidents.ts';
import type { VisitorPrincipal } from '../principal.ts';
import { visitorAuthor } from './authors.ts';
import type { Classed } from './choose-team.ts';
import type { FlowDeps } from './flow-deps.ts';

export type Start = {
  clientMessageId: string;
  issueType: string;
  description: string;
  language: Language;
  context: VisitorContext;
  linkedTo: string | null;
};

export type StartDeps = FlowDeps & {
  incidents: Pick<Incidents, 'record'>;
  randomBytes: (count: number) => Uint8Array;
  /** The team that answers an issue type in an inbox, and what the type means; `invalid` when it is no such type. */
  teamFor(inboxId: string, issueType: string): Promise<Result<{ teamId: string } & Classed>>;
};

export type StartConversation = (
  visitor: VisitorPrincipal,
  start: Start,
) => Promise<Result<{ conversation: VisitorConversation } & EntryPage>>;

/**
 * Opens a conversation and puts it in its queue; the description is its first message. A resend is answered with what
 * the first opened; a second one beside an open one is a `conflict` that names it (RT13). What a page says of itself may
 * not look like support's name (SAFE6): `refused` with `details.field`.
 */
export function createStartConversation(deps: StartDeps): StartConversation {
  const { conversations, writer, settle, clock } = deps;

  return async function startConversation(visitor, start) {
    const team = await deps.teamFor(visitor.inboxId, start.issueType);
    if (!team.ok) return team;
    const reserved = Object.entries(start.context).find(([, value]) => reservedNameIn(value) !== null);
    if (reserved) {
      await deps.incidents.record({
        kind: 'impostor_name_refused',
        inboxId: visitor.inboxId,
        conversationId: null,
        by: { kind: 'visitor', id: visitor.visitorId },
        detail: { field: reserved[0] },
      });
      return refuse('refused', { details: { reason: 'reserved_name', field: reserved[0] } });
    }
    const linked = start.linkedTo === null ? null : await conversations.ofVisitor(visitor, start.linkedTo);
    if (linked && !linked.ok) return linked;

    const at = new Date(clock.now());
    const author = visitorAuthor(visitor);
    const description = conversations.compose(
      author,
      { kind: 'message', text: start.description, attachments: [] },
      { clientMessageId: start.clientMessageId },
    );
    const started = conversations.compose(author, {
      kind: 'started',
      issueType: start.issueType,
      language: start.language,
    });
    const written = await writer.open({
      id: deps.newId(),
      reference: conversationReference(deps.randomBytes(8)),
      inboxId: visitor.inboxId,
      teamId: team.value.teamId,
      visitorId: visitor.visitorId,
      language: start.language,
      issueType: start.issueType,
      priority: team.value.priority,
      needs: team.value.needs,
      context: start.context,
      linkedTo: start.linkedTo,
      preferredAgentId: await conversations.lastAgentOf(visitor.visitorId),
      preview: previewOf(description, at),
      at,
      entries: [started, description],
      records: [],
    });
    if (!written.ok) return written;

    const settled = await settle(written.value);
    const page = await conversations.page(settled.facts, 'visitor', { after: 0 });
    return ok({ conversation: settled.visitor, ...page });
  };
}

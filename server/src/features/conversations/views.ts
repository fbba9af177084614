import type { QueuePlace, StaffConversation, VisitorConversation } from '@haven/shared/conversation';
import type { CaseFacts, ConversationFacts } from './facts.ts';

/** A conversation's state for its visitor: the visitor's numbers, no note, no severity, no colleague's load. */
export function visitorView(facts: ConversationFacts, queue: QueuePlace | null): VisitorConversation {
  return {
    ...common(facts),
    // The stored revision counts notes too, and a visitor could count them (MSG2).
    revision: facts.visitor_seq,
    headSeq: facts.visitor_seq,
    agent: card(facts),
    team: facts.team_name,
    queue: facts.status === 'queued' ? queue : null,
    readSeq: { mine: facts.visitor_read_seq, theirs: facts.staff_read_seq },
    case: facts.latest_case && visitorCase(facts.latest_case),
  };
}

/** The same for staff, in staff numbers. */
export function staffView(facts: ConversationFacts): StaffConversation {
  return {
    ...common(facts),
    headSeq: facts.staff_seq,
    inbox: { id: facts.inbox_id, name: facts.inbox_name },
    team: { id: facts.team_id, key: facts.team_key, name: facts.team_name, tier: facts.team_tier },
    visitor: {
      id: facts.visitor_id,
      label: facts.visitor_label,
      isBlocked: facts.visitor_blocked_at !== null,
      ...verifiedOf(facts),
    },
    visitorIssueType: facts.visitor_issue_type,
    priority: facts.priority,
    context: facts.context,
    channel: facts.channel,
    assignee: card(facts),
    epoch: facts.assign_epoch,
    enqueuedAt: isoOf(facts.enqueued_at),
    waitingSince: isoOf(facts.waiting_since),
    readSeq: { mine: facts.staff_read, theirs: facts.visitor_read },
    unread: facts.unread,
    preview: facts.preview && {
      text: facts.preview.text,
      agent: facts.preview.agent,
      hasImage: facts.preview.hasImage,
      at: facts.preview.at,
    },
    case: facts.latest_case && {
      ...visitorCase(facts.latest_case),
      teamId: facts.latest_case.teamId,
      severity: facts.latest_case.severity,
      summary: facts.latest_case.summary,
      openedBy: facts.latest_case.openedBy,
    },
    cause: facts.cause,
  };
}

/** What the host app signed; an e-mail only so far that somebody who knows it can compare (SAFE10). */
function verifiedOf({ visitor_verified: said, visitor_verified_at: at }: ConversationFacts) {
  if (said === null || at === null) return {};
  const { email, ...rest } = said;
  const shown = email === undefined ? rest : { ...rest, email: maskEmail(email) };
  return { verified: { ...shown, at: at.toISOString() } };
}

function maskEmail(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.slice(0, 1)}•••@${domain}`;
}

function common(facts: ConversationFacts) {
  return {
    id: facts.id,
    reference: facts.reference,
    revision: facts.revision,
    status: facts.status,
    closeReason: facts.close_reason,
    language: facts.language,
    issueType: facts.issue_type,
    createdAt: facts.created_at.toISOString(),
    resolvedAt: isoOf(facts.resolved_at),
    closedAt: isoOf(facts.closed_at),
    linkedTo: facts.linked_to,
    rating: facts.rating,
  };
}

function card(facts: ConversationFacts) {
  return facts.assignee_id === null ? null : { id: facts.assignee_id, name: facts.assignee_name ?? '' };
}

function visitorCase(facts: CaseFacts) {
  return {
    id: facts.id,
    team: facts.team,
    step: facts.step,
    specialist: facts.specialist,
    steps: facts.steps,
  };
}

function isoOf(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}

import type { EntryBody } from '@haven/shared/entry';
import { type WebhookEvent, type WebhookWords, webhookTopicOf } from '@haven/shared/webhook';
import type { ConversationRow, EntryRow } from '../../storage/postgres/write.ts';
import type { WebhookTarget } from './webhooks.ts';

/** What a conversation's row says, and the name that staff know its visitor by. */
export type EventConversation = Pick<
  ConversationRow,
  | 'id'
  | 'reference'
  | 'status'
  | 'language'
  | 'issue_type'
  | 'priority'
  | 'channel'
  | 'created_at'
  | 'visitor_id'
> & { visitor_label: string };

type Parts = {
  id: string;
  inbox: WebhookTarget['inbox'];
  conversation: EventConversation;
  entry: EntryRow;
  words: WebhookWords;
};

/** The body of a delivery: what happened, made from the entry as it is now. Null for kinds that nobody is told of. */
export function eventOf({ id, inbox, conversation, entry, words }: Parts): WebhookEvent | null {
  const news = newsOf(entry, words);
  if (!news) return null;
  return {
    ...news,
    id,
    at: entry.at.toISOString(),
    inbox,
    conversation: {
      id: conversation.id,
      reference: conversation.reference,
      status: conversation.status,
      language: conversation.language,
      issueType: conversation.issue_type,
      priority: conversation.priority,
      channel: conversation.channel,
      createdAt: conversation.created_at.toISOString(),
      visitor: { id: conversation.visitor_id, label: conversation.visitor_label },
    },
    entry: { id: entry.id, seq: entry.staff_seq, author: authorOf(entry) },
  };
}

type Told = Exclude<WebhookEvent, { topic: 'ping' }>;
/** Topic and data, which belong together. */
type News = Told extends infer One ? (One extends Told ? Pick<One, 'topic' | 'data'> : never) : never;

function newsOf({ kind, body }: EntryRow, words: WebhookWords): News | null {
  const mayTell = words !== 'none';
  switch (body.kind) {
    case 'started':
      return {
        topic: 'conversation.started',
        data: { issueType: body.issueType, language: body.language },
      };
    case 'assigned':
      return { topic: 'conversation.assigned', data: { agent: body.agent } };
    case 'transferred':
      return { topic: 'conversation.transferred', data: { to: body.to } };
    case 'requeued':
      return { topic: 'conversation.requeued', data: { reason: body.reason } };
    case 'resolved':
      return { topic: 'conversation.resolved', data: {} };
    case 'reopened':
      return { topic: 'conversation.reopened', data: {} };
    case 'rated':
      return {
        topic: 'conversation.rated',
        data: { score: body.score, comment: mayTell ? body.comment : null },
      };
    case 'closed':
      return { topic: 'conversation.closed', data: { reason: body.reason } };
    case 'case_opened':
      return { topic: 'case.opened', data: { caseId: body.caseId, severity: body.severity } };
    case 'case_assigned':
      return { topic: 'case.assigned', data: { caseId: body.caseId, specialist: body.specialist } };
    case 'case_progress':
      return {
        topic: 'case.progress',
        data: { caseId: body.caseId, step: body.step, remark: mayTell ? body.remark : null },
      };
    case 'message':
      return {
        topic: 'entry.created',
        data: {
          text: mayTell ? body.text : null,
          erased: null,
          attachments: body.attachments.length,
          isAutomatic: body.automatic === true,
        },
      };
    case 'note':
      return { topic: 'note.created', data: { text: words === 'notes' ? body.text : null, erased: null } };
    case 'redacted':
      return { topic: 'entry.erased', data: { entryId: body.target, category: body.category } };
    case 'erased':
      return erasedNews(kind, body);
    case 'escalated':
    case 'relaxed':
    case 'issue_type_changed':
    case 'language_changed':
    case 'cause':
    case 'secret_stopped':
    case 'transaction':
    case 'transaction_updated':
    case 'playbook_step':
    case 'playbook_ended':
    case 'request':
    case 'request_answered':
    case 'request_withdrawn':
    case 'ownership_proved':
      return null;
  }
}

/** A message or note whose body is gone: its line still says what it was. */
function erasedNews(kind: EntryRow['kind'], { category }: EntryBody & { kind: 'erased' }): News {
  const gone = { text: null, erased: category };
  return webhookTopicOf(kind) === 'note.created'
    ? { topic: 'note.created', data: gone }
    : { topic: 'entry.created', data: { ...gone, attachments: 0, isAutomatic: false } };
}

function authorOf(row: EntryRow): Told['entry']['author'] {
  if (row.author_kind === 'agent') return { kind: 'agent', id: row.author_id ?? '', name: row.author_name };
  return { kind: row.author_kind };
}

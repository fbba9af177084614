import type { EntryBody } from '@haven/shared/entry';

/** What a search finds of an entry: what people wrote. Empty for what the system says. */
export function searchableText(body: EntryBody): string {
  switch (body.kind) {
    case 'message':
    case 'note':
    case 'cause':
      return body.text;
    case 'case_opened':
      return body.summary;
    case 'case_progress':
      return body.remark;
    case 'rated':
      return body.comment;
    case 'transaction':
      return body.diagnosis.hash;
    case 'request':
      return body.remark;
    case 'request_answered':
      return body.answers.map(({ value }) => value).join(' ');
    case 'ownership_proved':
      return body.address;
    case 'started':
    case 'assigned':
    case 'requeued':
    case 'relaxed':
    case 'transferred':
    case 'escalated':
    case 'case_assigned':
    case 'issue_type_changed':
    case 'language_changed':
    case 'resolved':
    case 'reopened':
    case 'closed':
    case 'transaction_updated':
    case 'redacted':
    case 'erased':
    case 'secret_stopped':
    case 'playbook_step':
    case 'playbook_ended':
    case 'request_withdrawn':
      return '';
  }
}

import type { Entry } from '@haven/shared/entry';
import type { Id } from '@haven/shared/ids';
import type { IssueBranch } from '@haven/shared/issue-type';
import type { Language } from '@haven/shared/language';
import type { Strings } from '../../strings/en.ts';
import { issueNames } from '../../ui/issue-names.ts';

export type EventWords = {
  strings: Strings;
  language: Language;
  issueTypes: readonly IssueBranch[];
  myId: Id;
};

/** What happened, in a line; null for what is drawn otherwise. `detail` is what somebody wrote with it. */
export function eventText(
  { body, author }: Pick<Entry, 'body' | 'author'>,
  words: EventWords,
): { text: string; detail: string | null } | null {
  const { strings, language, issueTypes, myId } = words;
  const { events } = strings.entry;
  const issue = (key: string) => issueNames(key, issueTypes, language).full;
  const line = (text: string, detail = '') => ({ text, detail: detail === '' ? null : detail });
  switch (body.kind) {
    case 'started':
      return line(events.started(issue(body.issueType), strings.languageNames[body.language]));
    case 'assigned':
      // Routing assigns by itself; with an author somebody gave it, or took it over.
      if (author.kind === 'agent')
        return line(
          author.id === body.agent.id
            ? events.tookOver(body.agent.name)
            : events.assignedBy(body.agent.name, author.name),
        );
      return line(body.agent.id === myId ? events.assignedToYou : events.assigned(body.agent.name));
    case 'requeued':
      if (body.because === 'no_reply') return line(events.noReply);
      if (body.because === 'signed_out' && author.kind === 'agent')
        return line(events.signedOut(author.name));
      return line(events.requeued[body.reason]);
    case 'relaxed':
      if (body.team !== null) return line(events.overflowed(body.team[language]));
      return line(events.relaxed[body.step]);
    case 'transferred':
      return line(events.transferred(body.to.kind === 'agent' ? body.to.name : body.to.name[language]));
    case 'escalated':
      return line(events.escalated(body.team[language]));
    case 'case_opened':
      return line(
        events.caseOpened(`${body.severity} ${strings.escalate.severities[body.severity]}`),
        body.summary,
      );
    case 'case_assigned':
      return line(events.caseAssigned(body.specialist.name));
    case 'case_progress':
      return line(events.caseProgress(strings.case.steps[body.step]), body.remark);
    case 'issue_type_changed':
      if (body.from === null) return line(events.issueSet(issue(body.to)));
      return line(events.issueChanged(issue(body.from), issue(body.to)));
    case 'language_changed':
      return line(events.languageChanged(strings.languageNames[body.from], strings.languageNames[body.to]));
    case 'resolved':
      return line(events.resolved);
    case 'cause':
      return line(events.cause(body.text));
    case 'reopened':
      return line(events.reopened);
    case 'rated':
      return line(events.rated(body.score), body.comment);
    case 'closed':
      return line(events.closed[body.reason]);
    case 'ownership_proved':
      return line(strings.requests.proved(`${body.address.slice(0, 8)}…${body.address.slice(-6)}`));
    case 'request':
    case 'request_answered':
    case 'request_withdrawn':
    case 'secret_stopped':

    case 'transaction':
    case 'transaction_updated':
    case 'playbook_step':
    case 'playbook_ended':
    case 'unknown':
    case 'message':
    case 'note':
    case 'redacted':
    case 'erased':
      return null;
  }
}

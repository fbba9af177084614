import { useApp, useStrings } from '../app-model.ts';
import { useStore } from '../store.ts';
import type { Strings } from '../strings/strings.ts';
import type { LineBody } from '../thread/rows.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

/** A line about what happened. Kinds that a visitor never gets say nothing. */
export function SystemLine({ body }: { body: LineBody }) {
  const app = useApp();
  const strings = useStrings();
  const { language } = useStore(app.preferences);
  const words = wordsOf(body, strings, language);
  if (words === null) return null;
  const remark = body.kind === 'case_progress' ? body.remark : '';
  return (
    <p class="sysline">
      <Icon name={iconOf(body.kind)} size={14} />
      <span>
        {words}
        {remark !== '' && <span class="remark">{remark}</span>}
      </span>
    </p>
  );
}

function wordsOf(body: LineBody, { lines }: Strings, language: 'zh-CN' | 'en'): string | null {
  switch (body.kind) {
    case 'assigned':
      return lines.assigned(body.agent.name);
    case 'requeued':
      return lines.requeued[body.reason];
    case 'transferred':
      return lines.transferred(body.to.kind === 'agent' ? body.to.name : body.to.name[language]);
    case 'escalated':
      return lines.escalated(body.team[language]);
    case 'case_assigned':
      return lines.caseAssigned(body.specialist.name);
    case 'case_progress':
      return lines.caseProgress[body.step];
    case 'resolved':
      return lines.resolved;
    case 'reopened':
      return lines.reopened;
    case 'rated':
      return lines.rated(body.score);
    case 'closed':
      return lines.closed[body.reason];
    case 'note':
    case 'relaxed':
    case 'case_opened':
    case 'issue_type_changed':
    case 'language_changed':
    case 'cause':
    case 'secret_stopped':
    case 'transaction_updated':
    case 'playbook_step':
    case 'playbook_ended':
    case 'unknown':
      return null;
  }
}

function iconOf(kind: LineBody['kind']): IconName {
  if (kind === 'escalated' || kind === 'case_progress' || kind === 'case_assigned') return 'layers';
  if (kind === 'assigned') return 'user';
  if (kind === 'transferred' || kind === 'requeued') return 'swap';
  if (kind === 'rated') return 'star';
  return kind === 'reopened' ? 'refresh' : 'check';
}

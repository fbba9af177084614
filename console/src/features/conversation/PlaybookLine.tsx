import type { BodyOf, Entry } from '@haven/shared/entry';
import { ListChecks } from 'lucide-react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { usePlaybooks } from '../../live/use-playbooks.ts';
import { timeOf } from '../../ui/dates.ts';

type Mark = BodyOf<'playbook_step' | 'playbook_ended'>;

/** That a step of a playbook was marked, or that it ended. */
export function PlaybookLine({ entry, body }: { entry: Entry; body: Mark }) {
  const language = useLanguage();
  const text = useMarkText(entry, body);
  return (
    <p className="num flex items-center justify-center gap-[6px] text-center text-xs text-ink-3">
      <ListChecks size={14} className="shrink-0" aria-hidden />
      <span>
        {text} · {timeOf(entry.at, language)}
      </span>
    </p>
  );
}

function useMarkText({ author }: Entry, body: Mark): string {
  const { line } = useStrings().playbooks;
  const language = useLanguage();
  const playbook = usePlaybooks().data?.[body.playbook];
  // Not loaded yet, or named by a later version.
  if (playbook === undefined) return line.unknown;
  if (body.kind === 'playbook_ended') {
    const end = playbook.ends.find(({ key }) => key === body.end);
    return end === undefined ? line.unknown : line.ended(playbook.title[language], end.text[language]);
  }
  const step = playbook.steps.find(({ key }) => key === body.step);
  const name = author.kind === 'agent' ? author.name : '';
  return step === undefined ? line.unknown : line[body.state](name, step.text[language]);
}

import type { StaffConversation } from '@haven/shared/conversation';
import { Copy } from 'lucide-react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { dayAndTimeOf } from '../../ui/dates.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Fact, Facts, Section } from './Section.tsx';

/** The conversation's own facts: reference, inbox, team, times, and how it ended. */
export function RecordFacts({ conversation }: { conversation: StaffConversation }) {
  const { customer: words, common } = useStrings();
  const language = useLanguage();
  const { reference, inbox, team, priority, resolvedAt, closedAt, cause, rating } = conversation;

  async function copy() {
    if (await copyText(reference)) toast.success(common.copied);
  }

  return (
    <Section title={words.record}>
      <Facts>
        <Fact name={words.reference}>
          <span className="num font-mono text-xs">{reference}</span>
          <IconButton size="sm" label={words.copyReference} onClick={() => void copy()}>
            <Copy size={14} aria-hidden />
          </IconButton>
        </Fact>
        <Fact name={words.priority}>{words.priorities[priority]}</Fact>
        <Fact name={words.inbox}>{inbox.name[language]}</Fact>
        <Fact name={words.team}>{team.name[language]}</Fact>
        {resolvedAt !== null && <Fact name={words.resolvedAt}>{dayAndTimeOf(resolvedAt, language)}</Fact>}
        {closedAt !== null && <Fact name={words.closedAt}>{dayAndTimeOf(closedAt, language)}</Fact>}
        {rating !== null && <Fact name={words.rating}>{words.ratingOf(rating)}</Fact>}
      </Facts>
      {cause !== null && (
        <dl className="mt-2">
          <Fact name={words.cause}>{cause}</Fact>
        </dl>
      )}
    </Section>
  );
}

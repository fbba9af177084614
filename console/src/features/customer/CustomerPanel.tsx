import type { StaffConversation } from '@haven/shared/conversation';
import { ChevronRight, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useMe } from '../../live/live-context.tsx';
import { Avatar } from '../../ui/Avatar.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { dayAndTimeOf } from '../../ui/dates.ts';
import { Tag } from '../../ui/Tag.tsx';
import { CodeSection } from './CodeSection.tsx';
import { DeviceFacts } from './DeviceFacts.tsx';
import { FactsSection } from './FactsSection.tsx';
import { IdentityFacts } from './IdentityFacts.tsx';
import { IssueSection } from './IssueSection.tsx';
import { mayChange } from './may-change.ts';
import { RecordFacts } from './RecordFacts.tsx';
import { Section } from './Section.tsx';

type Props = {
  conversation: StaffConversation;
  /** The case, which is a feature of its own. */
  caseSection: ReactNode;
  /** The checklist, another one. */
  playbookSection: ReactNode;
  /** Why somebody has it, which is a feature of its own too. */
  routingSection: ReactNode;
  /** What is known of transactions. */
  transactionSection: ReactNode;
  /** How networks do. */
  networksSection: ReactNode;
  onOpen: (conversationId: string) => void;
  /** Set where the panel is a drawer. */
  onClose?: () => void;
};

/** Who this is and what is known: asked once, carried along. */
export function CustomerPanel({
  conversation,
  caseSection,
  playbookSection,
  routingSection,
  transactionSection,
  networksSection,
  onOpen,
  onClose,
}: Props) {
  const { customer: words, conversation: conversationWords, visitorName } = useStrings();
  const language = useLanguage();
  const me = useMe();
  const canChange = mayChange(conversation, me);
  const { visitor, createdAt, linkedTo } = conversation;
  return (
    <aside aria-label={words.label} className="flex min-h-0 flex-1 flex-col overflow-y-auto text-sm">
      <Section>
        <div className="flex items-center gap-[11px]">
          <Avatar id={visitor.id} name={visitor.label} size="lg" />
          <div className="min-w-0 flex-1">
            <b className="flex items-center gap-[6px] text-md font-semibold">
              <span className="truncate">{visitorName(visitor.label)}</span>
              {visitor.isBlocked && <Tag tone="danger">{words.blocked}</Tag>}
            </b>
            <small className="num block text-xs text-ink-3">
              {words.createdAt} {dayAndTimeOf(createdAt, language)}
            </small>
          </div>
          {onClose !== undefined && (
            <IconButton label={conversationWords.hideDetails} onClick={onClose}>
              <X size={18} aria-hidden />
            </IconButton>
          )}
        </div>
      </Section>
      <IdentityFacts visitor={visitor} />
      <CodeSection conversation={conversation} />
      <FactsSection conversation={conversation} />
      <DeviceFacts conversation={conversation} canChange={canChange} />
      <IssueSection conversation={conversation} canChange={canChange} />
      {transactionSection}
      {networksSection}
      {playbookSection}
      {caseSection}
      {routingSection}
      <RecordFacts conversation={conversation} />
      {linkedTo !== null && (
        <Section title={words.previous}>
          <button
            type="button"
            onClick={() => onOpen(linkedTo)}
            className="flex w-full items-center justify-between rounded-sm py-1 text-left text-accent"
          >
            {words.openPrevious}
            <ChevronRight size={16} aria-hidden />
          </button>
        </Section>
      )}
    </aside>
  );
}

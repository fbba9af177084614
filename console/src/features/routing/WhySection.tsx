import type { StaffConversation } from '@haven/shared/conversation';
import type { RoutingStanding } from '@haven/shared/routing';
import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { useMe } from '../../live/live-context.tsx';
import { useRoutingRecord } from '../../live/queries.ts';
import { openCase } from '../../live/views.ts';
import { classNames } from '../../ui/class-names.ts';
import { Failed, SkeletonRows } from '../../ui/States.tsx';
import { DecisionText } from './DecisionText.tsx';
import { WaitingText } from './WaitingText.tsx';

/** Why its agent has it, or why nobody has it yet (RT14): asked when somebody wants to know. */
export function WhySection({ conversation }: { conversation: StaffConversation }) {
  const { why: words } = useStrings();
  const me = useMe();
  const answerId = useId();
  const [isOpen, setOpen] = useState(false);
  const { status, assignee } = conversation;
  if (status !== 'queued' && assignee === null && openCase(conversation) === null) return null;
  const question =
    status === 'queued' || assignee === null
      ? words.nobody
      : assignee.id === me.id
        ? words.me
        : words.agent(assignee.name);
  return (
    <section className="shrink-0 border-b border-line px-4 pt-[10px] pb-[11px]">
      <h3 className="text-xs font-medium !tracking-normal text-ink-3">{words.title}</h3>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={answerId}
        onClick={() => setOpen(!isOpen)}
        className="-mx-1 mt-1 flex min-h-7 w-[calc(100%+8px)] items-center justify-between gap-2 rounded-sm px-1 text-left text-accent"
      >
        {question}
        <ChevronDown
          size={16}
          aria-hidden
          className={classNames('shrink-0 transition-transform', isOpen && 'rotate-180')}
        />
      </button>
      <div id={answerId} hidden={!isOpen}>
        {isOpen && <Answer conversation={conversation} />}
      </div>
    </section>
  );
}

function Answer({ conversation }: { conversation: StaffConversation }) {
  const { why: words } = useStrings();
  const record = useRoutingRecord(conversation);
  if (record.isError) return <Failed text={words.failed} onRetry={() => void record.refetch()} />;
  if (record.isPending) return <SkeletonRows rows={2} height={32} />;
  const { contact, specialist } = record.data;
  if (contact === null && specialist === null) return <p className="text-ink-2">{words.nothing}</p>;
  return (
    <div className="mt-[6px] flex flex-col gap-4">
      {contact !== null && (
        <Standing standing={contact} {...(specialist !== null && { role: words.contact })} />
      )}
      {specialist !== null && <Standing standing={specialist} role={words.specialist} />}
    </div>
  );
}

/** `role` is said where there are two to tell apart. */
function Standing({ standing, role }: { standing: RoutingStanding; role?: string }) {
  const { decision, waiting } = standing;
  return (
    <div>
      {role !== undefined && <h4 className="mb-1 text-xs font-medium text-ink-2">{role}</h4>}
      {decision !== null && <DecisionText decision={decision} />}
      {waiting !== null && <WaitingText waiting={waiting} />}
    </div>
  );
}

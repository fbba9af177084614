import { caseSteps, type CaseStep, type StaffCase } from '@haven/shared/case';
import type { StaffConversation } from '@haven/shared/conversation';
import { remarkMaxChars } from '@haven/shared/limits';
import type { SignedInAgent } from '@haven/shared/people';
import { roleHas } from '@haven/shared/rights';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useLive, useMe } from '../../live/live-context.tsx';
import { openCase } from '../../live/views.ts';
import { Button } from '../../ui/Button.tsx';
import { failureText } from '../../ui/failure-text.ts';
import { SelectField, TextArea } from '../../ui/Field.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { CaseSteps } from './CaseSteps.tsx';

/** The case of an escalation: what it is, who has it, how far it is; the specialist reports from here. */
export function CasePanel({ conversation }: { conversation: StaffConversation }) {
  const { case: words, escalate } = useStrings();
  const language = useLanguage();
  const me = useMe();
  const { case: shownCase } = conversation;
  if (shownCase === null) return null;
  const isOpen = openCase(conversation) !== null;
  const standing = shownCase.specialist === null ? words.waiting : words.with(shownCase.specialist.name);
  return (
    <section className="shrink-0 border-b border-line px-4 pt-[10px] pb-[11px]">
      <div className="mb-[6px] flex items-center justify-between gap-2">
        <h3 className="text-xs font-medium !tracking-normal text-ink-3">
          {words.title} · {shownCase.team[language]}
        </h3>
        <Tag tone={shownCase.severity === 'S1' ? 'danger' : shownCase.severity === 'S2' ? 'warn' : 'plain'}>
          {shownCase.severity} {escalate.severities[shownCase.severity]}
        </Tag>
      </div>
      <p className="break-words whitespace-pre-wrap">{shownCase.summary}</p>
      <p className="mt-1 mb-2 text-xs text-ink-3">
        {isOpen ? `${standing} · ` : ''}
        {words.openedBy(shownCase.openedBy.name)}
      </p>
      <CaseSteps steps={shownCase.steps} />
      {isOpen && shownCase.specialist === null && mayTake(shownCase, me) && (
        <AcceptCase conversationId={conversation.id} caseId={shownCase.id} />
      )}
      {isOpen && mayReport(shownCase, me) && (
        <ReportStep conversationId={conversation.id} opened={shownCase} />
      )}
    </section>
  );
}

function mayTake(opened: StaffCase, me: SignedInAgent): boolean {
  return roleHas(me.role, 'case.work') && me.teamIds.includes(opened.teamId);
}

function mayReport(opened: StaffCase, me: SignedInAgent): boolean {
  return opened.specialist?.id === me.id;
}

function AcceptCase({ conversationId, caseId }: { conversationId: string; caseId: string }) {
  const strings = useStrings();
  const live = useLive();
  const [isBusy, setBusy] = useState(false);

  async function accept() {
    setBusy(true);
    const answer = await live.ask('case:accept', { conversationId, caseId });
    setBusy(false);
    if (answer.ok) toast.success(strings.case.accepted);
    else toast.error(failureText(answer.error, strings));
  }

  return (
    <Button look="primary" size="sm" className="mt-2" isBusy={isBusy} onClick={() => void accept()}>
      {strings.case.accept}
    </Button>
  );
}

/** Steps that a specialist may report; being handed over is where every case begins. */
const reportable = caseSteps.filter((step) => step !== 'handed_over');

function ReportStep({ conversationId, opened }: { conversationId: string; opened: StaffCase }) {
  const strings = useStrings();
  const { case: words } = strings;
  const live = useLive();
  const [step, setStep] = useState<CaseStep>('checking');
  const [remark, setRemark] = useState('');
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const answer = await live.ask('case:progress', {
      conversationId,
      caseId: opened.id,
      step,
      remark: remark.trim(),
    });
    setBusy(false);
    if (!answer.ok) return void toast.error(failureText(answer.error, strings));
    setRemark('');
    toast.success(words.reported);
  }

  return (
    <form className="mt-3" onSubmit={(event) => void submit(event)}>
      <SelectField
        label={words.step}
        className="!mb-2"
        value={step}
        onChange={(event) => setStep(reportable.find((one) => one === event.target.value) ?? 'checking')}
      >
        {reportable.map((one) => (
          <option key={one} value={one}>
            {words.steps[one]}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={words.remark}
        hint={words.remarkHint}
        className="!mb-2"
        rows={2}
        value={remark}
        maxLength={remarkMaxChars}
        onChange={(event) => setRemark(event.target.value)}
      />
      <Button type="submit" size="sm" isBusy={isBusy}>
        {words.report}
      </Button>
    </form>
  );
}

import { severities, type Severity } from '@haven/shared/case';
import type { StaffConversation } from '@haven/shared/conversation';
import { summaryMaxChars } from '@haven/shared/limits';
import { RadioGroup } from 'radix-ui';
import { useState } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useColleagues, useDirectory } from '../../live/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Segments } from '../../ui/Choices.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { issueNames } from '../../ui/issue-names.ts';
import { presentIn } from './transfer-options.ts';
import { useAsk } from './use-ask.ts';
import { VisitorPreview } from './VisitorPreview.tsx';

/** Hands the problem to a tier-2 team, with what the visitor will see beside it. */
export function EscalateDialog({
  conversation,
  onClose,
}: {
  conversation: StaffConversation;
  onClose: () => void;
}) {
  const { escalate: words, common, visitorName } = useStrings();
  const language = useLanguage();
  const directory = useDirectory();
  const colleagues = useColleagues().data?.colleagues ?? [];
  const { ask, isBusy } = useAsk();
  const teams = (directory.data?.teams ?? []).filter(({ tier }) => tier === 2);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [severity, setSeverity] = useState<Severity>('S2');
  const [summary, setSummary] = useState('');
  const team = teams.find(({ id }) => id === chosenId) ?? teams[0];
  const { visitor, reference, id: conversationId, epoch } = conversation;
  const issue = issueNames(conversation.issueType, directory.data?.issueTypes ?? [], language);
  const subtitle = [visitorName(visitor.label), reference, issue.type ?? issue.full].join(' · ');

  async function submit() {
    if (team === undefined) return;
    const body = { conversationId, epoch, teamId: team.id, severity, summary: summary.trim() };
    if (await ask('conversation:escalate', body, words.done(team.name[language]))) onClose();
  }

  return (
    <Dialog
      title={words.title}
      subtitle={subtitle}
      onClose={onClose}
      aside={<VisitorPreview team={team} first={conversation.language} />}
    >
      <div className="mb-4">
        <p id="escalate-team" className="mb-[6px] text-xs font-medium">
          {words.team}
        </p>
        {teams.length === 0 && !directory.isPending && <p className="text-ink-3">{words.noTeam}</p>}
        <RadioGroup.Root
          aria-labelledby="escalate-team"
          value={team?.id ?? ''}
          onValueChange={setChosenId}
          className="grid gap-2 sm:grid-cols-2 md:grid-cols-3"
        >
          {teams.map((one) => {
            const online = presentIn(one, colleagues);
            return (
              <RadioGroup.Item
                key={one.id}
                value={one.id}
                className="rounded-md border border-line-strong px-3 pt-[9px] pb-[10px] text-left data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft data-[state=checked]:not-focus-visible:shadow-[inset_0_0_0_1px_var(--accent)]"
              >
                <b className="block font-medium">{one.name[language]}</b>
                <small className="mt-[2px] flex items-center gap-[5px] text-xs text-ink-2">
                  <i
                    className={classNames(
                      'size-[7px] rounded-full',
                      online > 0 ? 'bg-ok-solid' : 'bg-line-control',
                    )}
                  />
                  {words.online(online)}
                </small>
              </RadioGroup.Item>
            );
          })}
        </RadioGroup.Root>
      </div>
      <Segments
        label={words.severity}
        hint={words.severityHints[severity]}
        value={severity}
        options={severities.map((value) => ({ value, label: `${value} ${words.severities[value]}` }))}
        onChange={setSeverity}
      />
      <TextArea
        label={words.summary}
        hint={common.of(summary.length, summaryMaxChars)}
        placeholder={words.summaryPlaceholder}
        rows={5}
        value={summary}
        maxLength={summaryMaxChars}
        onChange={(event) => setSummary(event.target.value)}
      />
      <p className="text-xs text-ink-3">{words.stay}</p>
      <DialogActions>
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button
          look="primary"
          disabled={team === undefined || summary.trim() === ''}
          isBusy={isBusy}
          onClick={() => void submit()}
        >
          {words.submit}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

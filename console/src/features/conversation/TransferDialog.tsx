import { remarkMaxChars } from '@haven/shared/limits';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useMe } from '../../live/live-context.tsx';
import { useColleagues, useDirectory } from '../../live/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Segments } from '../../ui/Choices.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { Failed, SkeletonRows } from '../../ui/States.tsx';
import { ColleagueOption, OptionList, TeamOption } from './TransferOptions.tsx';
import { type Handed, obstacleOf, servedBy } from './transfer-options.ts';
import { useAsk } from './use-ask.ts';

type Target = 'agent' | 'team';

type Props = {
  conversation: Handed;
  onClose: () => void;
  /** Gives out what waits, instead of passing on what somebody has. */
  isAssigning?: boolean;
  /** Gives out its case, which goes to a specialist by name. */
  caseId?: string | null;
};

/** Hands a conversation on; to somebody who cannot take it, it says so before (RT15). */
export function TransferDialog({ conversation, onClose, isAssigning = false, caseId = null }: Props) {
  const strings = useStrings();
  const language = useLanguage();
  const me = useMe();
  const { transfer: words, assign, common } = strings;
  const colleagues = useColleagues();
  const directory = useDirectory();
  const { ask, isBusy } = useAsk();
  const [target, setTarget] = useState<Target>('agent');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [note, setNote] = useState('');

  const all = colleagues.data?.colleagues ?? [];
  const holderId = conversation.assignee?.id;
  const people = all
    .filter((one) => one.id !== holderId)
    // A case stays in its team.
    .filter((one) => caseId === null || one.teamIds.includes(conversation.team.id))
    .map((colleague) => {
      // Who takes it themself may be busy or away (RT16).
      const asked = colleague.id === me.id ? { ...colleague, availability: 'online' as const } : colleague;
      return { colleague, obstacle: obstacleOf(asked, conversation, strings) };
    })
    .sort(
      (a, b) =>
        Number(a.obstacle !== null) - Number(b.obstacle !== null) ||
        (a.colleague.name < b.colleague.name ? -1 : 1),
    );
  const teams = (directory.data?.teams ?? []).filter(
    (team) => team.tier === 1 && !(team.id === conversation.team.id && conversation.status === 'queued'),
  );
  const person = people.find(({ colleague }) => colleague.id === chosenId);
  const team = teams.find(({ id }) => id === chosenId);
  const isTeamEmpty = team !== undefined && servedBy(team, all, conversation.language) === 0;
  const warning =
    person?.obstacle ?? (isTeamEmpty && team ? words.warnings.teamEmpty(team.name[language]) : null);
  const name = person?.colleague.name ?? team?.name[language] ?? null;
  const canSubmit = name !== null && (person === undefined || person.obstacle === null);

  async function submit() {
    if (chosenId === null || name === null) return;
    const to = { kind: target, id: chosenId };
    const { id: conversationId, epoch } = conversation;
    const done = (isAssigning ? assign : words).done(name);
    const isDone =
      caseId === null
        ? await ask('conversation:transfer', { conversationId, epoch, to, note: note.trim() }, done)
        : await ask('case:assign', { conversationId, caseId, agentId: chosenId }, done);
    if (isDone) onClose();
  }

  return (
    <Dialog
      title={caseId !== null ? assign.caseTitle : (isAssigning ? assign : words).title}
      subtitle={caseId !== null ? assign.caseSubtitle : words.subtitle}
      onClose={onClose}
    >
      {caseId === null && (
        <Segments
          label={words.to}
          value={target}
          options={[
            { value: 'agent', label: words.colleague },
            { value: 'team', label: words.team },
          ]}
          onChange={(next) => {
            setTarget(next);
            setChosenId(null);
          }}
        />
      )}
      {colleagues.isError || directory.isError ? (
        <Failed
          text={strings.errors.unavailable}
          onRetry={() => void Promise.all([colleagues.refetch(), directory.refetch()])}
        />
      ) : colleagues.isPending || directory.isPending ? (
        <SkeletonRows rows={3} height={40} />
      ) : (
        <OptionList label={words.to} value={chosenId} onChange={setChosenId} emptyText={words.none}>
          {target === 'agent'
            ? people.map(({ colleague, obstacle }) => (
                <ColleagueOption
                  key={colleague.id}
                  colleague={colleague}
                  isMe={colleague.id === me.id}
                  obstacle={obstacle}
                />
              ))
            : teams.map((one) => (
                <TeamOption key={one.id} team={one} served={servedBy(one, all, conversation.language)} />
              ))}
        </OptionList>
      )}
      {warning !== null && (
        <p role="status" className="mb-4 flex items-center gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
          <TriangleAlert size={16} className="shrink-0" aria-hidden />
          {warning}
        </p>
      )}
      {caseId === null && (
        <TextArea
          label={words.note}
          hint={words.noteHint}
          value={note}
          maxLength={remarkMaxChars}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      {holderId === me.id && <p className="text-xs text-ink-3">{words.youLose}</p>}
      <DialogActions>
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button look="primary" disabled={!canSubmit} isBusy={isBusy} onClick={() => void submit()}>
          {(isAssigning ? assign : words).submit}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

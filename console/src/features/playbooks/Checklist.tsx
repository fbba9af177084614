import type { StaffConversation } from '@haven/shared/conversation';
import type { Playbook, PlaybookStep, StepState } from '@haven/shared/playbook';
import type { PlaybookProgress } from '@haven/shared/playbooks/progress';
import { ChevronDown, CircleCheck, ShieldAlert } from 'lucide-react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useIsLive } from '../../live/live-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import type { PlaybookActions } from './playbook-actions.ts';
import { StepAction } from './StepAction.tsx';
import { useMark } from './use-mark.ts';

type Props = {
  playbook: Playbook;
  progress: PlaybookProgress;
  conversation: StaffConversation;
  canMark: boolean;
  canReply: boolean;
  actions: PlaybookActions;
};

/** The steps of a playbook, its standing reminder above and its ends below. */
export function Checklist({ playbook, progress, conversation, canMark, canReply, actions }: Props) {
  const { playbooks: words } = useStrings();
  const language = useLanguage();
  const isLive = useIsLive();
  const { stateOf, endedAs, markStep, markEnd } = useMark(conversation.id, playbook.key, progress);
  const next = playbook.steps.find(({ key }) => stateOf(key) === 'undone');
  const ended = playbook.ends.find(({ key }) => key === endedAs);
  const isOpen = canMark && isLive;
  return (
    <>
      <p className="mb-2 flex gap-[6px] text-xs text-ink-2">
        <ShieldAlert size={14} className="mt-[2px] shrink-0 text-warn" aria-hidden />
        {playbook.never[language]}
      </p>
      <ul>
        {playbook.steps.map((step) => (
          <Step
            key={step.key}
            step={step}
            state={stateOf(step.key)}
            isNext={step === next && ended === undefined}
            canMark={isOpen}
            onMark={(state) => markStep(step.key, state)}
          >
            <StepAction step={step} conversation={conversation} canReply={canReply} actions={actions} />
          </Step>
        ))}
      </ul>
      {ended !== undefined ? (
        <p className="mt-2 flex items-start gap-[6px]">
          <CircleCheck size={16} className="mt-[2px] shrink-0 text-ok" aria-hidden />
          <span>
            {words.ended(ended.text[language])}
            {canMark && <small className="block text-xs text-ink-3">{words.goesOn}</small>}
          </span>
        </p>
      ) : (
        canMark && (
          <div className="mt-2">
            <Menu
              trigger={
                <Button size="sm" disabled={!isOpen}>
                  {words.end}
                  <ChevronDown size={14} className="ml-1 inline" aria-hidden />
                </Button>
              }
            >
              {playbook.ends.map(({ key, text }) => (
                <MenuItem key={key} onSelect={() => markEnd(key)}>
                  {text[language]}
                </MenuItem>
              ))}
            </Menu>
          </div>
        )
      )}
    </>
  );
}

type StepProps = {
  step: PlaybookStep;
  state: StepState;
  /** The first that is open: its hint is shown. */
  isNext: boolean;
  canMark: boolean;
  onMark: (state: StepState) => void;
  children: React.ReactNode;
};

function Step({ step, state, isNext, canMark, onMark, children }: StepProps) {
  const { playbooks: words } = useStrings();
  const language = useLanguage();
  const text = step.text[language];
  const isSkipped = state === 'not_needed';
  return (
    <li className="group py-[3px]">
      <div className="flex items-start gap-2">
        <label className="flex min-h-6 flex-1 cursor-pointer items-start gap-2">
          <input
            type="checkbox"
            checked={state === 'done'}
            disabled={!canMark}
            onChange={(event) => onMark(event.target.checked ? 'done' : 'undone')}
            className="mt-[3px] size-4 shrink-0 rounded-xs accent-[var(--accent-solid)]"
          />
          <span
            className={classNames(
              'leading-[22px]',
              state !== 'undone' && 'text-ink-3',
              isSkipped && 'line-through',
            )}
          >
            {text}
          </span>
        </label>
        {!isSkipped && children}
      </div>
      {(isNext || isSkipped) && (
        <p className="ml-6 text-xs text-ink-3">
          {!isSkipped && [words.by[step.by], step.hint?.[language]].filter(Boolean).join(' · ')}
          {canMark && (
            <button
              type="button"
              aria-label={isSkipped ? `${words.needed}: ${text}` : words.notNeededFor(text)}
              onClick={() => onMark(isSkipped ? 'undone' : 'not_needed')}
              className={classNames('rounded-sm text-accent hover:underline', !isSkipped && 'ml-2')}
            >
              {isSkipped ? words.needed : words.notNeeded}
            </button>
          )}
        </p>
      )}
    </li>
  );
}

import type { StaffConversation } from '@haven/shared/conversation';
import type { PlaybookAnswer, PlaybookStep } from '@haven/shared/playbook';
import { useConsole, useLanguage, useStrings } from '../../live/console-context.tsx';
import { Menu, MenuHeading, MenuItem } from '../../ui/Menu.tsx';
import type { PlaybookActions } from './playbook-actions.ts';

type Props = {
  step: PlaybookStep;
  conversation: StaffConversation;
  canReply: boolean;
  actions: PlaybookActions;
};

const link = 'shrink-0 rounded-sm px-1 text-xs leading-[22px] font-medium text-accent hover:underline';

/** What a step starts: a request, the diagnosis, or an answer put into the composer in the visitor's language. */
export function StepAction({ step: { action, text }, conversation, canReply, actions }: Props) {
  const { playbooks: words } = useStrings();
  const language = useLanguage();
  const { unsent } = useConsole();
  if (action === undefined) return null;

  function insert({ text: answer }: PlaybookAnswer) {
    const said = answer[conversation.language];
    unsent.change(conversation.id, ({ reply }) => ({
      mode: 'reply',
      isSendWanted: false,
      reply: reply === '' ? said : `${reply}\n${said}`,
    }));
  }

  const named = (name: string) => `${name}: ${text[language]}`;
  switch (action.kind) {
    case 'request': {
      const { askFor } = actions;
      if (askFor === undefined || !canReply) return null;
      return (
        <button
          type="button"
          aria-label={named(words.actions.request)}
          className={link}
          onClick={() => askFor(action.fields)}
        >
          {words.actions.request}
        </button>
      );
    }
    case 'diagnose':
      if (actions.openDiagnosis === undefined) return null;
      return (
        <button
          type="button"
          aria-label={named(words.actions.diagnose)}
          className={link}
          onClick={actions.openDiagnosis}
        >
          {words.actions.diagnose}
        </button>
      );
    case 'answer': {
      if (!canReply) return null;
      const [first, ...others] = action.answers;
      if (first !== undefined && others.length === 0)
        return (
          <button
            type="button"
            aria-label={named(words.actions.answer)}
            className={link}
            onClick={() => insert(first)}
          >
            {words.actions.answer}
          </button>
        );
      return (
        <Menu
          align="end"
          trigger={
            <button type="button" aria-label={named(words.actions.answer)} className={link}>
              {words.actions.answer}…
            </button>
          }
        >
          <MenuHeading>{words.actions.answerAs}</MenuHeading>
          {action.answers.map((answer) => (
            <MenuItem key={answer.key} onSelect={() => insert(answer)}>
              {answer.label[language]}
            </MenuItem>
          ))}
        </Menu>
      );
    }
  }
}

import type { StaffConversation } from '@haven/shared/conversation';
import type { PlaybookKey } from '@haven/shared/playbook';
import { playbookFor, playbookKeys } from '@haven/shared/playbook';
import { lastPlaybook } from '@haven/shared/playbooks/progress';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { usePlaybooks, useProgress } from '../../live/use-playbooks.ts';
import { Menu, MenuChoice } from '../../ui/Menu.tsx';
import { Failed, SkeletonRows } from '../../ui/States.tsx';
import { Checklist } from './Checklist.tsx';
import type { PlaybookActions } from './playbook-actions.ts';

type Props = {
  conversation: StaffConversation;
  canMark: boolean;
  canReply: boolean;
  actions: PlaybookActions;
};

/** The checklist of a conversation: the one that was marked last, else the one of its issue type, else as chosen. */
export function PlaybookSection({ conversation, canMark, canReply, actions }: Props) {
  const { playbooks: words } = useStrings();
  const language = useLanguage();
  const query = usePlaybooks();
  const progress = useProgress(conversation.id);
  const [chosen, setChosen] = useState<PlaybookKey | null>(null);
  const all = query.data;
  const key = chosen ?? (progress && lastPlaybook(progress)) ?? playbookFor(conversation.issueType);
  const playbook = key === null ? undefined : all?.[key];
  const marked = key === null ? undefined : progress?.get(key);
  const count = playbook?.steps.filter((step) => marked?.steps[step.key] !== undefined).length;

  return (
    <section className="shrink-0 border-b border-line px-4 pt-[10px] pb-[11px]">
      <div className="mb-[6px] flex items-center justify-between gap-2">
        <h3 className="text-xs font-medium !tracking-normal text-ink-3">
          {words.title}
          {playbook !== undefined && ` · ${playbook.title[language]}`}
        </h3>
        <span className="num flex shrink-0 items-center gap-1 text-xs text-ink-3">
          {playbook !== undefined && `${count}/${playbook.steps.length}`}
          {all !== undefined && (
            <Menu
              align="end"
              trigger={
                <button
                  type="button"
                  aria-label={key === null ? words.choose : words.change}
                  title={key === null ? words.choose : words.change}
                  className="grid size-6 place-items-center rounded-sm hover:bg-hover"
                >
                  <ChevronDown size={14} aria-hidden />
                </button>
              }
            >
              <MenuChoice
                label={words.choose}
                value={key ?? ''}
                options={playbookKeys.map((one) => ({ value: one, label: all[one].title[language] }))}
                onChange={(next) => setChosen(playbookKeys.find((one) => one === next) ?? null)}
              />
            </Menu>
          )}
        </span>
      </div>
      {query.isError ? (
        <Failed text={words.failed} onRetry={() => void query.refetch()} />
      ) : key === null ? (
        <p className="text-xs text-ink-3">{words.none}</p>
      ) : playbook === undefined ? (
        <SkeletonRows rows={3} height={24} />
      ) : (
        <Checklist
          key={key}
          playbook={playbook}
          progress={marked ?? { steps: {}, end: null, lastSeq: 0 }}
          conversation={conversation}
          canMark={canMark && progress !== null}
          canReply={canReply}
          actions={actions}
        />
      )}
    </section>
  );
}

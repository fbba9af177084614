import type { StaffConversation } from '@haven/shared/conversation';
import { ArrowLeft, Ban, CircleCheck, Ellipsis, Hand, Layers, MoveRight, PanelRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useMe } from '../../live/live-context.tsx';
import { useDirectory } from '../../live/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { issueNames } from '../../ui/issue-names.ts';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { actionsFor } from './may.ts';

export type Act = 'accept' | 'takeOver' | 'transfer' | 'escalate' | 'resolve' | 'block';

type Props = {
  conversation: StaffConversation;
  isBusy: boolean;
  onAct: (act: Act) => void;
  onBack: () => void;
  onDetails: () => void;
};

/** Who this is, where it stands, and what can be done. On small screens the actions move into a menu. */
export function ConversationHeader({ conversation, isBusy, onAct, onBack, onDetails }: Props) {
  const { conversation: words, visitorName } = useStrings();
  const language = useLanguage();
  const me = useMe();
  const issueTypes = useDirectory().data?.issueTypes ?? [];
  const may = actionsFor(conversation, me);
  const { visitor, reference, status, assignee, waitingSince } = conversation;
  const issue = issueNames(conversation.issueType, issueTypes, language);
  const standing = status === 'assigned' ? words.status.assigned(assignee?.name ?? '') : words.status[status];
  const isOthers = status !== 'assigned' || assignee?.id !== me.id;
  const detail = [reference, isOthers ? standing : null, issue.type ?? issue.full]
    .filter(Boolean)
    .join(' · ');
  const menuItems: [Act, ReactNode, boolean][] = [
    ['takeOver', <Hand key="i" size={16} aria-hidden />, may.takeOver],
    ['transfer', <MoveRight key="i" size={16} aria-hidden />, may.transfer],
    ['escalate', <Layers key="i" size={16} aria-hidden />, may.escalate],
    ['resolve', <CircleCheck key="i" size={16} aria-hidden />, may.resolve],
  ];
  const hasMenu = may.transfer || may.escalate || may.resolve || may.block;
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line pr-3 pl-2 md:pr-4 md:pl-5">
      <IconButton label={words.toList} onClick={onBack} className="md:hidden">
        <ArrowLeft size={20} aria-hidden />
      </IconButton>
      <div className="min-w-0 flex-1">
        <h2 className="truncate text-md font-semibold">{visitorName(visitor.label)}</h2>
        <p className="num truncate text-xs text-ink-3">{detail}</p>
      </div>
      {waitingSince !== null && status !== 'closed' && (
        <span className="max-sm:hidden">
          <Waiting since={waitingSince} isPill />
        </span>
      )}
      {may.accept && (
        <Button size="sm" look="primary" isBusy={isBusy} onClick={() => onAct('accept')}>
          {words.accept}
        </Button>
      )}
      <span className="hidden items-center gap-[6px] lg:flex">
        {may.takeOver && (
          <Button size="sm" isBusy={isBusy} onClick={() => onAct('takeOver')}>
            {words.takeOver}
          </Button>
        )}
        {may.transfer && (
          <Button size="sm" onClick={() => onAct('transfer')}>
            {words.transfer}
          </Button>
        )}
        {may.escalate && (
          <Button size="sm" onClick={() => onAct('escalate')}>
            {words.escalate}
          </Button>
        )}
      </span>
      {may.resolve && (
        <Button size="sm" look="primary" className="max-sm:hidden" onClick={() => onAct('resolve')}>
          {words.resolve}
        </Button>
      )}
      {hasMenu && (
        <Menu
          align="end"
          trigger={
            <IconButton label={words.actions} className={may.block ? '' : 'lg:hidden'}>
              <Ellipsis size={18} aria-hidden />
            </IconButton>
          }
        >
          {menuItems.map(
            ([act, icon, isOffered]) =>
              isOffered && (
                <MenuItem key={act} icon={icon} onSelect={() => onAct(act)}>
                  {words[act as 'takeOver' | 'transfer' | 'escalate' | 'resolve']}
                </MenuItem>
              ),
          )}
          {may.block && (
            <MenuItem isDanger icon={<Ban size={16} aria-hidden />} onSelect={() => onAct('block')}>
              {words.block}
            </MenuItem>
          )}
        </Menu>
      )}
      <IconButton label={words.details} onClick={onDetails} className="xl:hidden">
        <PanelRight size={18} aria-hidden />
      </IconButton>
    </header>
  );
}

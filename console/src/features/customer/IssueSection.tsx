import type { StaffConversation } from '@haven/shared/conversation';
import { Check, ChevronDown, ChevronRight } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useDirectory } from '../../live/queries.ts';
import { issueNames } from '../../ui/issue-names.ts';
import { Menu, MenuHeading } from '../../ui/Menu.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { Section } from './Section.tsx';
import { useChange } from './use-change.ts';

const item =
  'flex min-h-8 items-center gap-2 rounded-sm px-[10px] py-1 outline-none data-[highlighted]:bg-selected data-[highlighted]:shadow-none data-[state=checked]:font-medium';

/** The issue type in two levels, the visitor's choice preselected, and what to ask under it. */
export function IssueSection({
  conversation,
  canChange,
}: {
  conversation: StaffConversation;
  canChange: boolean;
}) {
  const { customer: words, issues } = useStrings();
  const language = useLanguage();
  const branches = useDirectory().data?.issueTypes ?? [];
  const change = useChange();
  const { id, issueType, visitorIssueType } = conversation;
  const names = issueNames(issueType, branches, language);
  const chosen = issueNames(visitorIssueType, branches, language);
  const set = (key: string) => {
    if (key !== issueType) void change('conversation:tag', { conversationId: id, issueType: key });
  };
  const value = (
    <span className="flex min-w-0 items-center gap-1 text-ink-2">
      <span className="truncate">{names.branch ?? names.full}</span>
      {names.type !== null && (
        <>
          <ChevronRight size={12} className="shrink-0" aria-hidden />
          <b className="truncate font-medium text-ink">{names.type}</b>
        </>
      )}
    </span>
  );
  return (
    <Section title={words.issueType}>
      {canChange ? (
        <Menu
          trigger={
            <button
              type="button"
              title={words.issueType}
              className="flex h-8 w-full items-center justify-between gap-2 rounded-md border border-line-control bg-surface pr-2 pl-[10px] text-left"
            >
              {value}
              <ChevronDown size={16} className="shrink-0" aria-hidden />
            </button>
          }
        >
          <DropdownMenu.RadioGroup value={issueType} onValueChange={set} className="w-[326px] max-w-full">
            {branches.map((branch) => (
              <DropdownMenu.Group key={branch.key} aria-label={branch.label[language]}>
                <MenuHeading>{branch.label[language]}</MenuHeading>
                {branch.types.map((type) => (
                  <DropdownMenu.RadioItem key={type.key} value={type.key} className={item}>
                    <span className="flex-1">{type.label[language]}</span>
                    {type.key === visitorIssueType && <Tag tone="line">{words.visitorChoseThis}</Tag>}
                    {type.key === issueType && <Check size={16} className="text-accent" aria-hidden />}
                  </DropdownMenu.RadioItem>
                ))}
              </DropdownMenu.Group>
            ))}
          </DropdownMenu.RadioGroup>
        </Menu>
      ) : (
        value
      )}
      {visitorIssueType !== issueType && (
        <p className="mt-2 text-xs text-ink-2">{words.visitorChoice(chosen.full)}</p>
      )}
      {names.found !== null && names.found.collect.length > 0 && (
        <div className="mt-3">
          <h4 className="mb-1 text-2xs text-ink-3">{words.collect}</h4>
          <ul className="flex flex-wrap gap-1">
            {names.found.collect.map((key) => (
              <li key={key} className="rounded-xs bg-muted px-[7px] py-px text-xs text-ink-2">
                {issues.collect[key]}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}

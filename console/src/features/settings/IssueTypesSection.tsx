import { adminEndpoints, type IssueTypeSetting } from '@haven/shared/http/admin-endpoints';
import { useState } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { IssueTypeDialog } from './IssueTypeDialog.tsx';
import { SectionFrame } from './SectionFrame.tsx';
import { Cell, Row, Table } from './Table.tsx';
import { useItems } from './use-items.ts';

/** The two levels that visitors choose from: each branch, then its types. */
export function IssueTypesSection() {
  const { settings: words, customer } = useStrings();
  const { issueTypes } = words;
  const language = useLanguage();
  const query = useItems('issue-types', adminEndpoints.listIssueTypes);
  const teamsQuery = useItems('teams', adminEndpoints.listTeams);
  const teams = teamsQuery.data?.items ?? [];
  const [edited, setEdited] = useState<IssueTypeSetting | 'new' | null>(null);
  const nameOfTeam = (id: string | null) =>
    teams.find((team) => team.id === id)?.name[language] ?? issueTypes.inboxDefault;
  return (
    <>
      <SectionFrame
        subtitle={issueTypes.subtitle}
        query={query}
        needs={teamsQuery}
        empty={issueTypes.empty}
        add={{ label: issueTypes.add, onPress: () => setEdited('new') }}
      >
        {(items) => (
          <Table
            columns={[
              { title: issueTypes.label },
              { title: issueTypes.key, isExtra: true },
              { title: issueTypes.priority, isExtra: true },
              { title: issueTypes.team, isExtra: true },
            ]}
          >
            {inTree(items).map((item) => {
              const isBranch = !item.key.includes('.');
              return (
                <Row key={item.key}>
                  <Cell className={isBranch ? 'font-semibold' : '!pl-8'}>
                    {item.label[language]} {item.isRetired && <Tag tone="warn">{issueTypes.retired}</Tag>}
                  </Cell>
                  <Cell isExtra className="font-mono text-xs text-ink-3">
                    {item.key}
                  </Cell>
                  <Cell isExtra>{isBranch ? '' : customer.priorities[item.priority]}</Cell>
                  <Cell isExtra className="text-ink-2">
                    {isBranch ? '' : nameOfTeam(item.teamId)}
                  </Cell>
                  <Cell className="text-right">
                    <Button size="sm" onClick={() => setEdited(item)}>
                      {words.edit}
                    </Button>
                  </Cell>
                </Row>
              );
            })}
          </Table>
        )}
      </SectionFrame>
      {edited !== null && teamsQuery.data !== undefined && (
        <IssueTypeDialog
          item={edited === 'new' ? null : edited}
          teams={teams}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

/** Each branch before its types, in the order that the server gives. */
function inTree(items: readonly IssueTypeSetting[]): IssueTypeSetting[] {
  const branches = items.filter(({ key }) => !key.includes('.'));
  return branches.flatMap((branch) => [
    branch,
    ...items.filter(({ key }) => key.startsWith(`${branch.key}.`)),
  ]);
}

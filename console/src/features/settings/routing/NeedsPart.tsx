import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import type { IssueTypeNeeds } from '@haven/shared/http/skill-endpoints';
import { useState } from 'react';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { Button } from '../../../ui/Button.tsx';
import { SectionFrame } from '../SectionFrame.tsx';
import { Cell, Row, Table } from '../Table.tsx';
import { useItems } from '../use-items.ts';
import { NeedsDialog } from './NeedsDialog.tsx';
import { Part } from './Part.tsx';
import { Warning } from './Warning.tsx';

/** What each issue type asks of whoever takes it. */
export function NeedsPart() {
  const { settings: common, routingPage } = useStrings();
  const { needs: words } = routingPage;
  const language = useLanguage();
  const query = useItems('issue-type-needs', adminEndpoints.listIssueTypeNeeds);
  const typesQuery = useItems('issue-types', adminEndpoints.listIssueTypes);
  const skills = useItems('skills', adminEndpoints.listSkills).data?.items ?? [];
  const [edited, setEdited] = useState<IssueTypeNeeds | null>(null);
  const typeName = (key: string) =>
    typesQuery.data?.items.find((type) => type.key === key)?.label[language] ?? key;
  const skillName = (key: string) => skills.find((skill) => skill.key === key)?.name[language] ?? key;
  return (
    <Part title={words.title}>
      <SectionFrame
        subtitle={words.subtitle}
        query={query}
        needs={typesQuery}
        empty={common.issueTypes.empty}
      >
        {(items) => (
          <Table
            columns={[{ title: words.type }, { title: words.skills }, { title: words.weight, isExtra: true }]}
          >
            {items.map((item) => (
              <Row key={item.key}>
                <Cell>{typeName(item.key)}</Cell>
                <Cell className="text-ink-2">
                  {item.skills.map(skillName).join(' · ') || words.none}
                  {item.warnings.map((warning) => (
                    <Warning key={warning.code === 'nobody_has_skill' ? warning.skill : warning.code}>
                      {warning.code === 'nobody_has_skill'
                        ? words.warnings.nobody_has_skill(skillName(warning.skill))
                        : words.warnings.nobody_can_take_it}
                    </Warning>
                  ))}
                </Cell>
                <Cell isExtra className="num">
                  {item.weight / 100}
                </Cell>
                <Cell className="text-right">
                  <Button size="sm" onClick={() => setEdited(item)}>
                    {common.edit} <span className="sr-only">{typeName(item.key)}</span>
                  </Button>
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </SectionFrame>
      {edited !== null && (
        <NeedsDialog
          needs={edited}
          title={typeName(edited.key)}
          skills={skills}
          onClose={() => setEdited(null)}
        />
      )}
    </Part>
  );
}

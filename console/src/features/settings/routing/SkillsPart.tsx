import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import type { SkillSetting } from '@haven/shared/http/skill-endpoints';
import { useState } from 'react';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { Button } from '../../../ui/Button.tsx';
import { SectionFrame } from '../SectionFrame.tsx';
import { Cell, Row, Table } from '../Table.tsx';
import { useItems } from '../use-items.ts';
import { DeleteSkill } from './DeleteSkill.tsx';
import { Part } from './Part.tsx';
import { SkillDialog } from './SkillDialog.tsx';

/** What there is to be able to do, who can, and who asks for it. */
export function SkillsPart() {
  const { settings: common, routingPage } = useStrings();
  const { skills: words } = routingPage;
  const language = useLanguage();
  const query = useItems('skills', adminEndpoints.listSkills);
  const agentsQuery = useItems('agents', adminEndpoints.listAgents);
  const agents = agentsQuery.data?.items ?? [];
  const [edited, setEdited] = useState<SkillSetting | 'new' | null>(null);
  const nameOf = (id: string) => agents.find((agent) => agent.id === id)?.name ?? '';
  return (
    <Part title={words.title}>
      <SectionFrame
        subtitle={words.subtitle}
        query={query}
        needs={agentsQuery}
        empty={words.empty}
        add={{ label: words.add, onPress: () => setEdited('new') }}
      >
        {(items) => (
          <Table columns={[{ title: words.name }, { title: words.who }]}>
            {items.map((skill) => (
              <Row key={skill.key}>
                <Cell>
                  <b className="font-medium">{skill.name[language]}</b>
                  <small className="block text-xs text-ink-3">{words.askedBy(skill.issueTypes.length)}</small>
                </Cell>
                <Cell className={skill.agentIds.length === 0 ? 'text-warn' : 'text-ink-2'}>
                  {skill.agentIds.length === 0 ? words.nobody : skill.agentIds.map(nameOf).join(' · ')}
                </Cell>
                <Cell className="whitespace-nowrap">
                  <span className="flex justify-end gap-1">
                    <Button size="sm" onClick={() => setEdited(skill)}>
                      {common.edit} <span className="sr-only">{skill.name[language]}</span>
                    </Button>
                    <DeleteSkill skill={skill} />
                  </span>
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </SectionFrame>
      {edited !== null && (
        <SkillDialog skill={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Part>
  );
}

import { type AgentAccount, adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { useState } from 'react';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Button } from '../../../ui/Button.tsx';
import { SectionFrame } from '../SectionFrame.tsx';
import { Cell, Row, Table } from '../Table.tsx';
import { useItems } from '../use-items.ts';
import { AgentRoutingDialog } from './AgentRoutingDialog.tsx';
import { Part } from './Part.tsx';

/** Who takes how much, in which languages, and what they can do. */
export function AgentsPart() {
  const { settings: common, routingPage, languageTags } = useStrings();
  const { agents: words } = routingPage;
  const language = useLanguage();
  const query = useItems('agents', adminEndpoints.listAgents);
  const skillsQuery = useItems('skills', adminEndpoints.listSkills);
  const skills = skillsQuery.data?.items ?? [];
  const [edited, setEdited] = useState<AgentAccount | null>(null);
  const skillsOf = (id: string) => skills.filter(({ agentIds }) => agentIds.includes(id));
  return (
    <Part title={words.title}>
      <SectionFrame subtitle={words.subtitle} query={query} needs={skillsQuery} empty={common.agents.empty}>
        {(items) => (
          <Table
            columns={[
              { title: common.agents.name },
              { title: common.agents.capacity },
              { title: words.skills, isExtra: true },
            ]}
          >
            {items
              .filter(({ isDisabled }) => !isDisabled)
              .map((agent) => (
                <Row key={agent.id}>
                  <Cell>
                    <span className="flex items-center gap-[10px]">
                      <Avatar id={agent.id} name={agent.name} size="rail" />
                      <span className="min-w-0">
                        <b className="block font-medium">{agent.name}</b>
                        <small className="block text-xs text-ink-3">
                          {agent.languages.map((one) => languageTags[one]).join(' ')}
                        </small>
                      </span>
                    </span>
                  </Cell>
                  <Cell className="num">{agent.capacity}</Cell>
                  <Cell isExtra className="text-ink-2">
                    {skillsOf(agent.id)
                      .map(({ name }) => name[language])
                      .join(' · ') || words.noSkills}
                  </Cell>
                  <Cell className="text-right">
                    <Button size="sm" onClick={() => setEdited(agent)}>
                      {common.edit} <span className="sr-only">{agent.name}</span>
                    </Button>
                  </Cell>
                </Row>
              ))}
          </Table>
        )}
      </SectionFrame>
      {edited !== null && skillsQuery.data !== undefined && (
        <AgentRoutingDialog agent={edited} skills={skills} onClose={() => setEdited(null)} />
      )}
    </Part>
  );
}

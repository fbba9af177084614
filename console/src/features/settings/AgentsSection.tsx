import { type AgentAccount, adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { useState } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useMe } from '../../live/live-context.tsx';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { dayAndTimeOf } from '../../ui/dates.ts';
import { Tag } from '../../ui/Tag.tsx';
import { AgentActions } from './AgentActions.tsx';
import { AgentDialog } from './AgentDialog.tsx';
import type { OneTimePassword } from './one-time-password.ts';
import { OnceDialog } from './OnceDialog.tsx';
import { SectionFrame } from './SectionFrame.tsx';
import { Cell, Row, Table } from './Table.tsx';
import { useItems } from './use-items.ts';

/** Accounts: add, edit, disable, reset. */
export function AgentsSection() {
  const { settings: words, languageTags } = useStrings();
  const language = useLanguage();
  const me = useMe();
  const query = useItems('agents', adminEndpoints.listAgents);
  const teamsQuery = useItems('teams', adminEndpoints.listTeams);
  const teams = teamsQuery.data?.items ?? [];
  const [edited, setEdited] = useState<AgentAccount | 'new' | null>(null);
  const [password, setPassword] = useState<OneTimePassword | null>(null);
  const { agents } = words;
  const nameOfTeam = (id: string) => teams.find((team) => team.id === id)?.name[language] ?? '';
  return (
    <>
      <SectionFrame
        subtitle={agents.subtitle}
        query={query}
        needs={teamsQuery}
        empty={agents.empty}
        add={{ label: agents.add, onPress: () => setEdited('new') }}
      >
        {(items) => (
          <Table
            columns={[
              { title: agents.name },
              { title: agents.role, isExtra: true },
              { title: words.fields.teams, isExtra: true },
              { title: agents.capacity, isExtra: true },
              { title: agents.status },
              { title: agents.lastSeen, isExtra: true },
            ]}
          >
            {items.map((agent) => (
              <Row key={agent.id}>
                <Cell>
                  <span className="flex items-center gap-[10px]">
                    <Avatar id={agent.id} name={agent.name} size="rail" />
                    <span className="min-w-0">
                      <b className="font-medium">
                        {agent.name}{' '}
                        {agent.id === me.id && <span className="font-normal text-ink-3">({agents.you})</span>}
                      </b>
                      <small className="block text-xs break-all text-ink-3 md:break-normal">
                        {agent.email} · {agent.languages.map((one) => languageTags[one]).join(' ')}
                      </small>
                    </span>
                  </span>
                </Cell>
                <Cell isExtra>{agents.roles[agent.role]}</Cell>
                <Cell isExtra className="text-ink-2">
                  {agent.teamIds.map(nameOfTeam).join(' · ')}
                </Cell>
                <Cell isExtra className="num">
                  {agent.capacity}
                </Cell>
                <Cell>
                  {agent.isDisabled ? (
                    <Tag tone="danger">{agents.disabled}</Tag>
                  ) : agent.mustChangePassword ? (
                    <Tag tone="warn">{agents.mustChange}</Tag>
                  ) : (
                    <Tag tone="ok">{agents.active}</Tag>
                  )}
                </Cell>
                <Cell isExtra className="num text-xs whitespace-nowrap text-ink-3">
                  {agent.lastSeenAt === null ? agents.never : dayAndTimeOf(agent.lastSeenAt, language)}
                </Cell>
                <Cell className="whitespace-nowrap">
                  <span className="flex justify-end gap-1">
                    <Button size="sm" onClick={() => setEdited(agent)}>
                      {words.edit}
                    </Button>
                    {agent.id !== me.id && <AgentActions agent={agent} onPassword={setPassword} />}
                  </span>
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </SectionFrame>
      {edited !== null && teamsQuery.data !== undefined && (
        <AgentDialog
          agent={edited === 'new' ? null : edited}
          teams={teams}
          onClose={() => setEdited(null)}
          onPassword={setPassword}
        />
      )}
      {password !== null && (
        <OnceDialog
          title={agents.passwordTitle}
          body={agents.passwordBody(password.name)}
          value={password.password}
          done={agents.passwordDone}
          onClose={() => setPassword(null)}
        />
      )}
    </>
  );
}

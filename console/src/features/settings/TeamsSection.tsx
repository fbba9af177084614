import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { inboxKeySchema } from '@haven/shared/http/visitor-endpoints';
import type { Team } from '@haven/shared/people';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { FormDialog } from './FormDialog.tsx';
import { nameMaxChars } from './limits.ts';
import { isFilled, LocalizedFields, noText, trimmed } from './LocalizedFields.tsx';
import { SectionFrame } from './SectionFrame.tsx';
import { Cell, Row, Table } from './Table.tsx';
import { useItems, useSave } from './use-items.ts';

/** The teams that queues and cases belong to. They stay: conversations hang on them. */
export function TeamsSection() {
  const { settings: words } = useStrings();
  const { teams } = words;
  const language = useLanguage();
  const query = useItems('teams', adminEndpoints.listTeams);
  const [edited, setEdited] = useState<Team | 'new' | null>(null);
  return (
    <>
      <SectionFrame
        subtitle={teams.subtitle}
        query={query}
        empty={teams.empty}
        add={{ label: teams.add, onPress: () => setEdited('new') }}
      >
        {(items) => (
          <Table
            columns={[{ title: teams.name }, { title: teams.tier }, { title: teams.key, isExtra: true }]}
          >
            {items.map((team) => (
              <Row key={team.id}>
                <Cell className="font-medium">{team.name[language]}</Cell>
                <Cell>{teams.tiers[team.tier]}</Cell>
                <Cell isExtra className="font-mono text-xs text-ink-2">
                  {team.key}
                </Cell>
                <Cell>
                  <span className="flex justify-end">
                    <Button size="sm" onClick={() => setEdited(team)}>
                      {words.edit}
                    </Button>
                  </span>
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </SectionFrame>
      {edited !== null && (
        <TeamDialog team={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const { settings: words } = useStrings();
  const { teams, fields } = words;
  const language = useLanguage();
  const { save, isBusy, failure } = useSave('teams');
  const [isChecked, setChecked] = useState(false);
  const [key, setKey] = useState('');
  const [tier, setTier] = useState<Team['tier']>(1);
  const [name, setName] = useState(team?.name ?? noText);
  const isKeyOk = team !== null || inboxKeySchema.safeParse(key).success;

  async function submit() {
    setChecked(true);
    if (!isKeyOk || !isFilled(name)) return;
    const done =
      team === null
        ? await save(adminEndpoints.createTeam, { body: { key, tier, name: trimmed(name) } })
        : await save(adminEndpoints.updateTeam, { params: { id: team.id }, body: { name: trimmed(name) } });
    if (!done.ok) return;
    toast.success(words.saved);
    onClose();
  }

  return (
    <FormDialog
      title={team === null ? teams.add : team.name[language]}
      isBusy={isBusy}
      failure={failure}
      conflictText={teams.conflict}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {team === null && (
        <>
          <TextField
            label={teams.key}
            hint={`${teams.keyHint}; ${fields.fixed}`}
            value={key}
            error={isChecked && !isKeyOk ? teams.badKey : null}
            onChange={(event) => setKey(event.target.value.toLowerCase())}
          />
          <SelectField
            label={teams.tier}
            hint={fields.fixed}
            value={String(tier)}
            onChange={(event) => setTier(event.target.value === '2' ? 2 : 1)}
          >
            <option value="1">{teams.tiers[1]}</option>
            <option value="2">{teams.tiers[2]}</option>
          </SelectField>
        </>
      )}
      <LocalizedFields
        label={teams.name}
        value={name}
        maxLength={nameMaxChars}
        isChecked={isChecked}
        onChange={setName}
      />
    </FormDialog>
  );
}

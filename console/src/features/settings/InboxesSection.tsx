import { adminEndpoints, type Inbox } from '@haven/shared/http/admin-endpoints';
import { useState } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmbedSnippet } from './EmbedSnippet.tsx';
import { InboxDialog } from './InboxDialog.tsx';
import { SectionFrame } from './SectionFrame.tsx';
import { useItems } from './use-items.ts';

/** Inboxes with what to paste into their host pages. */
export function InboxesSection() {
  const { settings: words, languageTags } = useStrings();
  const { inboxes, fields } = words;
  const language = useLanguage();
  const query = useItems('inboxes', adminEndpoints.listInboxes);
  const teamsQuery = useItems('teams', adminEndpoints.listTeams);
  const teams = teamsQuery.data?.items ?? [];
  const [edited, setEdited] = useState<Inbox | 'new' | null>(null);
  const nameOfTeam = (id: string) => teams.find((team) => team.id === id)?.name[language] ?? '';
  return (
    <>
      <SectionFrame
        subtitle={inboxes.subtitle}
        query={query}
        needs={teamsQuery}
        empty={inboxes.empty}
        add={{ label: inboxes.add, onPress: () => setEdited('new') }}
      >
        {(items) =>
          items.map((inbox) => (
            <article key={inbox.id} className="border-b border-line p-4 last:border-0">
              <header className="mb-2 flex items-center justify-between gap-3">
                <h2 className="text-md font-semibold">
                  {inbox.name[language]}{' '}
                  <span className="font-mono text-xs font-normal text-ink-3">{inbox.key}</span>
                </h2>
                <Button size="sm" onClick={() => setEdited(inbox)}>
                  {words.edit}
                </Button>
              </header>
              <dl className="mb-3 grid gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr]">
                <dt className="text-ink-3">{fields.languages}</dt>
                <dd>{inbox.languages.map((one) => languageTags[one]).join(' ')}</dd>
                <dt className="text-ink-3">{fields.teams}</dt>
                <dd>{inbox.teamIds.map(nameOfTeam).join(' · ')}</dd>
                <dt className="text-ink-3">{inboxes.origins}</dt>
                <dd className="font-mono text-xs break-all">{inbox.origins.join(' ')}</dd>
                <dt className="text-ink-3">{inboxes.greeting}</dt>
                <dd>{inbox.greeting[language]}</dd>
              </dl>
              <EmbedSnippet inboxKey={inbox.key} />
            </article>
          ))
        }
      </SectionFrame>
      {edited !== null && teamsQuery.data !== undefined && (
        <InboxDialog inbox={edited === 'new' ? null : edited} teams={teams} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

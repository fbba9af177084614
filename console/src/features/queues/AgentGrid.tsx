import type { Colleague } from '@haven/shared/people';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useDirectory } from '../../live/queries.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { sortedAgents, standingOf } from './board.ts';
import { Card } from './Card.tsx';
import { LoadBar } from './LoadBar.tsx';

const standings = ['online', 'busy', 'away', 'offline'] as const;

/** The people of one's teams: who is there, what they intend, and how much they hold. */
export function AgentGrid({ agents }: { agents: readonly Colleague[] }) {
  const { queues: words, availability } = useStrings();
  const counts = standings
    .map((one) => words.counts(availability[one], agents.filter((agent) => standingOf(agent) === one).length))
    .join(' · ');
  return (
    <Card title={words.agents} aside={counts}>
      {agents.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-2">{words.noAgents}</p>
      ) : (
        <ul className="grid overflow-hidden rounded-b-xl md:grid-cols-2 xl:grid-cols-3">
          {sortedAgents(agents).map((agent) => (
            <Agent key={agent.id} agent={agent} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Agent({ agent }: { agent: Colleague }) {
  const { queues: words, availability, languageTags } = useStrings();
  const language = useLanguage();
  const teams = useDirectory().data?.teams ?? [];
  const { id, name, load, capacity, languages, teamIds } = agent;
  const standing = standingOf(agent);
  const isFull = standing === 'online' && load >= capacity;
  const teamNames = teams.filter((team) => teamIds.includes(team.id)).map((team) => team.name[language]);
  return (
    <li className="-mr-px -mb-px flex min-w-0 items-center gap-3 border-r border-b border-line px-4 py-[10px]">
      <Avatar id={id} name={name} presence={standing} />
      <span className="min-w-0 flex-1">
        <span className="flex min-w-0 items-center gap-[6px]">
          <b className="truncate font-medium">{name}</b>
          {languages.map((one) => (
            <Tag key={one} tone="line" className="shrink-0">
              {languageTags[one]}
            </Tag>
          ))}
        </span>
        <small className="block truncate text-xs text-ink-3">{teamNames.join(' · ')}</small>
      </span>
      <span className="flex shrink-0 flex-col items-end gap-[2px]">
        <LoadBar load={load} capacity={capacity} />
        <small className={isFull ? 'text-xs font-medium text-warn' : 'text-xs text-ink-2'}>
          {isFull ? words.full : availability[standing]}
        </small>
      </span>
    </li>
  );
}

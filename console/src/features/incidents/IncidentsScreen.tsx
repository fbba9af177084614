import { agentEndpoints } from '@haven/shared/http/agent-endpoints';
import { type Incident, type IncidentKind, incidentKinds } from '@haven/shared/incident';
import { useInfiniteQuery } from '@tanstack/react-query';
import { RefreshCw, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { fetchFrom } from '../../live/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Empty, Failed, SkeletonRows } from '../../ui/States.tsx';
import { IncidentRow } from './IncidentRow.tsx';

type Filter = { kind: IncidentKind | ''; from: string; to: string };
type Props = { onOpen: (conversationId: string) => void };

/** How often the list is asked for again while it is open, in milliseconds. */
const refreshMs = 30_000;

/** What was stopped, refused or reported, the newest first; by kind and day. */
export function IncidentsScreen({ onOpen }: Props) {
  const { official, common } = useStrings();
  const { incidents: words } = official;
  const [filter, setFilter] = useState<Filter>({ kind: '', from: '', to: '' });
  const query = useIncidents(filter);
  const items: Incident[] = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto bg-canvas px-4 py-5 md:px-7">
      <div className="mx-auto flex max-w-[1080px] flex-col gap-4">
        <header className="flex flex-wrap items-end justify-between gap-3">
          <div>
            <h1 className="text-xl font-semibold">{words.title}</h1>
            <p className="text-ink-2">{words.subtitle}</p>
          </div>
          <Button
            icon={<RefreshCw size={16} aria-hidden />}
            isBusy={query.isFetching}
            onClick={() => void query.refetch()}
          >
            {words.refresh}
          </Button>
        </header>
        <Filters filter={filter} onChange={setFilter} />
        <div className="rounded-lg border border-line bg-surface">
          {query.isError ? (
            <Failed text={words.failed} onRetry={() => void query.refetch()} />
          ) : query.isPending ? (
            <SkeletonRows rows={5} height={40} />
          ) : items.length === 0 ? (
            <Empty icon={<ShieldCheck size={28} strokeWidth={1.5} />} text={words.empty} />
          ) : (
            <ul aria-label={words.title}>
              {items.map((incident) => (
                <IncidentRow key={incident.id} incident={incident} onOpen={onOpen} />
              ))}
            </ul>
          )}
        </div>
        {query.hasNextPage && (
          <Button
            className="self-center"
            isBusy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {common.loadMore}
          </Button>
        )}
      </div>
    </div>
  );
}

function Filters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const { official } = useStrings();
  const { incidents: words } = official;
  return (
    <div className="grid gap-x-3 sm:grid-cols-3 [&>div]:mb-0 max-sm:gap-y-3">
      <SelectField
        label={words.kind}
        value={filter.kind}
        onChange={(event) =>
          onChange({ ...filter, kind: incidentKinds.find((kind) => kind === event.target.value) ?? '' })
        }
      >
        <option value="">{words.all}</option>
        {incidentKinds.map((kind) => (
          <option key={kind} value={kind}>
            {words.kinds[kind]}
          </option>
        ))}
      </SelectField>
      <TextField
        type="date"
        label={words.from}
        value={filter.from}
        onChange={(event) => onChange({ ...filter, from: event.target.value })}
      />
      <TextField
        type="date"
        label={words.to}
        value={filter.to}
        onChange={(event) => onChange({ ...filter, to: event.target.value })}
      />
    </div>
  );
}

function useIncidents({ kind, from, to }: Filter) {
  return useInfiniteQuery({
    queryKey: ['incidents', kind, from, to],
    queryFn: ({ signal, pageParam }) =>
      fetchFrom(agentEndpoints.incidents, {
        query: {
          ...(kind !== '' && { kind }),
          ...(from !== '' && { from: dayStart(from, 0) }),
          ...(to !== '' && { to: dayStart(to, 1) }),
          ...(pageParam !== null && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    staleTime: 0,
    refetchInterval: refreshMs,
  });
}

/** The beginning of a day of this device's clock, or of one so many days later. */
function dayStart(day: string, later: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + later);
  return date.toISOString();
}

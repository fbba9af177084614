import { Search } from 'lucide-react';
import { useStrings } from '../../live/console-context.tsx';
import type { View } from '../../live/state.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { AvailabilityMenu } from './AvailabilityMenu.tsx';
import { SearchPanel } from './SearchPanel.tsx';
import { ViewList } from './ViewList.tsx';
import { ViewTabs } from './ViewTabs.tsx';

export type InboxListProps = {
  view: View;
  selectedId: string | null;
  /** What is searched for; null while the lists are shown. */
  query: string | null;
  onView: (view: View) => void;
  onSelect: (conversationId: string) => void;
  onQuery: (query: string | null) => void;
};

/** The left column: availability, the five lists, or a search. */
export function InboxList({ view, selectedId, query, onView, onSelect, onQuery }: InboxListProps) {
  const { inbox: words } = useStrings();
  return (
    <section
      aria-label={words.title}
      className="flex min-h-0 min-w-0 flex-1 flex-col border-line md:border-r"
    >
      {query === null ? (
        <>
          <header className="flex h-14 shrink-0 items-center gap-2 px-4">
            <h1 className="text-lg font-semibold">{words.title}</h1>
            <AvailabilityMenu />
            <IconButton label={words.search} size="sm" onClick={() => onQuery('')}>
              <Search size={18} aria-hidden />
            </IconButton>
          </header>
          <ViewTabs view={view} onView={onView} />
          <ViewList view={view} selectedId={selectedId} onSelect={onSelect} onView={onView} />
        </>
      ) : (
        <SearchPanel query={query} selectedId={selectedId} onSelect={onSelect} onQuery={onQuery} />
      )}
    </section>
  );
}

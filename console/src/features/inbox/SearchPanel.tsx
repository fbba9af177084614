import { queryMaxChars } from '@haven/shared/limits';
import { Search, SearchX, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useConsole, useStrings } from '../../live/console-context.tsx';
import { useSearch } from '../../live/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Empty, Failed, SkeletonRows } from '../../ui/States.tsx';
import { ConversationRow } from './ConversationRow.tsx';

/** Typing pauses this long before the server is asked. */
const pauseMs = 300;

type Props = {
  query: string;
  selectedId: string | null;
  onSelect: (conversationId: string) => void;
  onQuery: (query: string | null) => void;
};

/** Finds conversations by the words of their log or by their reference. */
export function SearchPanel({ query, selectedId, onSelect, onQuery }: Props) {
  const { inbox: words } = useStrings();
  const { guard } = useConsole();
  const [text, setText] = useState(query);
  useEffect(() => {
    if (text.trim() === query) return;
    let isCurrent = true;
    // The query becomes a part of the address, so it is looked at before (SAFE1).
    async function search() {
      const cleared = await guard.clear(text.trim());
      if (!isCurrent) return;
      if (cleared.ok) onQuery(text.trim());
      else if (!cleared.isUnchecked) setText(cleared.text);
    }
    const timer = setTimeout(() => void search(), pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, query, onQuery, guard]);
  return (
    <>
      <h1 className="sr-only">{words.search}</h1>
      <search className="flex h-14 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        <Search size={18} className="shrink-0 text-ink-3" aria-hidden />
        <input
          type="search"
          // Somebody pressed the search button: the field is what they want next.
          autoFocus
          aria-label={words.search}
          placeholder={words.searchPlaceholder}
          maxLength={queryMaxChars}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onFocus={guard.warmUp}
          onKeyDown={(event) => event.key === 'Escape' && onQuery(null)}
          className="h-9 min-w-0 flex-1 rounded-md bg-transparent px-1 text-[16px] focus-visible:shadow-[inset_0_0_0_2px_var(--accent)] md:text-md [&::-webkit-search-cancel-button]:hidden"
        />
        <IconButton label={words.searchClose} onClick={() => onQuery(null)}>
          <X size={18} aria-hidden />
        </IconButton>
      </search>
      <SearchResults query={query} selectedId={selectedId} onSelect={onSelect} />
    </>
  );
}

function SearchResults({ query, selectedId, onSelect }: Omit<Props, 'onQuery'>) {
  const { inbox: words, common } = useStrings();
  const search = useSearch(query);
  if (query === '') return <Empty icon={<Search size={28} strokeWidth={1.5} />} text={words.searchHint} />;
  if (search.isError) return <Failed text={words.searchFailed} onRetry={() => void search.refetch()} />;
  if (search.isPending) return <SkeletonRows rows={4} />;
  const hits = search.data.pages.flatMap((page) => page.hits);
  if (hits.length === 0)
    return <Empty icon={<SearchX size={28} strokeWidth={1.5} />} text={words.searchEmpty(query)} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <p role="status" className="num flex h-[34px] items-center px-4 text-xs text-ink-2">
        {words.searchCount(hits.length)}
      </p>
      {hits.map(({ conversation, snippet, seq }) => (
        <div key={`${conversation.id} ${seq}`} className="border-b border-line px-2 py-px">
          <ConversationRow
            conversation={conversation}
            snippet={snippet}
            isSelected={conversation.id === selectedId}
            onSelect={() => onSelect(conversation.id)}
          />
        </div>
      ))}
      {search.hasNextPage && (
        <div className="grid place-items-center p-3">
          <Button size="sm" isBusy={search.isFetchingNextPage} onClick={() => void search.fetchNextPage()}>
            {common.loadMore}
          </Button>
        </div>
      )}
    </div>
  );
}

import { conversationViews } from '@haven/shared/realtime/agent-events';
import { Tabs } from 'radix-ui';
import { useStrings } from '../../live/console-context.tsx';
import { useLiveState } from '../../live/live-context.tsx';
import type { View } from '../../live/state.ts';

/** The five lists with their counts. The list itself is one panel, so the tabs only choose. */
export function ViewTabs({ view, onView }: { view: View; onView: (view: View) => void }) {
  const { inbox: words } = useStrings();
  const counts = useLiveState((state) => state.counts);
  return (
    <Tabs.Root
      value={view}
      onValueChange={(next) => onView(conversationViews.find((one) => one === next) ?? 'mine')}
    >
      <Tabs.List
        aria-label={words.lists}
        className="flex shrink-0 gap-3 overflow-x-auto border-b border-line px-4 [scrollbar-width:none]"
      >
        {conversationViews.map((one) => (
          <Tabs.Trigger
            key={one}
            value={one}
            aria-controls={undefined}
            className="-mx-1 -mb-px flex h-9 shrink-0 items-center gap-1 border-b-2 border-transparent px-1 font-medium text-ink-2 focus-visible:!shadow-[inset_0_0_0_2px_var(--accent)] data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {words.views[one]}
            {one !== 'closed' && counts[one] > 0 && (
              <small className="num text-xs font-normal text-ink-3">{counts[one]}</small>
            )}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
    </Tabs.Root>
  );
}

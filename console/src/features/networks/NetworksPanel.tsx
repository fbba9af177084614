import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { useNetworks } from '../../live/queries.ts';
import { classNames } from '../../ui/class-names.ts';
import { Failed, SkeletonRows } from '../../ui/States.tsx';
import { NetworkRow } from './NetworkRow.tsx';

/** Fees, pace and condition of the networks: asked when somebody wants to know, and again while they look. */
export function NetworksPanel() {
  const { networks } = useStrings();
  const { panel: words } = networks;
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="shrink-0 border-b border-line px-4 pt-[10px] pb-[11px]">
      <h3 className="text-xs font-medium !tracking-normal text-ink-3">{words.title}</h3>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen(!isOpen)}
        className="-mx-1 mt-1 flex min-h-7 w-[calc(100%+8px)] items-center justify-between gap-2 rounded-sm px-1 text-left text-accent"
      >
        {words.show}
        <ChevronDown
          size={16}
          aria-hidden
          className={classNames('shrink-0 transition-transform', isOpen && 'rotate-180')}
        />
      </button>
      <div id={listId} hidden={!isOpen}>
        {isOpen && <NetworkList />}
      </div>
    </section>
  );
}

function NetworkList() {
  const { networks } = useStrings();
  const { panel: words } = networks;
  const query = useNetworks();
  // What was read before an outage is shown with its time.
  if (query.data === undefined)
    return query.isError ? (
      <Failed text={words.failed} onRetry={() => void query.refetch()} />
    ) : (
      <SkeletonRows rows={2} height={48} />
    );
  const { items } = query.data;
  if (items.length === 0)
    return (
      <p className="mt-1 text-ink-2">
        {words.none} <small className="block text-xs text-ink-3">{words.noneHint}</small>
      </p>
    );
  return (
    <ul className="mt-1">
      {items.map((network) => (
        <NetworkRow key={network.id} network={network} />
      ))}
    </ul>
  );
}

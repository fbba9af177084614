import { Info, X } from 'lucide-react';
import { useStrings } from '../../live/console-context.tsx';
import { useIsLive, useLive, useLiveState } from '../../live/live-context.tsx';
import { offerKey } from '../../live/offers.ts';
import type { EndedOffer } from '../../live/state.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { OfferCard } from './OfferCard.tsx';

type Props = {
  /** Shows a conversation: one that was accepted, or one to read before. */
  onOpen: (conversationId: string) => void;
};

/**
 * What waits for the agent's answer (RT8), on every page: over the column of context, where nothing is being written;
 * on a small screen above everything.
 */
export function OfferPanel({ onOpen }: Props) {
  const { offers: words } = useStrings();
  const live = useLive();
  const isLive = useIsLive();
  const offers = useLiveState((state) => state.offers);
  const ended = useLiveState((state) => state.endedOffer);
  if (offers.length === 0 && ended === null) return null;
  return (
    <section
      aria-label={words.title}
      className="fixed inset-x-0 top-0 z-20 flex max-h-[70dvh] flex-col gap-2 overflow-y-auto p-2 md:inset-x-auto md:top-auto md:right-0 md:bottom-0 md:w-[360px] md:p-4"
    >
      {offers.map((offer, index) => (
        <OfferCard
          key={`${offerKey(offer)} ${offer.expiresAt}`}
          offer={offer}
          isFirst={index === 0}
          isLive={isLive}
          onOpen={onOpen}
        />
      ))}
      {ended !== null && <Ended ended={ended} onDismiss={live.dismissEnded} />}
    </section>
  );
}

/** Why the last one is no longer there. */
function Ended({ ended, onDismiss }: { ended: EndedOffer; onDismiss: () => void }) {
  const { offers: words, visitorName } = useStrings();
  const name = ended.label === null ? words.unknownVisitor : visitorName(ended.label);
  return (
    <div
      role="status"
      className="flex items-center gap-2 rounded-xl border border-line bg-raised py-2 pr-2 pl-4 shadow-md"
    >
      <Info size={16} className="shrink-0 text-ink-3" aria-hidden />
      <p className="min-w-0 flex-1">{endedText(ended, name, words.ended)}</p>
      <IconButton size="sm" label={words.dismiss} onClick={onDismiss}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

function endedText(
  { reason, by }: EndedOffer,
  name: string,
  words: ReturnType<typeof useStrings>['offers']['ended'],
): string {
  switch (reason) {
    case 'taken':
      return words.taken(name, by ?? '');
    case 'timed_out':
    case 'gone':
      return words[reason](name);
  }
}

import type { Diagnosis } from '@haven/shared/chain/diagnosis';
import { useState } from 'preact/hooks';
import { useApp, useStrings } from '../app-model.ts';
import { CaseCard } from '../parts/CaseCard.tsx';
import { ClosedCard, ResolveCard } from '../parts/EndCards.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Lightbox } from '../parts/Lightbox.tsx';
import { AgentGroup, OwnGroup } from '../parts/MessageGroup.tsx';
import { lazyPart } from '../parts/lazyPart.tsx';
import { SystemLine } from '../parts/SystemLine.tsx';
import type { OpenImage } from '../parts/Picture.tsx';
import { ScrollLog } from '../parts/ScrollLog.tsx';
import type { LocalStop } from '../safety/stopped.ts';
import type { Held } from '../session/live-state.ts';
import { useStore } from '../store.ts';
import { type RequestRow, type Row, threadRows } from '../thread/rows.ts';
import { dayOf, timeOf } from '../time.ts';

/** The log: what was said, what happened, and what can be done next. */
export function Thread({ held }: { held: Held }) {
  const app = useApp();
  const strings = useStrings();
  const { typing, connection, waiting, isKept } = useStore(app.liveState);
  const [image, setImage] = useState<OpenImage | null>(null);
  const stops = useStore(app.stops);
  const { status } = held.conversation;
  const drafts = held.timeline.drafts.length;
  const signature = [held.timeline.entries.length, drafts, stops.length, status, typing !== null].join();
  return (
    <>
      <ScrollLog signature={signature} ownCount={drafts}>
        {threadRows(held, stops).map((row) => (
          <RowView key={row.key} row={row} held={held} openImage={setImage} />
        ))}
        {connection !== 'live' && waiting > 0 && (
          <p class="sysline">
            <Icon name="phone" size={14} />
            <span>{isKept ? strings.connection.saved(waiting) : strings.connection.unsaved(waiting)}</span>
          </p>
        )}
        {status === 'queued' && <Waiting held={held} />}
        {typing && (
          <div class="msg">
            <output class="bub typing" aria-label={strings.chat.typing(typing.name)}>
              <i />
              <i />
              <i />
            </output>
          </div>
        )}
        {status === 'resolved' && <ResolveCard held={held} />}
        {status === 'closed' && <ClosedCard held={held} />}
      </ScrollLog>
      {image && <Lightbox image={image} close={() => setImage(null)} />}
    </>
  );
}

const RequestCard = lazyPart<{ row: RequestRow; isOver: boolean }>(
  async () => (await import('../request/RequestCard.tsx')).RequestCard,
);

const TransactionCard = lazyPart<{ diagnosis: Diagnosis }>(
  async () => (await import('../transaction/TransactionCard.tsx')).TransactionCard,
);

type RowProps = { row: Row; held: Held; openImage: (image: OpenImage) => void };

function RowView({ row, held, openImage }: RowProps) {
  const app = useApp();
  const strings = useStrings();
  const { language } = useStore(app.preferences);
  switch (row.kind) {
    case 'day':
      return (
        <p class="day num">
          {dayOf(row.at, language, strings.chat)} {timeOf(row.at, language)}
        </p>
      );
    case 'own':
      return <OwnGroup row={row} openImage={openImage} />;
    case 'agent':
      return (
        <AgentGroup row={row} isHeader={row.agentId === held.conversation.agent?.id} openImage={openImage} />
      );
    case 'line':
      return <SystemLine body={row.body} />;
    case 'transaction':
      return <TransactionCard diagnosis={row.diagnosis} />;
    case 'request':
      return <RequestCard row={row} isOver={held.conversation.status === 'closed'} />;
    case 'stopped':
      return <StoppedBubble secret={row.secret} />;
    case 'case':
      return held.conversation.case ? (
        <CaseCard ofCase={held.conversation.case} isOver={held.conversation.status === 'closed'} />
      ) : null;
  }
}

/** What was stopped here, in its place. Its words came with the check that stopped it. */
function StoppedBubble({ secret }: { secret: LocalStop['secret'] }) {
  const app = useApp();
  const checks = useStore(app.guard.checks);
  const { language } = useStore(app.preferences);
  const words = checks?.safetyWords[language];
  return (
    <div class="msg me">
      <div class="bub tail bub-safe is-stop">
        <Icon name="shield-stop" size={18} />
        <span>{words?.placeholder(words.kinds[secret])}</span>
      </div>
    </div>
  );
}

/** A wait inside the thread: after a transfer or "not solved". */
function Waiting({ held: { conversation } }: { held: Held }) {
  const { chat } = useStrings();
  const position = conversation.queue?.mode === 'live' ? conversation.queue.position : null;
  return (
    <p class="sysline">
      <Icon name="clock" size={14} />
      <span>{position === null ? chat.waitsForAgent : chat.waitsPosition(position)}</span>
    </p>
  );
}

import { roleHas } from '@haven/shared/rights';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { TransferDialog } from '../features/conversation/TransferDialog.tsx';
import type { WaitingRow } from '../features/queues/board.ts';
import { useMe } from '../live/live-context.tsx';
import { SkeletonRows } from '../ui/States.tsx';

/** Few people supervise: their page loads on demand. */
const QueuesScreen = lazy(() =>
  import('../features/queues/QueuesScreen.tsx').then((module) => ({ default: module.QueuesScreen })),
);

/** The queues, for those who may intervene; what waits is assigned from here (RT16). */
export function QueuesPage() {
  const navigate = useNavigate();
  const me = useMe();
  const [assigning, setAssigning] = useState<WaitingRow | null>(null);
  if (!roleHas(me.role, 'conversation.intervene'))
    return <Navigate to="/inbox" search={{ view: 'mine' }} replace />;
  return (
    <Suspense fallback={<SkeletonRows rows={6} />}>
      <QueuesScreen
        onOpen={(chat) => void navigate({ to: '/inbox', search: { view: 'queue', chat } })}
        onAssign={setAssigning}
      />
      {assigning !== null && (
        <TransferDialog
          isAssigning
          caseId={assigning.caseId}
          conversation={{
            id: assigning.conversationId,
            epoch: assigning.epoch,
            status: 'queued',
            language: assigning.queue.language,
            assignee: null,
            team: { id: assigning.queue.teamId },
          }}
          onClose={() => setAssigning(null)}
        />
      )}
    </Suspense>
  );
}

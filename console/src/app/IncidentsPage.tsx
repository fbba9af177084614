import { roleHas } from '@haven/shared/rights';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useMe } from '../live/live-context.tsx';
import { SkeletonRows } from '../ui/States.tsx';

const IncidentsScreen = lazy(() =>
  import('../features/incidents/IncidentsScreen.tsx').then((module) => ({ default: module.IncidentsScreen })),
);

/** What was stopped, refused or reported, for those who may intervene. */
export function IncidentsPage() {
  const navigate = useNavigate();
  const me = useMe();
  if (!roleHas(me.role, 'conversation.intervene'))
    return <Navigate to="/inbox" search={{ view: 'mine' }} replace />;
  return (
    <Suspense fallback={<SkeletonRows rows={6} />}>
      <IncidentsScreen onOpen={(chat) => void navigate({ to: '/inbox', search: { view: 'team', chat } })} />
    </Suspense>
  );
}

import { roleHas } from '@haven/shared/rights';
import { Navigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useMe } from '../live/live-context.tsx';
import { SkeletonRows } from '../ui/States.tsx';

const NoticesScreen = lazy(() =>
  import('../features/settings/notices/NoticesScreen.tsx').then((module) => ({
    default: module.NoticesScreen,
  })),
);

/** What everybody is told while something is wrong, for those who may intervene. */
export function NoticesPage() {
  const me = useMe();
  if (!roleHas(me.role, 'conversation.intervene'))
    return <Navigate to="/inbox" search={{ view: 'mine' }} replace />;
  return (
    <Suspense fallback={<SkeletonRows rows={6} />}>
      <NoticesScreen />
    </Suspense>
  );
}

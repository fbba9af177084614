import { roleHas } from '@haven/shared/rights';
import { Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useMe } from '../live/live-context.tsx';
import { SkeletonRows } from '../ui/States.tsx';

/** Few people configure: their pages load on demand. */
const SettingsScreen = lazy(() =>
  import('../features/settings/SettingsScreen.tsx').then((module) => ({ default: module.SettingsScreen })),
);

/** Configuration, for those who may. */
export function SettingsPage() {
  const { section } = useParams({ from: '/settings/$section' });
  const navigate = useNavigate();
  const me = useMe();
  if (!roleHas(me.role, 'configure')) return <Navigate to="/inbox" search={{ view: 'mine' }} replace />;
  return (
    <Suspense fallback={<SkeletonRows rows={5} />}>
      <SettingsScreen
        section={section}
        onSection={(next) => void navigate({ to: '/settings/$section', params: { section: next } })}
      />
    </Suspense>
  );
}

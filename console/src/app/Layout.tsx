import { Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { OfferPanel } from '../features/offers/OfferPanel.tsx';
import { classNames } from '../ui/class-names.ts';
import { ConnectionStrip } from './ConnectionStrip.tsx';
import { NoticeStrip } from './NoticeStrip.tsx';
import { Rail } from './Rail.tsx';

/** The rail beside the page; on small screens below it. */
export function Layout() {
  const { chat } = useSearch({ strict: false });
  const navigate = useNavigate();
  return (
    <div className="flex h-dvh flex-col-reverse bg-surface md:flex-row">
      {/* Where one thing fits at a time, an open chat has the whole screen. */}
      <div className={classNames('flex shrink-0', chat !== undefined && 'max-md:hidden')}>
        <Rail />
      </div>
      <main className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ConnectionStrip />
        <NoticeStrip />
        <Outlet />
      </main>
      <OfferPanel onOpen={(next) => void navigate({ to: '/inbox', search: { view: 'mine', chat: next } })} />
    </div>
  );
}

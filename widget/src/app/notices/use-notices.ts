import { callEndpoint } from '@haven/shared/browser/call-endpoint';
import { visitorNoticeEndpoints } from '@haven/shared/http/notice-endpoints';
import { concernsVersion, type ServiceNotice } from '@haven/shared/service-notice';
import { useEffect } from 'preact/hooks';
import { useApp } from '../app-model.ts';
import { createStore, useStore } from '../store.ts';

/** How often they are asked for while there is no connection that tells them, in milliseconds. */
const everyMs = 60_000;

const fetched = createStore<readonly ServiceNotice[]>([]);

/** What holds now and concerns this version of the app: told by the connection, else asked for while the page is seen. */
export function useNotices(): readonly ServiceNotice[] {
  const app = useApp();
  const { appVersion } = useStore(app.context);
  const { notices, connection } = useStore(app.liveState);
  const asked = useStore(fetched);
  const isTold = connection === 'live' && notices !== null;

  useEffect(() => {
    if (isTold) return;
    const ask = async () => {
      if (document.visibilityState !== 'visible') return;
      const answer = await callEndpoint(visitorNoticeEndpoints.current, {
        params: { key: app.place.inboxKey },
      });
      if (answer.ok) fetched.set(answer.value.notices);
    };
    void ask();
    const timer = setInterval(() => void ask(), everyMs);
    return () => clearInterval(timer);
  }, [app, isTold]);

  return (isTold ? (notices ?? []) : asked).filter((notice) => concernsVersion(notice, appVersion));
}

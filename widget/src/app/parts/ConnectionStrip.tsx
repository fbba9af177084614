import { useEffect, useState } from 'preact/hooks';
import { useApp, useStrings } from '../app-model.ts';
import { useStore } from '../store.ts';
import { Icon } from './Icon.tsx';

/** A reconnect that is over within this is not worth a word. */
const quietMs = 1_200;

/** Says that the connection is gone while it is; messages wait meanwhile, and a return is confirmed. */
export function ConnectionStrip() {
  const app = useApp();
  const strings = useStrings();
  const { connection, waiting } = useStore(app.liveState);
  const [isTold, setIsTold] = useState(false);
  const isAway = connection === 'waiting' || connection === 'connecting';

  useEffect(() => {
    if (isAway) {
      const timer = setTimeout(() => setIsTold(true), quietMs);
      return () => clearTimeout(timer);
    }
    if (isTold && connection === 'live') app.toast.set(strings.connection.back);
    setIsTold(false);
    return undefined;
  }, [app, strings, isAway, isTold, connection]);

  if (connection === 'outdated') {
    return (
      <div class="net" role="alert">
        <Icon name="refresh" size={18} />
        <span>{strings.connection.outdated}</span>
        <button type="button" class="link" onClick={() => location.reload()}>
          {strings.reload}
        </button>
      </div>
    );
  }
  return (
    <output>
      {isTold && (
        <span class="net">
          <Icon name="offline" size={18} />
          <span>{waiting > 0 ? strings.connection.offlineWaiting(waiting) : strings.connection.offline}</span>
          <button type="button" class="link" onClick={() => app.liveNow()?.wake()}>
            {strings.connection.now}
          </button>
        </span>
      )}
    </output>
  );
}

import '../styles/notices.css';
import type { ServiceNotice } from '@haven/shared/service-notice';
import { useState } from 'preact/hooks';
import { useApp } from '../app-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { isOpen } from '../session/live-state.ts';
import { useStore } from '../store.ts';
import { timeOf } from '../time.ts';
import { hidden, hiddenKey, setHidden } from './hidden.ts';
import { useNotices } from './use-notices.ts';
import { noticeWords } from './words.ts';

/** What the operator tells everybody: cards on the first screen, quiet strips above the composer. */
export function ServiceNotices({ place }: { place: 'home' | 'chat' }) {
  const app = useApp();
  const { language } = useStore(app.preferences);
  const notices = useNotices();
  if (notices.length === 0) return null;
  return (
    <section class={`notices in-${place}`} role="status" aria-label={noticeWords(language).label}>
      {notices.map((notice) => (
        <Notice key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function Notice({ notice }: { notice: ServiceNotice }) {
  const app = useApp();
  const { language } = useStore(app.preferences);
  const words = noticeWords(language);
  const isHidden = useStore(hidden).includes(hiddenKey(notice));
  const title = notice.title[language];
  return (
    <div class={`sn ${notice.severity}`}>
      <Icon name={notice.severity === 'info' ? 'bell' : 'alert'} size={18} />
      <div class="sn-text">
        <b>
          <span>
            <span class="sr-only">{words.severities[notice.severity]}: </span>
            {title}
          </span>
          <small class="num">{words.updated(timeOf(notice.updatedAt, language))}</small>
        </b>
        {!isHidden && (
          <>
            <p>
              {notice.body[language]}{' '}
              {notice.link !== null && (
                <a href={notice.link} target="_blank" rel="noopener noreferrer nofollow">
                  {words.more}
                </a>
              )}
            </p>
            <Follow notice={notice} />
          </>
        )}
      </div>
      <button
        type="button"
        class="sn-fold"
        aria-expanded={!isHidden}
        aria-label={isHidden ? words.show(title) : words.hide(title)}
        onClick={() => setHidden(notice, !isHidden)}
      >
        <Icon name={isHidden ? 'down' : 'up'} size={18} />
      </button>
    </div>
  );
}

/** Asks to be told of the end, in the open conversation; there is nowhere to tell it without one. */
function Follow({ notice }: { notice: ServiceNotice }) {
  const app = useApp();
  const { language } = useStore(app.preferences);
  const { held, connection, followedIds } = useStore(app.liveState);
  const [isBusy, setBusy] = useState(false);
  const words = noticeWords(language);
  if (!isOpen(held)) return null;
  if (followedIds.includes(notice.id))
    return (
      <p class="sn-followed">
        <Icon name="check" size={14} />
        {words.notified}
      </p>
    );

  async function follow() {
    setBusy(true);
    const answer = await app.liveNow()?.followNotice(notice.id);
    setBusy(false);
    if (!answer?.ok) app.toast.set(words.failed);
  }

  return (
    <button
      type="button"
      class="link"
      disabled={isBusy || connection !== 'live'}
      onClick={() => void follow()}
    >
      {words.notify}
    </button>
  );
}

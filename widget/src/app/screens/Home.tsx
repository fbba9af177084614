import type { InboxProfile } from '@haven/shared/http/visitor-endpoints';
import { useApp, useStrings } from '../app-model.ts';
import { CloseButton, SafetyLine } from '../parts/Bar.tsx';
import { ContinueCard } from '../parts/ContinueCard.tsx';
import { FaqCard } from '../parts/FaqCard.tsx';
import { initialOf, Seal } from '../parts/Icon.tsx';
import { LateNotices } from '../parts/LateNotices.tsx';
import { StrandedCards } from '../parts/StrandedCards.tsx';
import { isOpen } from '../session/live-state.ts';
import { useStore } from '../store.ts';
import type { Strings } from '../strings/strings.ts';
import { ScreenTitle } from '../parts/ScreenTitle.tsx';

/** Greeting, what is open, a way to start, articles, and the promise. */
export function Home() {
  const app = useApp();
  const strings = useStrings();
  const inbox = useStore(app.inbox);
  const { language } = useStore(app.preferences);
  const { revoked } = useStore(app.liveState);
  const profile = inbox.state === 'ready' ? inbox.profile : null;
  const name = profile?.name[language] ?? '';
  return (
    <main class="w home" aria-label={name}>
      <header class="bar">
        <span class="brand">
          {profile && (
            <>
              <span class="mark" aria-hidden="true">
                {initialOf(name)}
              </span>
              {name}
              <Seal label={strings.verified} />
            </>
          )}
        </span>
        <CloseButton />
      </header>
      <div class="scroll">
        <div class="hero">
          <ScreenTitle>
            <span>{greetingNow(strings)}</span>
            {strings.home.question}
          </ScreenTitle>
          {profile && revoked !== 'blocked' && <Presence isServed={profile.isServed} />}
        </div>
        <div class="pad stack">
          <LateNotices place="home" />
          {profile && <Body profile={profile} />}
          {inbox.state === 'loading' && <Skeleton />}
          {inbox.state === 'failed' && <LoadFailed />}
        </div>
      </div>
      <SafetyLine look="plain" />
    </main>
  );
}

function greetingNow(strings: Strings): string {
  return greetingAt(new Date(), strings);
}

/** The greeting for an hour of the day. */
export function greetingAt(now: Date, { home: { greetings } }: Strings): string {
  const hour = now.getHours();
  if (hour < 5 || hour >= 23) return greetings.night;
  if (hour < 12) return greetings.morning;
  return hour < 18 ? greetings.afternoon : greetings.evening;
}

function Presence({ isServed }: { isServed: boolean }) {
  const { home } = useStrings();
  return (
    <p class="presence">
      <span class={isServed ? 'dot ok' : 'dot'} aria-hidden="true" />
      {isServed ? home.served : home.unserved}
    </p>
  );
}

function Body({ profile }: { profile: InboxProfile }) {
  const app = useApp();
  const strings = useStrings();
  const live = useStore(app.liveState);
  const isBlocked = live.revoked === 'blocked';
  return (
    <>
      {isBlocked && <p class="notice">{strings.connection.blocked}</p>}
      {live.held === null && live.waiting > 0 && (
        <output class="card notice">{strings.connection.saved(live.waiting)}</output>
      )}
      {live.connection === 'outdated' && (
        <div class="card notice" role="alert">
          <p>{strings.connection.outdated}</p>
          <button type="button" class="btn" onClick={() => location.reload()}>
            {strings.reload}
          </button>
        </div>
      )}
      <StrandedCards live={live} />
      {isOpen(live.held) && <ContinueCard held={live.held} live={live} />}
      {!isOpen(live.held) && !isBlocked && (
        <button
          type="button"
          class="btn btn-primary btn-lg btn-block home-cta"
          onClick={() => app.navigation.push({ name: 'start-type' })}
        >
          {profile.isServed ? strings.home.start : strings.home.leaveMessage}
        </button>
      )}
      <FaqCard profile={profile} />
      <button type="button" class="link" onClick={() => app.navigation.push({ name: 'official' })}>
        {strings.home.official}
      </button>
    </>
  );
}

/** The final layout in grey, after a moment in which nothing is better. */
function Skeleton() {
  const strings = useStrings();
  return (
    <output class="skeleton stack" aria-label={strings.loading}>
      <span class="sk sk-button" />
      <span class="sk sk-card" />
    </output>
  );
}

function LoadFailed() {
  const app = useApp();
  const strings = useStrings();
  return (
    <div class="card notice" role="alert">
      <p>{strings.home.failed}</p>
      <button type="button" class="btn" onClick={() => void app.loadInbox()}>
        {strings.retry}
      </button>
    </div>
  );
}

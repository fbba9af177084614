import type { QueuePlace, WaitRange } from '@haven/shared/conversation';
import { positionShown } from '@haven/shared/limits';
import { useApp, useStrings } from '../app-model.ts';
import { Icon } from '../parts/Icon.tsx';
import type { Held } from '../session/live-state.ts';
import { useStore } from '../store.ts';
import { ownTexts } from '../thread/rows.ts';
import { timeOf } from '../time.ts';

/** Waiting for somebody, or a message left: the place, what was sent, and the way out. */
export function Queue({ held, leave }: { held: Held; leave: () => void }) {
  const app = useApp();
  const strings = useStrings();
  const inbox = useStore(app.inbox);
  const article = inbox.state === 'ready' ? inbox.profile.articles[0] : undefined;
  const place = held.conversation.queue;
  const { wait } = useStore(app.liveState);
  const isMessage = place?.mode === 'message';
  return (
    <div class="scroll pad stack queue">
      <Place place={place} wait={wait?.conversationId === held.conversation.id ? wait.range : null} />
      {!isMessage && (
        <section class="card row">
          <Icon name="bell" size={22} />
          <div class="grow">
            <b>{strings.queue.mayLeave}</b>
            <small>{strings.queue.mayLeaveNote}</small>
          </div>
        </section>
      )}
      <Submitted held={held} />
      {article && (
        <button
          type="button"
          class="card row"
          onClick={() => app.navigation.push({ name: 'article', article })}
        >
          <Icon name="book" size={22} />
          <span class="grow">
            <b>{article.title}</b>
            <small>{strings.queue.readMeanwhile}</small>
          </span>
          <Icon name="right" size={16} />
        </button>
      )}
      <p class="q-exit">
        <button type="button" class="link mute" onClick={leave}>
          {isMessage ? strings.queue.takeBack : strings.queue.leave}
        </button>
      </p>
    </div>
  );
}

/** The position and the wait as far as they are known; without them, no guess (RT11). */
function Place({ place, wait }: { place: QueuePlace | null; wait: WaitRange | null }) {
  const { queue } = useStrings();
  if (place?.mode === 'message') {
    return (
      <output class="card q-card">
        <span class="q-mark">
          <Icon name="check" size={28} />
        </span>
        <b class="q-title">{queue.left}</b>
        <span class="q-note">{queue.leftNote}</span>
      </output>
    );
  }
  const position = place?.position ?? null;
  if (position === null) {
    return (
      <output class="card q-card">
        <span class="q-mark">
          <Icon name="clock" size={28} />
        </span>
        <b class="q-title">{queue.soon}</b>
      </output>
    );
  }
  const isBeyond = position > positionShown;
  return (
    <output class="card q-card">
      <span class="lbl">{queue.position}</span>
      <b class="q-pos" key={position}>
        {isBeyond ? queue.beyond(positionShown) : position}
      </b>
      <Line ahead={Math.min(position - 1, 4)} />
      {!isBeyond && <span class="q-ahead">{position <= 1 ? queue.next : queue.ahead(position - 1)}</span>}
      {wait && (
        <span class="q-eta">
          <Icon name="clock" size={18} />
          {queue.wait(wait)}
        </span>
      )}
    </output>
  );
}

/** The people ahead as dots, the visitor at the end. */
function Line({ ahead }: { ahead: number }) {
  return (
    <span class="q-line" aria-hidden="true">
      {Array.from({ length: Math.max(0, ahead) }, (_, index) => (
        <>
          <span key={`p${index}`} class="p" />
          <span key={`l${index}`} class="l" />
        </>
      ))}
      <span class="p you" />
    </span>
  );
}

/** What was sent so far, later additions included. */
function Submitted({ held }: { held: Held }) {
  const app = useApp();
  const strings = useStrings();
  const { language } = useStore(app.preferences);
  const texts = ownTexts(held);
  const at = texts[0]?.at;
  const images = texts.reduce((sum, text) => sum + text.images, 0);
  return (
    <section class="card sent-sum">
      <div class="hd">
        <span>{strings.queue.submitted}</span>
        <span class="num">{at && timeOf(at, language)}</span>
      </div>
      {texts.map(({ text }, index) => text !== '' && <p key={index}>{text}</p>)}
      {images > 0 && (
        <div class="tags">
          <span class="tag">{strings.queue.images(images)}</span>
        </div>
      )}
    </section>
  );
}

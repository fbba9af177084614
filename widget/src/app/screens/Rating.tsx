import '../styles/chat.css';
import { remarkMaxChars } from '@haven/shared/limits';
import { useState } from 'preact/hooks';
import { useApp, useStrings } from '../app-model.ts';
import { findIssueType } from '../inbox.ts';
import { Foot } from '../parts/Bar.tsx';
import { Avatar, Icon } from '../parts/Icon.tsx';
import { ratingComment } from '../rating-comment.ts';
import { earlierOf } from '../session/own-texts.ts';
import { useStore } from '../store.ts';
import { ScreenTitle } from '../parts/ScreenTitle.tsx';

const scores = [1, 2, 3, 4, 5] as const;
/** From this score on the chips name what was good, below it what was not. */
const goodFrom = 4;

/** One to five, a word on why, and a way to skip it. */
export function Rating() {
  const app = useApp();
  const strings = useStrings();
  const { held } = useStore(app.liveState);
  const [score, setScore] = useState(0);
  const [chips, setChips] = useState<readonly string[]>([]);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const offered = score >= goodFrom ? strings.rating.good : strings.rating.bad;

  function choose(next: number): void {
    if (next >= goodFrom !== score >= goodFrom) setChips([]);
    setScore(next);
  }

  async function submit(): Promise<void> {
    setProblem(null);
    const session = app.liveNow();
    if (session === null || held === null) return;
    const comment = ratingComment(chips, text, app.preferences.get().language);
    const place = { where: 'rating', earlier: earlierOf(held) } as const;
    const passed = await app.guard.pass(comment, place, (said) => session.rate(score, comment, said));
    if (passed.isStopped) {
      if (passed.isUnchecked) return setProblem(strings.images.unchecked);
      setChips([]);
      setText(passed.text);
    } else if (passed.answer.ok) {
      app.toast.set(strings.rating.thanks);
      app.navigation.back();
    } else setProblem(strings.errors[passed.answer.error.code]);
  }

  return (
    <main class="w rating">
      <header class="bar">
        <button
          type="button"
          class="icon-btn back"
          aria-label={strings.close}
          onClick={() => app.navigation.back()}
        >
          <Icon name="close" size={22} />
        </button>
        <button type="button" class="link end" onClick={() => app.navigation.back()}>
          {strings.rating.skip}
        </button>
      </header>
      <div class="scroll pad">
        <About />
        <fieldset class="stars">
          <legend class="sr-only">{strings.rating.title}</legend>
          {scores.map((each) => (
            <label key={each} class={each <= score ? 's on' : 's'}>
              <input
                type="radio"
                name="score"
                class="sr-only"
                checked={each === score}
                aria-label={strings.rating.star(each)}
                onChange={() => choose(each)}
              />
              <Icon name="star" size={28} />
            </label>
          ))}
        </fieldset>
        <output class="score-word">{strings.rating.scores[score - 1] ?? ''}</output>
        {score > 0 && (
          <>
            <div class="chips">
              {offered.map((chip) => {
                const isOn = chips.includes(chip);
                return (
                  <button
                    key={chip}
                    type="button"
                    class={isOn ? 'chip on' : 'chip'}
                    aria-pressed={isOn}
                    onClick={() =>
                      setChips(isOn ? chips.filter((other) => other !== chip) : [...chips, chip])
                    }
                  >
                    {isOn && <Icon name="check" size={14} />}
                    {chip}
                  </button>
                );
              })}
            </div>
            <textarea
              class="area"
              rows={4}
              maxLength={remarkMaxChars}
              placeholder={strings.rating.comment}
              aria-label={strings.rating.comment}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
              onFocus={app.guard.warmUp}
            />
          </>
        )}
        <p class="problem" role="alert">
          {problem}
        </p>
      </div>
      <Foot>
        <button
          type="button"
          class="btn btn-primary btn-lg btn-block"
          disabled={score === 0 || held === null}
          onClick={() => void submit()}
        >
          {strings.rating.submit}
        </button>
      </Foot>
    </main>
  );
}

function About() {
  const app = useApp();
  const strings = useStrings();
  const { held } = useStore(app.liveState);
  const inbox = useStore(app.inbox);
  const { language } = useStore(app.preferences);
  const agent = held?.conversation.agent ?? null;
  const found =
    held && inbox.state === 'ready' ? findIssueType(inbox.profile, held.conversation.issueType) : undefined;
  return (
    <>
      {agent && <Avatar id={agent.id} name={agent.name} size={56} />}
      <ScreenTitle look="h-screen">{strings.rating.title}</ScreenTitle>
      <p class="lede">{strings.rating.about(agent?.name ?? null, found?.type.label[language] ?? '')}</p>
    </>
  );
}

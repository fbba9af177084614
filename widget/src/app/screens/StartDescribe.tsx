import '../styles/start.css';
import { descriptionMaxChars } from '@haven/shared/limits';
import { useRef, useState } from 'preact/hooks';
import { useApp, useStrings } from '../app-model.ts';
import { Foot, SafetyLine, StepBar } from '../parts/Bar.tsx';
import { DeviceCard } from '../parts/DeviceCard.tsx';
import { Icon } from '../parts/Icon.tsx';
import { findIssueType } from '../inbox.ts';
import { problemOf } from '../start-problem.ts';
import { changedForm, coveredPrompts, type Prompt } from '../start-form.ts';
import { useStore } from '../store.ts';
import { ScreenTitle } from '../parts/ScreenTitle.tsx';

const prompts: readonly Prompt[] = ['time', 'steps', 'error'];

/** The second step: what happened, in one's own words, and what the app already knows. */
export function StartDescribe() {
  const app = useApp();
  const strings = useStrings();
  const form = useStore(app.form);
  const area = useRef<HTMLTextAreaElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const covered = coveredPrompts(form.description);

  function write(description: string): void {
    setProblem(null);
    app.form.update((current) => changedForm(current, { description }));
  }

  /** Puts the prompt's word on a line of its own, to be written behind. */
  function ask(prompt: Prompt): void {
    const { language } = app.preferences.get();
    const colon = language === 'zh-CN' ? '：' : ': ';
    const { description } = app.form.get();
    write(`${description}${description === '' ? '' : '\n'}${strings.start.prompts[prompt]}${colon}`);
    area.current?.focus();
  }

  async function begin(): Promise<void> {
    if (form.description.trim() === '') {
      setProblem(strings.start.empty);
      area.current?.focus();
      return;
    }
    setIsBusy(true);
    setProblem(null);
    const answer = await app.start().catch(() => null);
    setIsBusy(false);
    if (answer?.ok) return;
    setProblem(problemOf(answer?.error ?? null, strings));
  }

  return (
    <main class="w">
      <StepBar step={2} />
      <div class="scroll pad step">
        <ScreenTitle look="h-screen">{strings.start.describeTitle}</ScreenTitle>
        <Crumb />
        <label class="label" for="description">
          {strings.start.whatHappened}
          <small class="num">{strings.start.counter(form.description.length, descriptionMaxChars)}</small>
        </label>
        <textarea
          id="description"
          ref={area}
          class="area"
          rows={5}
          maxLength={descriptionMaxChars}
          placeholder={strings.start.placeholder}
          value={form.description}
          aria-invalid={problem !== null}
          aria-describedby="problem"
          onFocus={app.guard.warmUp}
          onInput={(event) => write(event.currentTarget.value)}
        />
        <div class="prompts">
          {prompts.map((prompt) => (
            <button
              key={prompt}
              type="button"
              class={covered[prompt] ? 'prompt done' : 'prompt'}
              disabled={covered[prompt]}
              onClick={() => ask(prompt)}
            >
              <Icon name={covered[prompt] ? 'check' : 'plus'} size={14} />
              {strings.start.prompts[prompt]}
              <span class="sr-only">{covered[prompt] ? strings.start.covered : strings.start.uncovered}</span>
            </button>
          ))}
        </div>
        <DeviceCard />
      </div>
      <p id="problem" class="problem" role="alert">
        {problem}
      </p>
      <SafetyLine look="plain" />
      <Foot>
        <button
          type="button"
          class="btn btn-primary btn-lg btn-block"
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) void begin();
          }}
        >
          {isBusy ? strings.start.beginning : strings.start.begin}
        </button>
      </Foot>
    </main>
  );
}

/** The chosen type, and the way back to choose another. */
function Crumb() {
  const app = useApp();
  const strings = useStrings();
  const { language } = useStore(app.preferences);
  const form = useStore(app.form);
  const inbox = useStore(app.inbox);
  const found =
    inbox.state === 'ready' && form.issueType !== null
      ? findIssueType(inbox.profile, form.issueType)
      : undefined;
  if (!found) return null;
  return (
    <p class="crumb">
      {found.branch.label[language]}
      <Icon name="right" size={14} />
      <b>{found.type.label[language]}</b>
      <button type="button" class="link" onClick={() => app.navigation.back()}>
        {strings.start.change}
      </button>
    </p>
  );
}

import '../styles/official.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp, useStrings } from '../app-model.ts';
import { officialWords } from '../official/words.ts';
import { BackButton, CloseButton, SafetyLine } from '../parts/Bar.tsx';
import { Avatar, Icon, Seal } from '../parts/Icon.tsx';
import { ScreenTitle } from '../parts/ScreenTitle.tsx';
import { findIssueType } from '../inbox.ts';
import { isOpen } from '../session/live-state.ts';
import { emptyForm, type StartForm } from '../start-form.ts';
import { problemOf } from '../start-problem.ts';
import { useStore } from '../store.ts';

/** The issue type that a report opens, with high priority; where it was retired there is no report. */
const reportType = 'other.report_scam';

/** Who is official: the agent's signed card, the six digits, the check of a contact, and the report of an impostor (SAFE6). */
export function Official() {
  const app = useApp();
  const words = useWords();
  const { held } = useStore(app.liveState);
  return (
    <main class="w" aria-label={words.title}>
      <header class="bar">
        <BackButton />
        <CloseButton />
      </header>
      <div class="scroll pad stack official-screen">
        <ScreenTitle look="h-screen">{words.title}</ScreenTitle>
        <p class="lede">{words.lede}</p>
        {isOpen(held) && <CardCard />}
        <CodeCard />
        <VerifyCard />
        <ReportCard />
      </div>
      <SafetyLine look="plain" />
    </main>
  );
}

function useWords() {
  const app = useApp();
  return officialWords(useStore(app.preferences).language);
}

function CardCard() {
  const app = useApp();
  const words = useWords();
  const { language } = useStore(app.preferences);
  const { state, card } = useStore(app.proof);
  if (state === 'none' || state === 'forged' || card === null) {
    return (
      <section class={state === 'forged' ? 'card notice forged' : 'card notice'} role="status">
        <p>{state === 'forged' ? words.card.forged : words.card.none}</p>
      </section>
    );
  }
  return (
    <section class="card notice">
      <div class="proof-who">
        <Avatar id={card.agent.id} name={card.agent.name} size={40} />
        <div>
          <b>
            {card.agent.name} <Seal />
          </b>
          <small>
            {words.card.roles[card.role]} · {card.inbox.name[language]}
          </small>
          <small class="num">{words.card.chat(card.reference)}</small>
        </div>
      </div>
      <p role="status">{state === 'verified' ? words.card.verified : words.card.unchecked}</p>
    </section>
  );
}

function CodeCard() {
  const app = useApp();
  const words = useWords();
  const { code } = useStore(app.proof);
  const leftMs = useLeft(code?.expiresAt ?? null);
  return (
    <section class="card notice" aria-labelledby="code-title">
      <h2 id="code-title">{words.code.title}</h2>
      {code === null ? (
        <p>{words.code.none}</p>
      ) : (
        <>
          <p class="code num" aria-label={words.code.spoken([...code.digits].join(' '))} data-code>
            {code.digits.slice(0, 3)} {code.digits.slice(3)}
          </p>
          <small class="num">{words.code.lasts(minutesOf(leftMs))}</small>
          <p>{words.code.how}</p>
        </>
      )}
    </section>
  );
}

function VerifyCard() {
  const app = useApp();
  const words = useWords();
  const { language, theme } = useStore(app.preferences);
  const query = new URLSearchParams({ inbox: app.place.inboxKey, language });
  if (theme !== 'system') query.set('theme', theme);
  return (
    <section class="card notice">
      <h2>{words.verify.title}</h2>
      <p>{words.verify.text}</p>
      <a class="btn" href={`/verify?${query}`} target="_blank" rel="noopener noreferrer">
        {words.verify.open}
      </a>
    </section>
  );
}

function ReportCard() {
  const app = useApp();
  const words = useWords();
  const inbox = useStore(app.inbox);
  const strings = useStrings();
  const { revoked } = useStore(app.liveState);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const tried = useRef<StartForm | null>(null);
  const canReport = inbox.state === 'ready' && findIssueType(inbox.profile, reportType) !== undefined;
  if (!canReport || revoked === 'blocked') return null;

  /** What was asked for is written behind what the box holds already. */
  function ask(question: string): void {
    app.composerState.update((current) => ({
      ...current,
      text: current.text === '' ? question : `${current.text}\n${question}`,
    }));
  }

  async function report(): Promise<void> {
    const { said, ask: question, continued } = words.report;
    if (isOpen(app.liveState.get().held)) {
      // One conversation is open at a time (RT13): the report goes where somebody reads already.
      ask(`${said}\n${question}`);
      app.toast.set(continued);
      app.navigation.reset({ name: 'chat' });
      return;
    }
    setIsBusy(true);
    setProblem(null);
    const written = app.form.get();
    app.form.set(tried.current ?? { ...emptyForm, issueType: reportType, description: said });
    const answer = await app.start().catch(() => null);
    setIsBusy(false);
    if (answer?.ok) return ask(question);
    // Tried again it is the same report, and what was written of something else is still there.
    tried.current = app.form.get();
    app.form.set(written);
    setProblem(problemOf(answer?.error ?? null, strings));
  }

  return (
    <section class="card notice">
      <h2>{words.report.title}</h2>
      <p>{words.report.text}</p>
      <button
        type="button"
        class="btn btn-primary"
        aria-disabled={isBusy}
        onClick={() => {
          if (!isBusy) void report();
        }}
      >
        <Icon name="alert" size={18} />
        {isBusy ? words.report.starting : words.report.start}
      </button>
      <p class="problem" role="alert">
        {problem}
      </p>
    </section>
  );
}

/** Milliseconds until a moment, counted down by the second; 0 after it. */
function useLeft(until: string | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return until === null ? 0 : Math.max(0, Date.parse(until) - now);
}

function minutesOf(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

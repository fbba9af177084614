import '../styles/sheet.css';
import '../styles/safety.css';
import type { Language } from '@haven/shared/language';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../parts/Icon.tsx';
import { useDialog } from '../parts/use-dialog.ts';
import { type SafetyWords, safetyWords } from '../strings/safety.ts';
import type { Stopped } from './stopped.ts';

type Props = {
  stopped: Stopped;
  language: Language;
  /** Tells support that somebody asked for it; false when a form was opened for that instead. */
  report: (stopped: Stopped) => boolean;
};

/** Bars are drawn for this many words; more of them say nothing more. */
const barsMax = 24;

/**
 * What was stopped and what to do (SAFE4). It closes by a choice, never by a tap beside it; going back deletes. For what
 * is surely a secret there is no way to send it.
 */
export function SafetySheet({ stopped, language, report }: Props) {
  const words = safetyWords[language];
  const sheetRef = useRef<HTMLDialogElement>(null);
  const [isOnSteps, setIsOnSteps] = useState(false);
  const remove = () => stopped.choose('delete');
  useDialog(sheetRef, isOnSteps ? () => setIsOnSteps(false) : remove);
  useLayoutEffect(() => {
    if (isOnSteps) sheetRef.current?.querySelector<HTMLElement>('[data-focus]')?.focus();
  }, [isOnSteps]);
  const isBlocked = stopped.stop.verdict === 'block';
  return (
    <div class="scrim" role="presentation">
      <dialog
        open
        ref={sheetRef}
        class="sheet is-safety"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby="safety-title"
        aria-describedby="safety-what"
      >
        {isOnSteps && <Steps words={words} back={() => setIsOnSteps(false)} remove={remove} />}
        {!isOnSteps && isBlocked && (
          <Blocked
            stopped={stopped}
            words={words}
            report={() => report(stopped)}
            openSteps={() => setIsOnSteps(true)}
          />
        )}
        {!isOnSteps && !isBlocked && <Asked stopped={stopped} words={words} />}
      </dialog>
    </div>
  );
}

type PartProps = { stopped: Stopped; words: SafetyWords };

function Head({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="stop-head">
      <span class="stop-ico">
        <Icon name="shield-stop" size={24} />
      </span>
      <div>
        <h2 id="safety-title" data-focus tabIndex={-1}>
          {title}
        </h2>
        <p id="safety-what">{children}</p>
      </div>
    </div>
  );
}

function Blocked({ stopped, words, report, openSteps }: BlockedProps) {
  const { stop, isSplit, choose, where } = stopped;
  const [before, after] = words.looksLike;
  return (
    <>
      <Head title={words.stoppedTitle}>
        {before}
        <b>{words.kinds[stop.kind]}</b>
        {after}
        {words.never}
      </Head>
      <Bars stopped={stopped} words={words} />
      {isSplit && (
        <p class="stop-split" role="alert">
          {words.split}
        </p>
      )}
      <ul class="todo-list">
        <ClearClipboard words={words} />
        <Report words={words} report={report} />
        <Todo {...words.exposed} onClick={openSteps} />
      </ul>
      <button type="button" class="btn btn-primary btn-lg btn-block" onClick={() => choose('delete')}>
        {words.deleteIt[where === 'message' ? 'chat' : 'other']}
      </button>
      <button type="button" class="sheet-alt" onClick={() => choose('edit')}>
        {words.edit}
      </button>
    </>
  );
}

type BlockedProps = PartProps & { report: () => boolean; openSteps: () => void };

/** Equal bars in place of words: not even their lengths are shown. */
function Bars({ stopped: { words: count, stop }, words }: PartProps) {
  const isPhrase = stop.kind === 'recovery_phrase' || stop.kind === 'seed_share';
  const shown = isPhrase ? Math.min(count, barsMax) : 1;
  return (
    <>
      <ol class={isPhrase ? 'words' : 'words one'} aria-hidden="true">
        {Array.from({ length: shown }, (_, index) => (
          <li key={index}>
            {isPhrase && index + 1}
            <i />
          </li>
        ))}
      </ol>
      <p class="local">
        <Icon name="phone" size={14} />
        {isPhrase ? words.checkedHere(count) : words.checkedHereKey}
      </p>
    </>
  );
}

function Asked({ stopped, words }: PartProps) {
  const { stop, choose } = stopped;
  const kind = stop.kind === 'unknown_hex' ? 'hex' : 'phrase';
  return (
    <>
      <Head title={words.askTitle[kind]}>{words.askNote[kind]}</Head>
      <Bars stopped={stopped} words={words} />
      <div class="sheet-acts ask-acts">
        <button type="button" class="btn btn-primary btn-lg btn-block" onClick={() => choose('delete')}>
          {kind === 'hex' ? words.isKey : words.deleteIt.other}
        </button>
        <button type="button" class="btn btn-lg btn-block" onClick={() => choose('declare')}>
          {kind === 'hex' ? words.isHash : words.ordinary}
        </button>
      </div>
      <button type="button" class="sheet-alt" onClick={() => choose('edit')}>
        {words.edit}
      </button>
    </>
  );
}

type TodoProps = {
  title: string;
  note: string;
  button: string;
  isDone?: boolean;
  onClick: () => void;
};

function Todo({ title, note, button, isDone = false, onClick }: TodoProps) {
  return (
    <li>
      <span>
        <b>{title}</b>
        <small>{note}</small>
      </span>
      <button type="button" class="btn btn-sm" aria-disabled={isDone} onClick={isDone ? undefined : onClick}>
        {button}
        <span class="sr-only"> · {title}</span>
      </button>
    </li>
  );
}

/** Browsers let a page overwrite the clipboard on a press, where its frame is allowed to. */
function ClearClipboard({ words: { clear } }: { words: SafetyWords }) {
  const [state, setState] = useState<'not yet' | 'done' | 'failed'>('not yet');
  async function empty(): Promise<void> {
    try {
      await navigator.clipboard.writeText('');
      setState('done');
    } catch {
      setState('failed');
    }
  }
  return (
    <Todo
      title={clear.title}
      note={state === 'failed' ? clear.failed : clear.note}
      button={state === 'done' ? clear.done : clear.button}
      isDone={state === 'done'}
      onClick={() => void empty()}
    />
  );
}

function Report({ words, report }: { words: SafetyWords; report: () => boolean }) {
  const [isDone, setIsDone] = useState(false);
  return (
    <Todo
      title={words.report.title}
      note={words.report.note}
      button={isDone ? words.report.done : words.report.button}
      isDone={isDone}
      onClick={() => setIsDone(report())}
    />
  );
}

function Steps({ words: { steps, deleteIt }, back, remove }: StepsProps) {
  return (
    <>
      <h2 id="safety-title" data-focus tabIndex={-1}>
        {steps.title}
      </h2>
      <p id="safety-what" class="sheet-note">
        {steps.lede}
      </p>
      <ol class="exposed-steps">
        {steps.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ol>
      <button type="button" class="btn btn-primary btn-lg btn-block" onClick={remove}>
        {deleteIt.other}
      </button>
      <button type="button" class="sheet-alt" onClick={back}>
        {steps.back}
      </button>
    </>
  );
}
type StepsProps = { words: SafetyWords; back: () => void; remove: () => void };

import type { VisitorCase } from '@haven/shared/case';
import { useApp, useStrings } from '../app-model.ts';
import { useStore } from '../store.ts';
import { timeOf } from '../time.ts';
import { progressOf } from './case-progress.ts';
import { Icon } from './Icon.tsx';

/** The steps of an escalation as the visitor sees them, brought up to date in place. */
export function CaseCard({ ofCase, isOver }: { ofCase: VisitorCase; isOver: boolean }) {
  const app = useApp();
  const { case: words } = useStrings();
  const { language } = useStore(app.preferences);
  return (
    <section class="sc wide" aria-label={words.title}>
      <header class="sc-h">
        <Icon name="layers" size={18} />
        <h2>{words.title}</h2>
        <span class="tag accent">{ofCase.team[language]}</span>
      </header>
      <div class="sc-b">
        <ol class="prog">
          {progressOf(ofCase).map(({ step, state, at }) => (
            <li key={step} class={state} aria-current={state === 'now' ? 'step' : undefined}>
              <span class="n">{state === 'done' && <Icon name="check" size={12} />}</span>
              <b>{words.steps[step]}</b>
              <small class="num">{at && timeOf(at, language)}</small>
              {state === 'now' && step === 'checking' && ofCase.specialist && (
                <p>{words.checkedBy(ofCase.specialist.name)}</p>
              )}
            </li>
          ))}
        </ol>
        <p class="sc-exp">{words.carried}</p>
      </div>
      {!isOver && ofCase.step !== 'answered' && (
        <p class="sc-note">
          <Icon name="bell" size={12} />
          {words.notify}
        </p>
      )}
    </section>
  );
}

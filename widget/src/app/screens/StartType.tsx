import '../styles/start.css';
import type { IssueBranch } from '@haven/shared/issue-type';
import { useState } from 'preact/hooks';
import { useApp, useStrings } from '../app-model.ts';
import { Foot, StepBar } from '../parts/Bar.tsx';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { changedForm } from '../start-form.ts';
import { useStore } from '../store.ts';
import { ScreenTitle } from '../parts/ScreenTitle.tsx';

const branchIcons: Record<string, IconName> = { account: 'user', transaction: 'swap', technical: 'tech' };

/** The first step: what it is about, in two levels. */
export function StartType() {
  const app = useApp();
  const strings = useStrings();
  const inbox = useStore(app.inbox);
  const form = useStore(app.form);
  const branches = inbox.state === 'ready' ? inbox.profile.issueTypes : [];
  const chosen = branches.find((branch) => branch.types.some(({ key }) => key === form.issueType));
  const [openKey, setOpenKey] = useState<string | null>(chosen?.key ?? null);
  return (
    <main class="w">
      <StepBar step={1} />
      <div class="scroll pad step">
        <ScreenTitle look="h-screen">{strings.start.typeTitle}</ScreenTitle>
        <p class="lede">{strings.start.typeLede}</p>
        <div class="card types">
          {branches.map((branch) => (
            <Branch
              key={branch.key}
              branch={branch}
              isOpen={openKey === branch.key}
              toggle={() => setOpenKey(openKey === branch.key ? null : branch.key)}
            />
          ))}
        </div>
      </div>
      <Foot>
        <button
          type="button"
          class="btn btn-primary btn-lg btn-block"
          disabled={form.issueType === null}
          onClick={() => app.navigation.push({ name: 'start-describe' })}
        >
          {strings.start.next}
        </button>
      </Foot>
    </main>
  );
}

type BranchProps = { branch: IssueBranch; isOpen: boolean; toggle: () => void };

/** One branch, folded out to its types; the line under its name is made of the types themselves. */
function Branch({ branch, isOpen, toggle }: BranchProps) {
  const app = useApp();
  const { language } = useStore(app.preferences);
  const form = useStore(app.form);
  const listId = `types-${branch.key}`;
  const separator = language === 'zh-CN' ? '、' : ', ';
  return (
    <>
      <h2>
        <button
          type="button"
          class={isOpen ? 'type on' : 'type'}
          aria-expanded={isOpen}
          aria-controls={listId}
          onClick={toggle}
        >
          <span class="ico">
            <Icon name={branchIcons[branch.key] ?? 'help'} />
          </span>
          <span class="txt">
            <b>{branch.label[language]}</b>
            <small class="clip">{branch.types.map(({ label }) => label[language]).join(separator)}</small>
          </span>
          <Icon name={isOpen ? 'up' : 'down'} size={18} />
        </button>
      </h2>
      <fieldset id={listId} class="subtypes" hidden={!isOpen}>
        <legend class="sr-only">{branch.label[language]}</legend>
        {branch.types.map(({ key, label }) => (
          <label key={key} class={form.issueType === key ? 'on' : ''}>
            <span>{label[language]}</span>
            <input
              type="radio"
              name="issue-type"
              class="radio"
              value={key}
              checked={form.issueType === key}
              onChange={() => app.form.update((current) => changedForm(current, { issueType: key }))}
            />
          </label>
        ))}
      </fieldset>
    </>
  );
}

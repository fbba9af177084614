import { findNetwork, wellKnownNetworks } from '@haven/shared/chain/networks';
import type { Localized } from '@haven/shared/language';
import type { RequestItem } from '@haven/shared/request';
import { type AnswerCheck, checkAnswer } from '@haven/shared/request-answer';
import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../app-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { useStore } from '../store.ts';
import { known } from './known-values.ts';
import { problemText } from './problem-text.ts';
import type { RequestWords } from './words.ts';

type Props = {
  id: string;
  item: RequestItem;
  value: string;
  words: RequestWords;
  onInput: (value: string) => void;
};

/** Milliseconds without a key after which a value is judged: half an address is no mistake yet. */
const pauseMs = 350;

/** One field: what it is called, where it is found, what the app knows of it, and whether it is right. */
export function RequestField({ id, item, value, words, onInput }: Props) {
  const app = useApp();
  const { language } = useStore(app.preferences);
  const [isHelp, setIsHelp] = useState(false);
  const check = useCheck(item, value);
  const found = useFound(check);
  const { field, network } = item;
  const label =
    words.fields[field] + (network === null ? '' : ` · ${findNetwork(network)?.name[language] ?? network}`);
  const isWrong = check?.ok === false && check.problem.code !== 'empty';
  const isCode = field === 'hash' || field === 'address' || field === 'ownership';
  const isGood = check?.ok === true && isCode;
  const isLong = field === 'steps' || field === 'error_text';
  const common = {
    id,
    value,
    'aria-invalid': isWrong,
    'aria-describedby': `${id}-said ${id}-help`,
    onFocus: app.guard.warmUp,
  };
  return (
    <div class={`request-field${isWrong ? ' wrong' : isGood ? ' good' : ''}`}>
      <div class="request-label">
        <label for={id}>{label}</label>
        <button type="button" class="link" aria-expanded={isHelp} onClick={() => setIsHelp(!isHelp)}>
          {words.whereTitle}
        </button>
      </div>
      <p id={`${id}-help`} class="request-hint" hidden={!isHelp}>
        {words.where[field]}
      </p>
      <div class="request-box">
        {field === 'network' ? (
          <select {...common} onChange={(event) => onInput(event.currentTarget.value)}>
            <option value="">{words.chooseNetwork}</option>
            {wellKnownNetworks.map((each) => (
              <option key={each.id} value={each.name.en}>
                {each.name[language]}
              </option>
            ))}
            <option value={words.otherNetwork}>{words.otherNetwork}</option>
          </select>
        ) : isLong ? (
          <textarea
            {...common}
            rows={3}
            maxLength={1_000}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        ) : (
          <input
            {...common}
            class={isCode ? 'mono' : undefined}
            maxLength={300}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        )}
        {isGood && <Icon name="check" size={18} />}
      </div>
      <p id={`${id}-said`} class="request-said" role="status">
        {check &&
          (check.ok
            ? goodText(
                check,
                found.map((each) => each[language]),
                words,
              )
            : problemText(check.problem, value, words))}
      </p>
      {value === '' && (
        <div class="request-known">
          {known(app, field).map((each) => (
            <button key={each} type="button" class="prompt" onClick={() => onInput(each)}>
              {words.use(each.length > 24 ? `${each.slice(0, 8)}…${each.slice(-6)}` : each)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** The verdict on what stands there, a moment after the last key; at once where there is nothing to judge. */
function useCheck(item: RequestItem, value: string): AnswerCheck | null {
  const [check, setCheck] = useState<AnswerCheck | null>(null);
  useEffect(() => {
    setCheck(null);
    if (value.trim() === '') return;
    const timer = setTimeout(() => setCheck(checkAnswer(item, value, Date.now())), pauseMs);
    return () => clearTimeout(timer);
  }, [item.field, item.network, value]);
  return check;
}

/** On which networks the transaction is known; the key of an address that is known is stopped before it is asked about. */
function useFound(check: AnswerCheck | null): readonly Localized[] {
  const app = useApp();
  const [found, setFound] = useState<readonly Localized[]>([]);
  const hash = check?.ok && check.answer.field === 'hash' ? check.answer.value : null;
  useEffect(() => {
    setFound([]);
    if (hash === null) return;
    let isCurrent = true;
    const find = async () => {
      const judged = await app.guard.judge(hash, ['transaction_hash']);
      const networks = judged.ok ? await app.liveNow()?.findTransaction(hash) : [];
      if (isCurrent) setFound(networks ?? []);
    };
    void find();
    return () => {
      isCurrent = false;
    };
  }, [app, hash]);
  return found;
}

function goodText(
  { answer }: Extract<AnswerCheck, { ok: true }>,
  found: readonly string[],
  words: RequestWords,
): string {
  if (answer.families.length === 0) return '';
  if (found.length > 0) return `${words.good} ${words.found(found.join(', '))}`;
  const names = answer.families.map((family) => words.families[family as keyof typeof words.families]);
  const said = answer.isChecked ? words.checked : words.good;
  return `${said} ${names.length > 1 ? words.ambiguous(names.join(', ')) : words.of(names.join(', '))}`;
}

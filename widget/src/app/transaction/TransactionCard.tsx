import '../styles/transaction.css';
import type { Diagnosis } from '@haven/shared/chain/diagnosis';
import { feeParts, shownFacts } from '@haven/shared/chain/diagnosis-facts';
import { amountText, explain, gweiText, shortened } from '@haven/shared/chain/explain';
import { useApp } from '../app-model.ts';
import { useStore } from '../store.ts';
import { timeOf } from '../time.ts';
import { type TransactionWords, transactionWords } from './words.ts';

/** A transaction as it stands: what happened, what it means, what to do. Brought up to date in place (SAFE8). */
export function TransactionCard({ diagnosis }: { diagnosis: Diagnosis }) {
  const app = useApp();
  const { language } = useStore(app.preferences);
  const words = transactionWords(language);
  const { label, tone, text, steps } = explain(diagnosis, language);
  const { transaction, amount, to, token, offer, paid, by } = shownFacts(diagnosis);
  const fees = diagnosis.verdict.startsWith('pending') ? feeParts(offer) : null;
  const symbol = amount?.symbol ?? '';
  return (
    <section class="sc wide transaction" aria-label={words.transaction} aria-live="polite">
      <header class="sc-h">
        <h2>{symbol === '' ? words.transaction : words.sent(symbol)}</h2>
        <span class={`tag state ${tone}`}>{label}</span>
      </header>
      <div class="sc-b">
        {amount !== null && amount.value !== '0' && (
          <p class="transaction-amount num">
            <b>{amountText(amount, language)}</b>
            {transaction?.at && <small>{timeOf(transaction.at, language)}</small>}
          </p>
        )}
        <dl class="transaction-facts">
          <Line name={words.network} value={diagnosis.networkName[language]} />
          {to !== null && <Line name={words.to} value={to} copies={words} />}
          <Line name={words.hash} value={diagnosis.hash} copies={words} />
          {by !== null && <Line name={words.newHash} value={by} copies={words} />}
          {token !== null && <Line name={words.token} value={token.address} copies={words} />}
          {paid !== null && <Line name={words.feePaid} value={amountText(paid.amount, language)} />}
        </dl>
        {fees && (
          <div class="transaction-fees">
            <Bar name={words.baseFee} value={gweiText(fees.baseFee)} part={fees.base} />
            <Bar name={words.yourFee} value={gweiText(fees.maxFee)} part={fees.own} isOwn />
          </div>
        )}
        <p class="sc-exp">{text}</p>
        {steps.length > 0 && (
          <ol class="transaction-steps" aria-label={words.what}>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
      </div>
      <p class="sc-note num">
        <span>{diagnosis.isFinal || diagnosis.nextCheckAt === null ? words.isFinal : words.again}</span>
        <span>{words.lookedAt(timeOf(diagnosis.at, language))}</span>
      </p>
    </section>
  );
}

function Line({ name, value, copies }: { name: string; value: string; copies?: TransactionWords }) {
  const app = useApp();
  if (!copies) {
    return (
      <div>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    );
  }
  const copy = () =>
    void navigator.clipboard?.writeText(value).then(
      () => app.toast.set(copies.copied),
      () => undefined,
    );
  return (
    <div>
      <dt>{name}</dt>
      <dd class="mono">
        <button
          type="button"
          class="transaction-copy"
          aria-label={copies.copy(name)}
          title={value}
          onClick={copy}
        >
          {shortened(value)}
          <svg class="i i-14" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M9 9h10v10H9zM5 15V5h10" />
          </svg>
        </button>
      </dd>
    </div>
  );
}

function Bar({ name, value, part, isOwn }: { name: string; value: string; part: number; isOwn?: true }) {
  return (
    <div>
      <p>
        <span>{name}</span>
        <b class="num">{value}</b>
      </p>
      <progress class={isOwn ? 'own' : undefined} max={1} value={part} aria-label={name} />
    </div>
  );
}

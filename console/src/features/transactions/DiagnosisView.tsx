import type { Diagnosis } from '@haven/shared/chain/diagnosis';
import { feeParts, shownFacts } from '@haven/shared/chain/diagnosis-facts';
import { amountText, explain, gweiText, shortened, type Tone } from '@haven/shared/chain/explain';
import { Copy, ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { classNames } from '../../ui/class-names.ts';
import { copyText } from '../../ui/copy-text.ts';
import { timeOf } from '../../ui/dates.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Tag } from '../../ui/Tag.tsx';

const tagTones: Record<Tone, 'ok' | 'warn' | 'danger' | 'line'> = {
  good: 'ok',
  waiting: 'warn',
  careful: 'warn',
  bad: 'danger',
  unknown: 'line',
};

/** A transaction in one look: verdict, facts, fees, what the visitor is told, and where the facts come from (SAFE8). */
export function DiagnosisView({ diagnosis, actions }: { diagnosis: Diagnosis; actions: ReactNode }) {
  const { transactions: words } = useStrings();
  const language = useLanguage();
  const { label, tone, text, steps } = explain(diagnosis, language);
  const { transaction, amount, to, token, offer, paid, by } = shownFacts(diagnosis);
  const fees = feeParts(offer);
  const block = 'block' in diagnosis.facts ? diagnosis.facts.block : null;
  return (
    <div className="mt-3 flex flex-col gap-2">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <Tag tone={tagTones[tone]}>{label}</Tag>
        <span className="num text-xs text-ink-3">
          {diagnosis.networkName[language]} · {words.as(timeOf(diagnosis.at, language))}
        </span>
      </p>
      <dl className="flex flex-col gap-[3px]">
        <Line name={words.hash} value={diagnosis.hash} isLong />
        {amount !== null && amount.value !== '0' && (
          <Line name={words.title} value={amountText(amount, language)} />
        )}
        {transaction?.from && <Line name={words.from} value={transaction.from} isLong />}
        {to !== null && <Line name={words.to} value={to} isLong />}
        {typeof transaction?.nonce === 'number' && <Line name={words.nonce} value={`${transaction.nonce}`} />}
        {token !== null && <Line name={words.token} value={token.address} isLong />}
        {by !== null && <Line name={words.newHash} value={by} isLong />}
        {block !== null && (
          <Line name={words.block} value={`${block.number} (${block.confirmations}/${block.finalAfter})`} />
        )}
        {paid !== null && <Line name={words.paid} value={amountText(paid.amount, language)} />}
      </dl>
      {fees && (
        <div className="flex flex-col gap-1 text-xs">
          <FeeBar name={words.baseFee} value={gweiText(fees.baseFee)} part={fees.base} />
          <FeeBar name={words.maxFee} value={gweiText(fees.maxFee)} part={fees.own} isOwn />
        </div>
      )}
      <div
        className={classNames(
          'rounded-md px-3 py-2',
          tone === 'bad'
            ? 'bg-danger-soft'
            : tone === 'waiting' || tone === 'careful'
              ? 'bg-warn-soft'
              : 'bg-muted',
        )}
      >
        <p className="break-words">{text}</p>
        {offer?.kind === 'gas' && (
          <p className="num mt-1 text-xs text-ink-2">
            {words.replaceFrom(gweiText(offer.replaceFrom))}{' '}
            {offer.suggested !== null && words.suggested(gweiText(offer.suggested))}
          </p>
        )}
        {steps.length > 0 && (
          <ol aria-label={words.steps} className="mt-2 list-decimal pl-5 text-xs text-ink-2">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
      </div>
      <p className="flex flex-wrap items-center gap-2">
        {actions}
        {diagnosis.explorerUrl !== null && (
          <a
            href={diagnosis.explorerUrl}
            target="_blank"
            rel="noopener noreferrer"
            className="flex items-center gap-1 text-accent"
          >
            <ExternalLink size={14} aria-hidden />
            {words.explorer}
          </a>
        )}
      </p>
      {diagnosis.evidence.length > 0 && (
        <details className="text-xs text-ink-2">
          <summary className="cursor-pointer text-ink-3">{words.evidence}</summary>
          <ul className="num mt-1 list-disc pl-5">
            {diagnosis.evidence.map((each) => (
              <li key={JSON.stringify(each)}>{words.evidenceOf(each)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Line({ name, value, isLong = false }: { name: string; value: string; isLong?: boolean }) {
  const { common, requests } = useStrings();
  async function copy() {
    if (await copyText(value)) toast.success(common.copied);
  }
  return (
    <div className="flex min-w-0 items-center justify-between gap-3">
      <dt className="shrink-0 text-xs text-ink-3">{name}</dt>
      <dd className="flex min-w-0 items-center gap-1">
        <bdi title={value} className={isLong ? 'font-mono text-xs' : 'num truncate'}>
          {isLong ? shortened(value) : value}
        </bdi>
        {isLong && (
          <IconButton size="sm" label={requests.copy(name)} onClick={() => void copy()}>
            <Copy size={14} aria-hidden />
          </IconButton>
        )}
      </dd>
    </div>
  );
}

function FeeBar({
  name,
  value,
  part,
  isOwn = false,
}: {
  name: string;
  value: string;
  part: number;
  isOwn?: boolean;
}) {
  return (
    <p className="flex items-center gap-2">
      <span className="w-16 shrink-0 text-ink-2">{name}</span>
      <span
        role="progressbar"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(part * 100)}
        className="h-[6px] min-w-0 flex-1 overflow-hidden rounded-full bg-muted"
      >
        <span
          className={classNames('block h-full rounded-full', isOwn ? 'bg-warn-solid' : 'bg-ink-3')}
          style={{ width: `${part * 100}%` }}
        />
      </span>
      <span className="num shrink-0 font-medium">{value}</span>
    </p>
  );
}

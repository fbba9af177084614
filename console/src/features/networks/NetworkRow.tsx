import type { NetworkCondition, NetworkState } from '@haven/shared/chain/network-state';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { timeOf } from '../../ui/dates.ts';
import { Tag, type Tone } from '../../ui/Tag.tsx';
import { feeText, paceOf } from './fee-text.ts';

const tones: Record<NetworkCondition, Tone> = {
  normal: 'ok',
  busy: 'warn',
  congested: 'warn',
  degraded: 'warn',
  halted: 'danger',
};
/** Blocks by which sources differ without anything being wrong. */
const usualLag = 3;

/** One network: how it does, what it asks for, and which source is in trouble. */
export function NetworkRow({ network }: { network: NetworkState }) {
  const { networks } = useStrings();
  const { panel: words } = networks;
  const language = useLanguage();
  const { family, fees, baseFee, blockSeconds, head, sources, condition } = network;
  const pace = blockSeconds === null ? null : paceOf(blockSeconds);
  const facts = [
    { name: words.baseFee, value: baseFee && feeText(baseFee, family) },
    { name: words.slow, value: fees && feeText(fees.slow, family) },
    { name: words.usual, value: fees && feeText(fees.normal, family) },
    { name: words.fast, value: fees && feeText(fees.fast, family) },
    { name: words.blockTime, value: pace && words[pace.unit](pace.value) },
    { name: words.head, value: head === null ? null : String(head) },
  ].filter(({ value }) => value !== null);
  const troubles = sources.flatMap(({ source, error, lag }) => {
    if (error !== null) return [words.sourceFailed(source)];
    return lag !== null && lag >= usualLag ? [words.sourceBehind(source, lag)] : [];
  });
  return (
    <li className="border-t border-line py-[9px] first:border-0 first:pt-1 last:pb-0">
      <div className="mb-[5px] flex items-center justify-between gap-2">
        <b className="min-w-0 truncate font-medium">{network.name[language]}</b>
        <Tag tone={tones[condition]}>{words.conditions[condition]}</Tag>
      </div>
      <dl className="grid grid-cols-3 gap-x-3 gap-y-[6px]">
        {facts.map(({ name, value }) => (
          <div key={name} className="min-w-0">
            <dt className="text-2xs leading-[15px] text-ink-3">{name}</dt>
            <dd className="num text-xs leading-[18px] break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {fees === null && head !== null && <p className="mt-1 text-xs text-ink-3">{words.noFees}</p>}
      {troubles.map((trouble) => (
        <p key={trouble} className="mt-1 text-xs text-warn">
          {trouble}
        </p>
      ))}
      <p className="num mt-1 text-2xs text-ink-3">{words.asOf(timeOf(network.at, language))}</p>
    </li>
  );
}

import type { SourceFamily } from '@haven/shared/chain/network-settings';

/** How many digits of a fee say something: 24.1, 0.015. */
const significant = 3;

/** A fee for each unit of gas or virtual byte, as people say it: gwei, satoshis. Past a thousand digits of no use are left out. */
export function feeText(value: string, family: SourceFamily): string {
  const [amount, unit] = family === 'evm' ? [Number(value) / 1e9, 'Gwei'] : [Number(value) / 1e3, 'sat/vB'];
  const text =
    amount >= 100 ? Math.round(amount).toString() : String(Number(amount.toPrecision(significant)));
  return `${text} ${unit}`;
}

/** Seconds of a block: in minutes from two of them on, one digit behind the point where it matters. */
export function paceOf(seconds: number): { unit: 'seconds' | 'minutes'; value: string } {
  const [unit, amount] =
    seconds >= 120 ? (['minutes', seconds / 60] as const) : (['seconds', seconds] as const);
  return { unit, value: String(amount >= 10 ? Math.round(amount) : Math.round(amount * 10) / 10) };
}

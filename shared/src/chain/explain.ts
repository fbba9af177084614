import type { Language } from '../language.ts';
import type { Amount, Diagnosis, RevertReason } from './diagnosis.ts';
import { explanationWords, type ExplanationWords } from './explanation-words.ts';
import { findNetwork } from './networks.ts';

/** How it stands, for the colour of its tag; never told by colour alone. */
export type Tone = 'good' | 'waiting' | 'careful' | 'bad' | 'unknown';

/** What a diagnosis means, in a language: a tag, what happened, and what to do, in order (SAFE8). */
export type Explanation = { label: string; tone: Tone; text: string; steps: readonly string[] };

const tones: Record<Diagnosis['verdict'], Tone> = {
  not_found: 'unknown',
  wrong_network: 'careful',
  being_replaced: 'waiting',
  dropped: 'careful',
  pending: 'waiting',
  pending_underpriced: 'waiting',
  pending_nonce_gap: 'waiting',
  replaced: 'careful',
  repriced: 'good',
  cancelled: 'good',
  confirming: 'waiting',
  succeeded: 'good',
  reverted: 'bad',
  out_of_gas: 'bad',
  sent_to_contract: 'careful',
  token_not_visible: 'good',
  suspicious_approval: 'bad',
  poisoned_address: 'bad',
  unknown: 'unknown',
};

/** Puts a diagnosis into words. It promises no time, asks for nothing, and what is unknown it calls unknown. */
export function explain(diagnosis: Diagnosis, language: Language): Explanation {
  const words = explanationWords(language);
  const { label, text, steps } = words.verdicts[diagnosis.verdict];
  return {
    label,
    tone: tones[diagnosis.verdict],
    text: [text, ...details(diagnosis, words, language)].join(' '),
    steps,
  };
}

/** What is particular about this one, in sentences. */
function details(diagnosis: Diagnosis, words: ExplanationWords, language: Language): string[] {
  switch (diagnosis.verdict) {
    case 'wrong_network':
      return [
        words.foundOn(diagnosis.facts.foundOn.map((id) => findNetwork(id)?.name[language] ?? id).join(', ')),
      ];
    case 'pending_nonce_gap': {
      const { queue } = diagnosis.facts;
      return queue ? [words.waitsFor(queue.missingNonce ?? queue.nextNonce, queue.nonce)] : [];
    }
    case 'confirming': {
      const { confirmations, finalAfter } = diagnosis.facts.block;
      return [words.confirmations(confirmations, finalAfter)];
    }
    case 'reverted':
      return diagnosis.facts.reason ? [reasonText(diagnosis.facts.reason, words)] : [];
    case 'sent_to_contract':
      return diagnosis.facts.recipient === 'token' ? [words.tokenContract] : [];
    case 'suspicious_approval': {
      const [approval] = diagnosis.facts.approvals;
      return approval
        ? [words.spender(approval.spender, approval.isUnlimited || approval.value === null)]
        : [];
    }
    case 'poisoned_address': {
      const { lookAlike } = diagnosis.facts;
      return lookAlike
        ? [words.lookAlike(lookAlike.address, lookAlike.resembles, lookAlike.by === 'sent_to')]
        : [];
    }
    case 'unknown':
      return [words.obstacles[diagnosis.facts.obstacle]];
    case 'not_found':
    case 'being_replaced':
    case 'dropped':
    case 'pending':
    case 'pending_underpriced':
    case 'replaced':
    case 'repriced':
    case 'cancelled':
    case 'succeeded':
    case 'out_of_gas':
    case 'token_not_visible':
      return [];
  }
}

/** Names that a contract chose are shown as quotations, and nothing is guessed of what is not known. */
function reasonText(reason: RevertReason, words: ExplanationWords): string {
  switch (reason.kind) {
    case 'message':
      return words.reason(reason.text);
    case 'error':
      return words.reason(
        `${reason.name}(${reason.args.map(({ name, value }) => `${name}: ${value}`).join(', ')})`,
      );
    case 'panic':
      return words.reason(`Panic(0x${reason.code.toString(16)})`);
    case 'selector':
      return words.reason(reason.selector);
    case 'code':
      return words.reason(reason.code);
    case 'withheld':
      return words.reasonWithheld;
    case 'none':
      return words.noReason;
    case 'unavailable':
      return words.reasonUnavailable;
  }
}

/** A whole number of the smallest unit with its point, cut to so many places behind it, never rounded up. */
export function pointed(value: string, decimals: number, places = 6): string {
  const padded = value.padStart(decimals + 1, '0');
  const whole = padded.slice(0, padded.length - decimals);
  const rest = padded.slice(padded.length - decimals, padded.length - decimals + places).replace(/0+$/, '');
  const isCut = rest === '' && whole === '0' && /[1-9]/.test(value);
  if (isCut) return `< 0.${'0'.repeat(places - 1)}1`;
  return rest === '' ? whole : `${whole}.${rest}`;
}

/** An amount for people; in its smallest unit, and said to be so, where nobody knows its decimals. */
export function amountText({ value, decimals, symbol }: Amount, language: Language): string {
  if (decimals === null) return `${value} ${explanationWords(language).smallestUnits} ${symbol ?? ''}`.trim();
  return `${pointed(value, decimals)} ${symbol ?? ''}`.trim();
}

/** Wei for each unit of gas, in gwei. */
export function gweiText(wei: string): string {
  return `${pointed(wei, 9, 2)} Gwei`;
}

/** The two ends of an address or a hash: enough to compare, and never all that is compared. */
export function shortened(text: string): string {
  return text.length <= 20 ? text : `${text.slice(0, 8)}…${text.slice(-6)}`;
}

import { sha256 } from '@noble/hashes/sha2.js';
import { base58, createBase58check } from '@scure/base';
import { checkAddress } from './addresses.ts';
import type { ChainFamily } from './networks.ts';

/** A transaction's hash as one family writes it. */
export type HashForm = { family: ChainFamily; hash: string };

export const hashProblemCodes = [
  'empty',
  'unknown_form',
  'length',
  'alphabet',
  'other_family',
  'is_address',
] as const;
export type HashProblem = {
  code: (typeof hashProblemCodes)[number];
  family?: ChainFamily;
  /** Index of the character in the text, trimmed. */
  at?: number;
  /** How many characters there are, where their number is the problem. */
  length?: number;
};
export type HashCheck = { ok: true; forms: HashForm[] } | { ok: false; problem: HashProblem };

const HEX_DIGITS = 64;
/** Families whose hashes are 64 hex digits, and how they write them. */
const bare: readonly ChainFamily[] = [
  'bitcoin',
  'litecoin',
  'dogecoin',
  'bitcoin_cash',
  'tron',
  'eos',
  'cosmos',
  'ton',
];
const prefixed: readonly ChainFamily[] = ['evm', 'polkadot', 'ckb'];

/**
 * Says of which chains a text may be a transaction's hash, or what is wrong with it (SAFE7). 64 hex digits are of many:
 * all are told. With `family` it must be one of that family. A link to an explorer is read as the hash in it.
 */
export function checkHash(text: string, family?: ChainFamily): HashCheck {
  const written = hashIn(text.trim());
  if (written === '') return failed({ code: 'empty' });
  const forms = formsOf(written, family);
  const own = family === undefined ? forms : forms.filter((form) => form.family === family);
  if (own.length > 0) return { ok: true, forms: own };
  const [other] = forms;
  if (other) return failed({ code: 'other_family', family: other.family });
  return failed(problemOf(written));
}

/** The part of a link that follows `tx`, `transaction` and the like; else the text itself. */
function hashIn(text: string): string {
  if (!/^https?:\/\//i.test(text)) return text;
  return /\/(?:tx|txs|transaction|transactions|extrinsic|op|message)\/([^/?#]+)/i.exec(text)?.[1] ?? text;
}

function formsOf(text: string, family: ChainFamily | undefined): HashForm[] {
  const [, prefix, digits] = /^(0x)?([0-9a-f]{64})$/i.exec(text) ?? [];
  if (digits !== undefined) {
    const lower = digits.toLowerCase();
    // Copied without its prefix it is still that chain's, where it was asked for.
    const isPrefixed = prefix !== undefined || (family !== undefined && prefixed.includes(family));
    if (isPrefixed) return prefixed.map((each) => ({ family: each, hash: `0x${lower}` }));
    return bare.map((each) => ({ family: each, hash: each === 'cosmos' ? lower.toUpperCase() : lower }));
  }
  if (/^[1-9A-HJ-NP-Za-km-z]{86,88}$/.test(text) && base58.decode(text).length === 64) {
    return [{ family: 'solana', hash: text }];
  }
  if (/^o[1-9A-HJ-NP-Za-km-z]{50}$/.test(text) && isTezosOperation(text))
    return [{ family: 'tezos', hash: text }];
  if (/^bafy2bza[a-z2-7]{54}$/.test(text)) return [{ family: 'filecoin', hash: text }];
  // The last of 43 signs has two bits to spare, which are zero.
  if (/^[A-Za-z0-9+/_-]{42}[AEIMQUYcgkosw048]=?$/.test(text)) return [{ family: 'ton', hash: text }];
  return [];
}

/** Base58Check of two bytes that say so, and the hash. */
function isTezosOperation(text: string): boolean {
  try {
    const [first, second] = createBase58check(sha256).decode(text);
    return first === 5 && second === 116;
  } catch {
    return false;
  }
}

function problemOf(text: string): HashProblem {
  const address = checkAddress(text);
  if (address.ok) {
    const [form] = address.forms;
    return { code: 'is_address', ...(form && { family: form.family }) };
  }
  const from = /^0x/i.test(text) ? 2 : 0;
  const rest = text.slice(from);
  const outside = rest.search(/[^0-9a-f]/i);
  const isHexLike =
    from === 2 || (rest.length > 40 && (rest.match(/[0-9a-f]/gi)?.length ?? 0) > rest.length * 0.9);
  if (!isHexLike) return { code: 'unknown_form' };
  if (outside >= 0) return { code: 'alphabet', at: outside + from };
  return rest.length === HEX_DIGITS ? { code: 'unknown_form' } : { code: 'length', length: rest.length };
}

function failed(problem: HashProblem): HashCheck {
  return { ok: false, problem };
}

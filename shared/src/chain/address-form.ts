import type { ChainFamily } from './networks.ts';

/** What a text is when it is an address of a family. */
export type AddressForm = {
  family: ChainFamily;
  /** In the canonical spelling: EIP-55 for EVM, lower case for bech32, with its prefix for Bitcoin Cash. */
  address: string;
  /** How it is owned or written, as the chain's own documents call it: `p2pkh`, `p2sh`, `segwit`, `taproot`, `contract`, … */
  kind: string;
  /** A checksum was there and holds: a typo in it would have shown. */
  isChecked: boolean;
};

export const addressProblemCodes = [
  'empty',
  'unknown_form',
  'length',
  'alphabet',
  'case',
  'checksum',
  'version',
  'test_network',
  'other_family',
  'is_hash',
] as const;

/** Why a text is no address: the rule that failed, of which family, and at which character where that can be told. */
export type AddressProblem = {
  code: (typeof addressProblemCodes)[number];
  family?: ChainFamily;
  /** Index of the character in the text, trimmed. */
  at?: number;
};

/** What one family says of a text: its form, what is wrong with it, or null when it is nothing of theirs. */
export type Reading = { ok: true; form: AddressForm } | { ok: false; problem: AddressProblem } | null;

export function formOf(family: ChainFamily, kind: string, address: string, isChecked = true): Reading {
  return { ok: true, form: { family, address, kind, isChecked } };
}

export function problemOf(code: AddressProblem['code'], family?: ChainFamily, at?: number): Reading {
  const where = at === undefined || at < 0 ? {} : { at };
  return { ok: false, problem: { code, ...(family && { family }), ...where } };
}

/** Looks for the one wrong character, or, where nobody asks for it, does not. */
export type Locate = typeof locateTypo;

/**
 * The one character that, written otherwise, would make the checksum hold; undefined when there is none or several. It is
 * shown and never corrected: what was meant is known to its author alone (BIP-173). Tries all of them, about 2,500 for 48
 * characters, so it is asked only of a text that has everything but a good checksum.
 */
export function locateTypo(
  text: string,
  alphabet: string,
  isValid: (text: string) => boolean,
  from = 0,
): number | undefined {
  let found: number | undefined;
  for (let at = from; at < text.length; at += 1) {
    for (const letter of alphabet) {
      if (letter === text[at] || !isValid(text.slice(0, at) + letter + text.slice(at + 1))) continue;
      if (found !== undefined && found !== at) return undefined;
      found = at;
      break;
    }
  }
  return found;
}

/** Index of the first character that is none of the alphabet; -1 when all are. */
export function firstOutside(text: string, alphabet: string): number {
  for (let at = 0; at < text.length; at += 1) if (!alphabet.includes(text[at] ?? '')) return at;
  return -1;
}

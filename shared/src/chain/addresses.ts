import {
  type AddressForm,
  type AddressProblem,
  type Locate,
  locateTypo,
  type Reading,
} from './address-form.ts';
import { readBase58Addresses } from './base58-address.ts';
import { readBech32Address } from './bech32-address.ts';
import { readCashAddress } from './cash-address.ts';
import { readEvmAddress } from './evm-address.ts';
import { readFilecoinAddress } from './filecoin-address.ts';
import type { ChainFamily } from './networks.ts';
import { readTonAddress } from './ton-address.ts';

export type AddressCheck = { ok: true; forms: AddressForm[] } | { ok: false; problem: AddressProblem };

/** Longest of any chain's addresses, with room. */
const MOST_CHARS = 250;
/** An account's name of EOS; shorter ones are read only where EOS was asked for, since they look like words. */
const EOS_NAME = /^[a-z1-5]{12}$/;
const EOS_NAMES = /^[a-z1-5](?:[a-z1-5.]{0,10}[a-z1-5])?$/;

/**
 * Says of which chains a text is an address, or which rule it breaks and where (SAFE7). What several chains write alike is
 * told as all of them and never guessed. With `family` it must be of that one: `other_family` names whose it is instead.
 */
export function checkAddress(text: string, family?: ChainFamily): AddressCheck {
  return check(text, family, locateTypo);
}

/** The same in microseconds: nobody asks where a wrong one is wrong. */
export function isAddress(text: string, family?: ChainFamily): boolean {
  return check(text, family, () => undefined).ok;
}

function check(text: string, family: ChainFamily | undefined, locate: Locate): AddressCheck {
  const trimmed = text.trim();
  if (trimmed === '') return failed({ code: 'empty' });
  if (trimmed.length > MOST_CHARS || /\s/.test(trimmed)) return failed({ code: 'unknown_form' });
  const readings = readAll(trimmed, family, locate);
  const forms = readings.flatMap((reading) => (reading.ok ? [reading.form] : []));
  if (forms.length === 0) return failed(worst(readings, family));
  if (family === undefined) return { ok: true, forms };
  const own = forms.filter((form) => form.family === family);
  if (own.length > 0) return { ok: true, forms: own };
  const [other] = forms;
  return failed({ code: 'other_family', ...(other && { family: other.family }) });
}

function readAll(text: string, family: ChainFamily | undefined, locate: Locate): Exclude<Reading, null>[] {
  const single = [
    readEvmAddress(text),
    readBech32Address(text, locate),
    readCashAddress(text, locate),
    readTonAddress(text, locate),
    readFilecoinAddress(text, locate),
  ];
  const readings = [...single.filter((reading) => reading !== null), ...readBase58Addresses(text, locate)];
  const name = readings.length === 0 ? readEosName(text, family) : null;
  return name ? [name] : readings;
}

function readEosName(text: string, family: ChainFamily | undefined): Reading {
  if (!(family === 'eos' ? EOS_NAMES : EOS_NAME).test(text)) return null;
  return { ok: true, form: { family: 'eos', address: text, kind: 'account', isChecked: false } };
}

/** Of several problems the one of the chain that was asked for, else the first. */
function worst(readings: readonly Reading[], family: ChainFamily | undefined): AddressProblem {
  const problems = readings.flatMap((reading) => (reading?.ok === false ? [reading.problem] : []));
  const own = problems.find((problem) => problem.family === family) ?? problems[0];
  if (!own) return { code: 'unknown_form', ...(family && { family }) };
  if (family === undefined || own.family === undefined || own.family === family) return own;
  return { code: 'other_family', family: own.family };
}

function failed(problem: AddressProblem): AddressCheck {
  return { ok: false, problem };
}

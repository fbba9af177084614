import type { AddressProblem } from './chain/address-form.ts';
import { checkAddress } from './chain/addresses.ts';
import { checkHash, type HashProblem } from './chain/hashes.ts';
import type { NetworkId } from './chain/network-id.ts';
import { type ChainFamily, familyOf } from './chain/networks.ts';
import type { CollectKey } from './issue-type.ts';
import type { Answer, RequestField, RequestItem } from './request.ts';

/** Why a value is none: what is wrong with a hash or an address, or with another field. */
export type AnswerProblem =
  | HashProblem
  | AddressProblem
  | { code: 'too_short' | 'in_the_future' | 'no_version' | 'not_proved' };
export type AnswerCheck = { ok: true; answer: Answer } | { ok: false; problem: AnswerProblem };

const VERSION = /^v?\d{1,4}(?:\.\d{1,6}){1,3}(?:[-+ (][\w.+() -]{0,30})?$/;

/**
 * Checks what was written in a field, by the same rules at both ends (SAFE7). `now` in milliseconds since 1970. An empty
 * value is a problem here: whether a field may stay empty is the request's to say.
 */
export function checkAnswer({ field, network }: RequestItem, given: string, now: number): AnswerCheck {
  const value = given.trim();
  if (value === '') return failed({ code: 'empty' });
  const plain: AnswerCheck = { ok: true, answer: { field, value, families: [], isChecked: false } };
  switch (field) {
    case 'hash':
      return checkedHash(value, network);
    case 'address':
      return checkedAddress(field, value, familyIn(network));
    case 'ownership':
      // Of which address; that it is proved is for the log to say.
      return checkedAddress(field, value, 'evm');
    case 'app_version':
      return VERSION.test(value) ? plain : failed({ code: 'no_version' });
    case 'time':
      // A written time of any form is an answer; one that a machine reads must have come already.
      return Date.parse(value) > now + 86_400_000 ? failed({ code: 'in_the_future' }) : plain;
    case 'steps':
    case 'error_text':
      return value.length < 3 ? failed({ code: 'too_short' }) : plain;
    case 'network':
    case 'device':
    case 'screenshot':
      return plain;
  }
}

function checkedHash(value: string, network: NetworkId | null): AnswerCheck {
  const check = checkHash(value, familyIn(network));
  if (!check.ok) return check;
  const [first] = check.forms;
  const families = check.forms.map(({ family }) => family);
  // Where several chains write it alike, but for capitals, it stays as it was written.
  const hashes = new Set(check.forms.map(({ hash }) => hash));
  const written = hashes.size === 1 && first ? first.hash : value;
  return { ok: true, answer: { field: 'hash', value: written, families, isChecked: false } };
}

function checkedAddress(
  field: 'address' | 'ownership',
  value: string,
  wanted: ChainFamily | undefined,
): AnswerCheck {
  const check = checkAddress(value, wanted);
  if (!check.ok) return check;
  const [first] = check.forms;
  const families = check.forms.map(({ family }) => family);
  const isChecked = check.forms.every((form) => form.isChecked);
  return { ok: true, answer: { field, value: first?.address ?? value, families, isChecked } };
}

function familyIn(network: NetworkId | null) {
  return network === null ? undefined : (familyOf(network) ?? undefined);
}

function failed(problem: AnswerProblem): AnswerCheck {
  return { ok: false, problem };
}

/** The field that asks for what an issue type wants to know first; null where talking is better. */
export const fieldOfCollect: Partial<Record<CollectKey, RequestField>> = {
  hash: 'hash',
  address: 'address',
  old_address: 'address',
  contract: 'address',
  chain: 'network',
  app_version: 'app_version',
  device: 'device',
  os: 'device',
  time: 'time',
  period: 'time',
  action: 'steps',
  route: 'steps',
  error_text: 'error_text',
  screenshot: 'screenshot',
};

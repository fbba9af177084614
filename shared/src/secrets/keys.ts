import { condense, findCodedKeys } from './coded-keys.ts';
import { createDerivations } from './derivations.ts';
import type { ScanContext, Suspect } from './finding.ts';
import { findHexKeys } from './hex-keys.ts';
import { findKeyFiles } from './key-files.ts';

/** Looks for keys in texts that share one message's derivations. */
export type KeyFinder = (text: string) => Suspect[];

/** Private keys in every form of SAFE3. */
export function createKeyFinder({ knownAddresses = [], knownHashes = [] }: ScanContext): KeyFinder {
  const derivations = createDerivations(knownAddresses);
  return (text) => [
    ...findKeyFiles(text, derivations),
    ...findCodedKeys(text, condense(text), derivations),
    ...findHexKeys(text, knownHashes, derivations),
  ];
}

/** What a key that comes in several messages leaves in each: the last of the long words that are none. */
const FRAGMENT = /[A-Za-z0-9+/=_-]{6,}/g;
const NO_WORD = /\d|[a-z][A-Z]/;
/** Messages that such a key may come in. */
const FRAGMENTS = 4;

/** Whether the message's last long word, with those of the messages before it, is a key; how many of them. */
export function findBrokenKey(
  text: string,
  recent: readonly string[],
  findKeys: KeyFinder,
): { suspect: Suspect; parts: number } | undefined {
  let joined = fragmentOf(text);
  let around = text;
  if (joined === '') return undefined;
  for (let parts = 1; parts < FRAGMENTS && parts <= recent.length; parts += 1) {
    const message = recent[recent.length - parts] ?? '';
    const fragment = fragmentOf(message);
    if (fragment === '') return undefined;
    joined = fragment + joined;
    around = `${message.replace(fragment, ' ').slice(-80)} ${around}`;
    // What was said around a part says what the whole is.
    const said = around.replace(fragmentOf(text), ' ').slice(-40);
    const [suspect] = findKeys(`${said} ${joined}`).filter(({ verdict }) => verdict !== 'warn');
    if (suspect) return { suspect, parts };
  }
  return undefined;
}

/** The longest of a message that could be a part of a key; empty where it is words. */
export function fragmentOf(message: string): string {
  const words = message.replace(/\p{Cf}/gu, '').match(FRAGMENT) ?? [];
  return words.filter((word) => NO_WORD.test(word)).pop() ?? '';
}

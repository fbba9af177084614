import { en } from './en.ts';
import { es } from './es.ts';
import { foldText, readingsOf } from './fold.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import type { AskRule, Lexicon } from './lexicon.ts';
import { pt } from './pt.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

const latin: readonly Lexicon[] = [en, es, fr, pt];
const sentenceEnd = /[.!?;…]+(?=\s|$|\P{ASCII})|[。！？；]+/u;
const clauseEnd = /[,，、:：—–()（）]|\s-\s|(?<!\p{L})(?:but|aber|pero|mais|mas|однако|но)(?!\p{L})|但是|但/u;
/** One point of a list, whose heading may forbid it: "Support never: - asks for your password". */
const listItem = /^\s*(?:[-•*]|\d+[.)、])\s*/u;
const secretRules = ['recovery_phrase', 'private_key', 'password', 'code'] as const;
const phraseRules = ['remote_control', 'payment', 'other_channel', 'download'] as const;
/** Messages of up to so many characters can be parts of one sentence. */
const partMaxChars = 36;
/** The question that a split ask can be spread over. */
const partsLookedAt = 3;

/**
 * The rule that an agent's text breaks by asking for what support never asks for, or null (SAFE5). `own` are the
 * deployment's own phrases; `recent` the author's messages just before, oldest first, for an ask in several pieces.
 */
export function findAsk(
  text: string,
  { own = [], recent = [] }: { own?: readonly string[]; recent?: readonly string[] } = {},
): AskRule | null {
  const found = ruleIn(text, own);
  if (found !== null) return found;
  const parts = [text];
  for (const before of recent.slice(-partsLookedAt).reverse()) {
    if (before.length > partMaxChars || parts.some((part) => part.length > partMaxChars)) break;
    parts.unshift(before);
    // What was one sentence after all: its ends are where the sender pressed Enter.
    const joined = parts.map((part) => part.replace(/[.…。,，]+\s*$/u, '')).join(' ');
    const split = ruleIn(joined, own);
    if (split !== null) return split;
  }
  return null;
}

/** Whether a short text could be the last part of an ask that began in the messages before it; cheap. */
export function mayBePart(text: string): boolean {
  if (text.length > partMaxChars) return false;
  return readingsOf(text).some((reading) =>
    lexiconsFor(reading).some((lexicon) =>
      [...Object.values(lexicon.secrets), lexicon.give, lexicon.which, lexicon.enter].some((part) =>
        part.test(lexicon === ko ? reading.replace(/\s+/g, '') : reading),
      ),
    ),
  );
}

/** The form in which a deployment's own phrase is compared; empty when nothing of it is left. */
export function foldPhrase(phrase: string): string {
  return compact(foldText(phrase));
}

function ruleIn(text: string, own: readonly string[]): AskRule | null {
  const readings = readingsOf(text);
  const phrases = own.map(foldPhrase).filter((phrase) => phrase !== '');
  for (const reading of readings) {
    const solid = compact(reading);
    if (phrases.some((phrase) => solid.includes(phrase))) return 'own_phrase';
    const found = ruleOf(reading);
    if (found !== null) return found;
  }
  return null;
}

function ruleOf(reading: string): AskRule | null {
  for (const lexicon of lexiconsFor(reading)) {
    const spoken = lexicon === ko ? reading.replace(/[^\S\n]+/g, '') : reading;
    const found = ruleBy(lexicon, spoken);
    if (found !== null) return found;
  }
  return null;
}

function lexiconsFor(reading: string): readonly Lexicon[] {
  const chosen: Lexicon[] = [];
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(reading)) chosen.push(ja);
  else if (/\p{Script=Han}/u.test(reading)) chosen.push(zh);
  if (/\p{Script=Hangul}/u.test(reading)) chosen.push(ko);
  if (/\p{Script=Cyrillic}/u.test(reading)) chosen.push(ru);
  if (/[a-z]/.test(reading)) chosen.push(...latin);
  return chosen;
}

/** Line by line, sentence by sentence, clause by clause; a secret that was just named may be meant by "it". */
function ruleBy(lexicon: Lexicon, text: string): AskRule | null {
  let isForbiddenList = false;
  for (const line of text.split(/[\r\n]+/)) {
    if (isForbiddenList && listItem.test(line)) continue;
    isForbiddenList = /[:：]\s*$/u.test(line) && lexicon.not.test(line.replace(lexicon.notNot, ' '));
    let named: AskRule | null = null;
    for (const sentence of line.replace(listItem, '').split(sentenceEnd)) {
      const found = ruleInSentence(lexicon, sentence.replace(lexicon.notNot, ' '), named);
      if (found.rule !== null) return found.rule;
      named = found.named;
    }
  }
  return null;
}

function ruleInSentence(lexicon: Lexicon, sentence: string, namedBefore: AskRule | null) {
  let named = namedBefore;
  // "Never show it to others, send it to me": meant within its own sentence only.
  let denied: AskRule | null = null;
  const clauses = sentence.split(clauseEnd).map((clause) => clause.trim());
  const isNot = clauses.map((clause) => lexicon.not.test(clause));
  // A phrase may run over a comma, unless a part of it is denied.
  const said = isNot.includes(true) ? clauses.filter((_clause, index) => !isNot[index]) : [sentence];
  const rule = phraseRules.find((each) => said.some((part) => lexicon.phrases[each].test(part))) ?? null;
  if (rule !== null) return { rule, named };
  for (const [index, clause] of clauses.entries()) {
    const secret = secretRules.find((each) => lexicon.secrets[each].test(clause)) ?? null;
    if (isNot[index]) denied = secret ?? denied;
    if (isNot[index]) continue;
    const meant = named ?? denied;
    if (secret !== null && asks(lexicon, secret, clause)) return { rule: secret, named };
    if (secret === null && meant !== null && lexicon.giveIt.test(clause)) return { rule: meant, named };
    named = secret ?? named;
  }
  return { rule: null, named };
}

function asks(lexicon: Lexicon, secret: AskRule, clause: string): boolean {
  if (lexicon.give.test(clause) || lexicon.which.test(clause)) return true;
  if (lexicon.safe.test(clause)) return false;
  if (lexicon.need.test(clause)) return secret !== 'password' || lexicon.here.test(clause);
  return lexicon.enter.test(clause) && (secret !== 'password' || lexicon.here.test(clause));
}

/** Letters and digits alone: a phrase is found through any spacing and punctuation. */
function compact(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}]+/gu, '');
}

import type { Lexicon, ListBit } from './lexicon.ts';

/** Ordinary words one letter away from many listed ones: they part sentences and are no typos. */
const ORDINARY = new Set(
  `a an and are as at be been but by can did do does for from get got had has have he her him his how if in into is
   it its let me my no nor not of off on or our out see she so than that the their them then they this to too up us
   was we were what when who will with your
   al au aux con da das de del della des di dos du e el em en est et il in je la las le les lo los mais na ne non nos
   o os ou par para pas per por pour qu que qui se sem ses son sur te tu un una une uns y
   ale do jak je jen ke na od po pro se si tak to ve za ze`.split(/\s+/),
);

/** Whether the form is one letter, or one swap of neighbours, away from a word of the list. */
export function isTypo(form: string, bit: ListBit, lexicon: Lexicon): boolean {
  if (form.length < 2 || ORDINARY.has(form)) return false;
  const letters = form.normalize('NFC');
  const byLength = lexicon.byLength.get(bit) ?? [];
  for (let length = letters.length - 1; length <= letters.length + 1; length += 1) {
    if (byLength[length]?.some((word) => isOneApart(letters, word))) return true;
  }
  return false;
}

function isOneApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let head = 0;
  while (head < short.length && short[head] === long[head]) head += 1;
  let tail = 0;
  while (tail < short.length - head && short[short.length - 1 - tail] === long[long.length - 1 - tail]) {
    tail += 1;
  }
  const differing = long.length - head - tail;
  if (differing <= 1) return true;
  const isSwap = differing === 2 && short.length === long.length;
  return isSwap && short[head] === long[head + 1] && short[head + 1] === long[head];
}

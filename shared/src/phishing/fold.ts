import unhomoglyph from 'unhomoglyph';

/** What nobody sees: zero width, bidi controls, soft hyphen, variation selectors, fillers, tags. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const marks = /[\u0300-\u036f]/g;
/** What people put between letters so that a machine does not read the word. */
const fillers = String.raw`[\s.*_\-·•|~/\\+,'"!❤♥]`;
const spelledOut = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:[\\p{L}\\p{N}]${fillers}+){3,}[\\p{L}\\p{N}](?![\\p{L}\\p{N}])`,
  'gu',
);
const cjk = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]`;
const betweenCjk = new RegExp(`(?<=${cjk})${fillers.replace('!❤♥', '❤♥')}+(?=${cjk})`, 'gu');
const leet: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };

/** One form for every way to write the same: NFKC, small letters, no invisible characters, no accents. */
export function foldText(text: string): string {
  const plain = text.normalize('NFKC').replace(invisible, '').toLowerCase();
  return plain
    .normalize('NFD')
    .replace(marks, '')
    .normalize('NFC')
    .replace(/[’‘`´]/g, "'");
}

/** Each character that looks like an ASCII one becomes it (UTS #39); what is ASCII stays, Chinese stays. */
export function asAscii(text: string): string {
  return text.replace(/\P{ASCII}/gu, (char) => {
    const looksLike = unhomoglyph(char);
    return /^\p{ASCII}+$/u.test(looksLike) ? looksLike : char;
  });
}

/** Words that mix letters with digits or signs in their place are read as letters: `p@ssw0rd`. */
function readLeet(text: string): string {
  return text.replace(/[a-z0-9@$]+/g, (word) =>
    /[a-z]/.test(word) && /[013457@$]/.test(word) && !word.startsWith('0x') && word.length < 16
      ? word.replace(/[013457@$]/g, (char) => leet[char] ?? char)
      : word,
  );
}

/**
 * The ways in which a reader could take a text, folded: as it stands, with look-alikes read as ASCII, and with letters
 * that stand apart joined to words. Often one and the same.
 */
export function readingsOf(text: string): string[] {
  const folded = foldText(text);
  const joined = folded
    .replace(spelledOut, (run) => ` ${run.replace(/[^\p{L}\p{N}]+/gu, '')} `)
    .replace(betweenCjk, '');
  const ascii = readLeet(asAscii(joined));
  return [...new Set([folded, joined, ascii].map((reading) => reading.replace(/[^\S\n]+/g, ' ')))];
}

import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js';
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js';
import type { ScanContext } from '@haven/shared/secrets';
import { createRandomness, type Randomness } from '../faults/randomness.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const english700 =
  'I sent some USDT from the exchange to my wallet two days ago, and the app still shows nothing. The other side says that it is done, and gave me a number, but I cannot find where to enter it. I tried to restart my phone, to install the app again and to change the network, as the help page says. Please tell me what else I can do, since I need that money this week! My friend has the same app and sees his transfers at once. Is it because of the new version 2.14.1? Before the update everything worked well. The address is 0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf, and the time was about 14:30 on Monday. ';
const chinese =
  '我昨天晚上从交易所转了一笔钱到钱包里面，到现在已经过去十二个小时了还是没有到账，请问这种情况一般需要多长时间才能处理好？我的地址是 TMVQGm1qAQYVdetCeGRRkTWYYrLXuHK2HC，版本 2.14.1。';
const japanesePlain =
  '昨日の夜、取引所から自分のウォレットに送金しましたが、十二時間たってもまだ反映されていません。どのくらい待てばいいですか。アプリを再起動しても、ネットワークを切り替えても同じです。バージョンは 2.14.1 です。';
const koreanPlain =
  '어제 저녁에 거래소에서 제 지갑으로 송금했는데 열두 시간이 지나도 아직 보이지 않습니다. 앱을 다시 시작하고 네트워크도 바꿔 보았지만 같은 상태입니다. 얼마나 더 기다려야 하나요? 버전은 2.14.1 입니다. ';

const hexOf = (digits: number, { next }: Randomness) =>
  Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join('');
const soup = (signs: number, { pick }: Randomness) =>
  Array.from({ length: signs }, () => pick(Array.from(BASE58))).join('');
const inRows = (make: (length: number) => string, length: number, chars: number) =>
  Array.from({ length: Math.ceil(chars / (length + 1)) }, () => make(length)).join(' ');
const ownAddresses = [
  '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf',
  'bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr',
];

/** A text of so many characters, and what is known besides. `isOrdinary`: people write it, and not only attackers. */
export type Shape = {
  write: (chars: number, random: Randomness) => string;
  context?: ScanContext;
  isOrdinary?: true;
};

/** What people write, and what somebody writes to make it last. */
export const shapes: Record<string, Shape> = {
  English: { write: () => english700, isOrdinary: true },
  Chinese: { write: () => chinese, isOrdinary: true },
  Japanese: { write: () => japanesePlain, isOrdinary: true },
  Korean: { write: () => koreanPlain, isOrdinary: true },
  'list words': { write: (_chars, { shuffled }) => shuffled(english).join(' ') },
  'list words, nothing between': { write: (_chars, { shuffled }) => shuffled(english).join('') },
  'six list words, an odd one': {
    write: (_chars, { shuffled }) =>
      shuffled(english)
        .map((word, at) => (at % 7 === 6 ? `${word}xq` : word))
        .join(' '),
  },
  'typos alone': {
    write: (_chars, { shuffled }) =>
      shuffled(english)
        .map((word) => `${word.slice(0, -1)}q`)
        .join(' '),
  },
  'a phrase in every line': {
    write: (_chars, { shuffled }) =>
      shuffled(english)
        .map((word, at) => (at % 13 === 12 ? '\nqqq' : word))
        .join(' '),
  },
  'Japanese, nothing between': { write: (_chars, { shuffled }) => shuffled(japanese).join('') },
  'Korean, nothing between': { write: (_chars, { shuffled }) => shuffled(korean).join('') },
  'Chinese characters apart': {
    write: (chars) => Array.from(chinese.replace(/[^\p{Script=Han}]/gu, '').repeat(chars / 40)).join(' '),
  },
  'hex of 64 digits': { write: (chars, random) => inRows((digits) => hexOf(digits, random), 64, chars) },
  'hex of 64 digits, addresses known': {
    write: (chars, random) => inRows((digits) => hexOf(digits, random), 64, chars),
    context: { knownAddresses: ownAddresses },
  },
  'hex of 128 digits': { write: (chars, random) => inRows((digits) => hexOf(digits, random), 128, chars) },
  'hex of two digits': { write: (chars, random) => inRows((digits) => hexOf(digits, random), 2, chars) },
  'base58 without end': { write: (chars, random) => soup(chars, random) },
  'base58 in short rows': { write: (chars, random) => inRows((signs) => soup(signs, random), 9, chars) },
  'base58 of 88 signs': { write: (chars, random) => inRows((signs) => soup(signs, random), 88, chars) },
  'like WIF': { write: (chars, random) => inRows((signs) => `Kx${soup(signs - 2, random)}`, 52, chars) },
  'like WIF, begun again and again': { write: () => '5K ' },
  'nested JSON': { write: () => '{"ciphertext":[{"kdf":' },
  'PEM begun again and again': { write: () => '-----BEGIN PRIVATE KEY ' },
  bytes: { write: (chars, random) => inRows(() => String(Math.floor(random.next() * 256)), 3, chars) },
  'single letters': { write: () => 'a b ' },
  hyphens: { write: () => 'a-' },
  'spaces in a word': { write: () => 'private         key     ' },
  'invisible characters': { write: () => 'a\u200b' },
  'combining marks': { write: () => 'a\u0301\u0323' },
  labels: {
    write: (_chars, { shuffled }) =>
      shuffled(english)
        .map((word, at) => `palabra ${at % 99}: ${word}`)
        .join('; '),
  },
};

/** So many characters of a shape; the same for the same seed. */
export function writeShape({ write }: Shape, chars: number, seed: number): string {
  const text = write(chars, createRandomness(seed));
  return text.repeat(Math.ceil(chars / text.length)).slice(0, chars);
}

import { queryTermsOf, wordsOf } from './words.ts';

describe('the lexemes of a text', () => {
  test('words and numbers are folded to lower case and to one width, without repeats', () => {
    expect(wordsOf('Transfer PENDING, transfer ｐｅｎｄｉｎｇ 42')).toEqual(['42', 'pending', 'transfer']);
  });

  test('hashes, addresses and versions stay whole', () => {
    const hash = `0x${'aB1'.repeat(21)}c`;
    const address = 'cosmos1depk54cuajgkzea6zpgkq36tnjwdzv4afc3d27';
    expect(wordsOf(`${hash} on ${address} with 2.14.1.`)).toEqual([
      hash.toLowerCase(),
      '2.14.1',
      address,
      'on',
      'with',
    ]);
  });

  test.each([
    'v1.2.3b 1.5, 0xAB_c 7.',
    '..1.2..3.4.5 a.1.2 1.2_3 1.2a',
    "It's $10.50 (50% off)! A_b-c __ \t\0 x",
    'x'.repeat(250),
    '',
  ])('%j is ASCII, for which there is a faster way that finds the same', (text) => {
    // A word of another script beside it takes the way for all scripts.
    expect(wordsOf(`${text} é`)).toEqual([...wordsOf(text), 'é'].toSorted());
  });

  test('Chinese becomes pairs of characters and its last character', () => {
    expect(wordsOf('转账打包中')).toEqual(['中', '包中', '打包', '账打', '转账']);
  });

  test('Chinese and Latin beside each other are told apart', () => {
    expect(wordsOf('用USDT转账')).toEqual(['usdt', '用', '账', '转账']);
  });

  test('a text without words has no lexemes, and none is too long for the database', () => {
    expect(wordsOf(' …!? 🙂 ')).toEqual([]);
    expect(wordsOf('a'.repeat(4_000)).map((word) => word.length)).toEqual([200]);
  });
});

describe('the terms of a query', () => {
  test('the last word matches by its beginning, as it may be still in typing', () => {
    expect(queryTermsOf('stuck Trans')).toEqual(["'stuck'", "'trans':*"]);
  });

  test('a single Chinese character is looked for wherever it stands', () => {
    const [term = ''] = queryTermsOf('账');
    const prefix = term.replace(/^'|':\*$/g, '');
    expect(term).toBe("'账':*");
    for (const text of ['账户', '转账', '转账失败']) {
      expect(wordsOf(text).some((word) => word.startsWith(prefix))).toBe(true);
    }
  });

  test('more Chinese characters are looked for in pairs', () => {
    expect(queryTermsOf('转账失败')).toEqual(["'转账'", "'账失'", "'失败'"]);
  });

  test('quotes and operators of the query language are no part of a term', () => {
    expect(queryTermsOf("a' & b | !c:* <-> \\d")).toEqual(["'a'", "'b'", "'c'", "'d':*"]);
  });
});

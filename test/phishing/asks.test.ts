import { findAsk } from '@haven/shared/phishing/find-ask';
import { readLines } from './corpus.ts';

const asks = readLines('asks');
const refused = (lines: typeof asks) => lines.filter((line) => findAsk(line.text) !== null);

describe('[SAFE5] what agents may not ask for', () => {
  test('is written down in more than 300 ways, and refused in 95 of 100 of them in every language', () => {
    expect(asks.length).toBeGreaterThan(300);
    for (const language of ['en', 'zh', 'ja', 'ko', 'es', 'fr', 'pt', 'ru']) {
      const lines = asks.filter((line) => line.language === language);
      const missed = lines.filter((line) => findAsk(line.text) === null).map((line) => line.text);
      expect({ language, missed: missed.length > lines.length * 0.06 ? missed : [] }).toEqual({
        language,
        missed: [],
      });
    }
    expect(refused(asks).length).toBeGreaterThanOrEqual(asks.length * 0.95);
  });

  test('is no warning, no question about the past and no advice for one’s own device', () => {
    expect(refused(readLines('harmless')).map((line) => line.text)).toEqual([]);
  });

  test.each([
    ['recovery_phrase', ['What are', 'your 12 words']],
    ['recovery_phrase', ['please send me', 'your seed', 'phrase']],
    ['recovery_phrase', ['请把您的', '助记', '词发给我']],
    ['private_key', ['send me your', 'private', 'key']],
    ['password', ['what is', 'your password?']],
  ])('%s is seen when it is spread over messages: %j', (rule, parts) => {
    const [last = '', ...before] = parts.toReversed();
    expect(findAsk(last)).toBeNull();
    expect(findAsk(last, { recent: before.toReversed() })).toBe(rule);
  });

  test.each([
    [['Please send me the hash', 'Never share your recovery phrase']],
    [['Could you send me', 'the transaction hash', 'please']],
    [['一会儿见', '请不要告诉任何人您的助记词']],
  ])('messages that only stand one after another are no ask: %j', (parts) => {
    const [last = '', ...before] = parts.toReversed();
    expect(findAsk(last, { recent: before.toReversed() })).toBeNull();
  });

  test.each(['not hesitate', 'send', 'threat'])('a denial that denies nothing hides no ask: %s', (which) => {
    const texts: Record<string, string> = {
      'not hesitate': 'Don’t hesitate to send me your seed phrase.',
      send: 'Never share your phrase with others, please send it to me.',
      threat: 'If you don’t send me your recovery phrase, your funds will be lost.',
    };
    expect(findAsk(texts[which] ?? '')).toBe('recovery_phrase');
  });

  test('an administrator’s phrase is found through spelling and spacing, and means itself alone', () => {
    const own = ['Bonus Program', '空投活动'];
    expect(findAsk('join our b o n u s-program today', { own })).toBe('own_phrase');
    expect(findAsk('ＢＯＮＵＳ ＰＲＯＧＲＡＭ', { own })).toBe('own_phrase');
    expect(findAsk('参加 空 投 活 动 吧', { own })).toBe('own_phrase');
    expect(findAsk('a bonus for your program', { own })).toBeNull();
    expect(findAsk('.*', { own: ['.*'] })).toBeNull();
  });

  test('a text of 4,000 characters is judged in time', () => {
    const text = 'Please send the hash to us, and never your words. '.repeat(80).slice(0, 4_000);
    const began = performance.now();
    findAsk(text);
    expect(performance.now() - began).toBeLessThan(500);
    const nasty = `${'a '.repeat(1_000)}${'请'.repeat(1_000)}${'send '.repeat(200)}`;
    const again = performance.now();
    findAsk(nasty);
    expect(performance.now() - again).toBeLessThan(1_000);
  });
});

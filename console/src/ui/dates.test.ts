import { elapsed, elapsedInWords } from './dates.ts';

const since = '2026-01-01T00:00:00.000Z';
const after = (seconds: number) => Date.parse(since) + seconds * 1000;

describe('a wait', () => {
  it.each([
    [0, '0:00'],
    [48, '0:48'],
    [2480, '41:20'],
  ])('of %d seconds reads %s', (seconds, text) => {
    expect(elapsed(since, after(seconds), 'en')).toBe(text);
  });

  it("never runs backwards when this device's clock is behind", () => {
    expect(elapsed(since, after(-30), 'en')).toBe('0:00');
  });

  it('turns to hours and days, in the language of the interface', () => {
    expect(elapsed(since, after(7200), 'en')).toBe('2h');
    expect(elapsedInWords(since, after(3 * 86_400), 'en')).toBe('3 days');
    expect(elapsedInWords(since, after(240), 'zh-CN')).toBe('4分钟');
  });
});

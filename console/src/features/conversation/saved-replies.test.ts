import type { CannedAnswer } from '@haven/shared/canned-answer';
import { insertAt, matchSaved, slashToken } from './saved-replies.ts';

const answer = (shortcut: string, en: string, zh: string): CannedAnswer => ({
  id: shortcut,
  shortcut,
  title: { 'zh-CN': zh, en },
  body: { 'zh-CN': zh, en },
});
const answers = [
  answer('why-fee', 'Why fees change', '手续费为何变化'),
  answer('fee-low', 'Fee too low', '手续费过低'),
];

describe('saved replies', () => {
  it.each([
    ['/', 1, { start: 0, query: '' }],
    ['/fee', 4, { start: 0, query: 'fee' }],
    ['Hello /fe', 9, { start: 6, query: 'fe' }],
    ['https://', 8, null],
    ['1/2', 3, null],
    ['/fee ', 5, null],
  ])('open in %j at %d as %j', (text, caret, token) => {
    expect(slashToken(text, caret)).toEqual(token);
  });

  it('find shortcuts before titles, in either language', () => {
    expect(matchSaved(answers, 'fee').map(({ shortcut }) => shortcut)).toEqual(['fee-low', 'why-fee']);
    expect(matchSaved(answers, '过低').map(({ shortcut }) => shortcut)).toEqual(['fee-low']);
    expect(matchSaved(answers, 'zzz')).toEqual([]);
  });

  it('replace what was typed and leave the rest', () => {
    expect(insertAt('Hi /fe there', { start: 3, query: 'fe' }, 'BODY')).toEqual({
      text: 'Hi BODY there',
      caret: 7,
    });
  });
});

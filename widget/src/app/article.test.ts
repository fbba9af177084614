import { paragraphsOf } from './article.ts';

describe('article', () => {
  it('parts paragraphs at blank lines and gathers items into lists', () => {
    expect(paragraphsOf('One\nstill one\n\n- a\n- b\n\nTwo\n- c')).toEqual([
      { kind: 'text', text: 'One\nstill one' },
      { kind: 'list', items: ['a', 'b'] },
      { kind: 'text', text: 'Two' },
      { kind: 'list', items: ['c'] },
    ]);
  });

  it('makes nothing of nothing', () => {
    expect(paragraphsOf('\n  \n')).toEqual([]);
  });
});

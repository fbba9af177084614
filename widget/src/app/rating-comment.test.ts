import { remarkMaxChars } from '@haven/shared/limits';
import { ratingComment } from './rating-comment.ts';

describe('comment of a rating', () => {
  it('joins the chosen words and the visitor’s own', () => {
    expect(ratingComment(['解释清楚', '回复及时'], ' 谢谢 ', 'zh-CN')).toBe('解释清楚、回复及时\n谢谢');
    expect(ratingComment([], '', 'en')).toBe('');
  });

  it('[WIRE4] stays within the limit', () => {
    expect(ratingComment(['Friendly'], 'x'.repeat(remarkMaxChars), 'en')).toHaveLength(remarkMaxChars);
  });
});

import { findAsk } from '@haven/shared/phishing/find-ask';
import { enSafety } from './en-safety.ts';
import { zhCnSafety } from './zh-cn-safety.ts';

const suggestions = [...Object.values(enSafety.suggestions), ...Object.values(zhCnSafety.suggestions)];

test.each(suggestions)('[SAFE5] what agents are offered to say would not be refused: %s', (text) => {
  expect(findAsk(text)).toBeNull();
});

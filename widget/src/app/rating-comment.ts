import type { Language } from '@haven/shared/language';
import { remarkMaxChars } from '@haven/shared/limits';

/** One comment out of the chosen words and the visitor's own, within the limit. */
export function ratingComment(chips: readonly string[], text: string, language: Language): string {
  const words = chips.join(language === 'zh-CN' ? '、' : ', ');
  return [words, text.trim()]
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, remarkMaxChars);
}

import type { Language } from '@haven/shared/language';

/**
 * The language that a text is read aloud and set in. A Chinese character says about as much as four Latin letters, so
 * that a Chinese name in an English sentence does not make it Chinese.
 */
export function languageOfText(text: string): Language {
  const chinese = text.match(/[\u3400-\u9fff]/g)?.length ?? 0;
  const latin = text.match(/[a-z]/gi)?.length ?? 0;
  return chinese * 4 > latin ? 'zh-CN' : 'en';
}

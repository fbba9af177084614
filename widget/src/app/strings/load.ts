import type { Language } from '@haven/shared/language';
import type { Strings } from './strings.ts';

/** Loads the words of one language; the other one is never downloaded. */
export async function loadStrings(language: Language): Promise<Strings> {
  switch (language) {
    case 'zh-CN':
      return (await import('./zh-cn.ts')).zhCn;
    case 'en':
      return (await import('./en.ts')).en;
  }
}

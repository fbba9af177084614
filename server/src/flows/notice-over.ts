import type { Language, Localized } from '@haven/shared/language';

const words: Record<Language, { over: (title: string) => string; goesOn: string }> = {
  'zh-CN': {
    over: (title) => `你关注的服务通知“${title}”已经结束。`,
    goesOn: '如果问题仍然存在，直接在这里回复即可。',
  },
  en: {
    over: (title) => `The service notice “${title}”, which you follow, is over. `,
    goesOn: 'If something is still wrong, just answer here.',
  },
};

/** What a conversation is told when a notice that it follows ends; `ending` is what the operator adds. */
export function noticeOver(language: Language, title: Localized, ending: Localized | null): string {
  const { over, goesOn } = words[language];
  const added = ending?.[language].trim() ?? '';
  return `${over(title[language])}${goesOn}${added === '' ? '' : `\n\n${added}`}`;
}

/** The few words of the launcher; the frame brings its own. */
export type LoaderStrings = { title: string; open: string; close: string; unread: (count: number) => string };

const zhCn: LoaderStrings = {
  title: '在线客服',
  open: '打开在线客服',
  close: '收起在线客服',
  unread: (count) => `打开在线客服，${count} 条未读消息`,
};

const en: LoaderStrings = {
  title: 'Support',
  open: 'Open support',
  close: 'Close support',
  unread: (count) => `Open support, ${count} unread`,
};

/** Chooses the words for a language tag; English for every language that is not Chinese. */
export function loaderStrings(language: string): LoaderStrings {
  return language.slice(0, 2).toLowerCase() === 'zh' ? zhCn : en;
}

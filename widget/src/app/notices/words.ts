import type { Language } from '@haven/shared/language';

/** Words around the operator's notices; loaded with them, not with the first view. */
export type NoticeWords = {
  label: string;
  severities: Record<'info' | 'degraded' | 'outage', string>;
  updated: (time: string) => string;
  more: string;
  hide: (title: string) => string;
  show: (title: string) => string;
  notify: string;
  notified: string;
  failed: string;
};

const en: NoticeWords = {
  label: 'Service notices',
  severities: { info: 'Notice', degraded: 'Degraded', outage: 'Outage' },
  updated: (time) => `updated ${time}`,
  more: 'See progress',
  hide: (title) => `Hide: ${title}`,
  show: (title) => `Show: ${title}`,
  notify: 'Tell me when it ends',
  notified: 'You will be told in this chat when it ends',
  failed: 'That did not work. Try again in a moment.',
};

const zhCn: NoticeWords = {
  label: '服务通知',
  severities: { info: '通知', degraded: '服务受影响', outage: '服务中断' },
  updated: (time) => `${time} 更新`,
  more: '查看进展',
  hide: (title) => `收起：${title}`,
  show: (title) => `展开：${title}`,
  notify: '结束时通知我',
  notified: '结束后会在这个对话里通知你',
  failed: '操作没有成功，请稍后再试。',
};

export const noticeWords = (language: Language): NoticeWords => (language === 'en' ? en : zhCn);

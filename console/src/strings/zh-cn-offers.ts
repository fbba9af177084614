import type { Strings } from './en.ts';

/** Words of what is offered to an agent, in Chinese. */
export const zhCnOffers: Strings['offers'] = {
  title: '等你接受',
  chat: '有对话等你接受',
  case: (severity) => `有 ${severity} 工单等你接受`,
  unknownVisitor: '访客',
  secondsLeft: (seconds) => `${seconds} 秒`,
  secondsLeftInWords: (seconds) => `还剩 ${seconds} 秒`,
  accept: '接受',
  decline: '婉拒',
  open: (name) => `查看${name}的对话`,
  announce: (name, issue) => `${name}等你接受：${issue}`,
  ended: {
    timed_out: (name) => `${name}：你没有及时接受，已转问其他人。`,
    taken: (name, by) => `${by} 接待了${name}。`,
    gone: (name) => `${name}已不在等待。`,
  },
  dismiss: '知道了，关闭',
};

import type { Language } from '@haven/shared/language';
import type { HostReason } from '@haven/shared/hosts';

/** The words of the screen that proves who is official, and of links; loaded with them, not with the first view. */
export type OfficialWords = {
  title: string;
  lede: string;
  card: {
    verified: string;
    unchecked: string;
    forged: string;
    none: string;
    roles: Record<'agent' | 'specialist' | 'supervisor' | 'admin', string>;
    chat: (reference: string) => string;
  };
  code: {
    title: string;
    spoken: (spelled: string) => string;
    lasts: (time: string) => string;
    how: string;
    none: string;
  };
  verify: { title: string; text: string; open: string };
  report: {
    title: string;
    text: string;
    start: string;
    starting: string;
    /** What the report begins with, sent by one tap; and what its author is asked for then. */
    said: string;
    ask: string;
    continued: string;
  };
  link: { leads: (host: string) => string; inert: string; reasons: Record<HostReason, string> };
};

const en: OfficialWords = {
  title: 'Is it really us?',
  lede: 'Official support is in this chat only, and only after you start it. We never write or call first.',
  card: {
    verified: 'Signature checked on this device: this is official support.',
    unchecked: 'Signed by support. This browser can not check the signature itself; compare the code below.',
    forged: 'This card could not be confirmed. Do not follow what it asks of you, and tell us below.',
    none: 'Nobody has taken your chat yet.',
    roles: { agent: 'Support', specialist: 'Specialist', supervisor: 'Supervisor', admin: 'Support lead' },
    chat: (reference) => `for chat ${reference}`,
  },
  code: {
    title: 'Code of this chat',
    spoken: (spelled) => `Code: ${spelled}`,
    lasts: (time) => `changes in ${time}`,
    how: 'Somebody calls or writes and says they are support? Ask them to read you this code. Only we can see it. Never read it to them: we will never ask you for it.',
    none: 'You have no open chat. Whoever calls you now is not support.',
  },
  verify: {
    title: 'Check a website, e-mail, number or handle',
    text: 'See whether a contact belongs to us before you answer it.',
    open: 'Check a contact',
  },
  report: {
    title: 'Somebody else contacted you?',
    text: 'Do not answer them, send nothing and share no screen. Tell us, we look at it first.',
    start: 'Someone else contacted me',
    starting: 'Telling support…',
    said: 'Someone who says they are support contacted me.',
    ask: 'Where (app, number, address): \nWhat they asked for: \nWhat I gave them, if anything (no phrase or key here): ',
    continued: 'Your report is in the message field of your open chat. Complete it and send it.',
  },
  link: {
    leads: (host) => `leads to ${host}`,
    inert: 'no link, for safety',
    reasons: {
      not_listed: 'unknown',
      scheme: 'opens an app or a script',
      user_info: 'the part before the @ is a disguise',
      ip_address: 'a bare address',
      punycode: 'letters beyond a to z',
      mixed_script: 'mixes alphabets that look alike',
      invisible: 'hides characters',
      confusable: 'looks like ours and is not',
      near: 'close to a well-known one',
      denied: 'known to phish',
    },
  },
};

const zhCn: OfficialWords = {
  title: '这真的是官方客服吗？',
  lede: '官方客服只在这个聊天里，而且只在你发起之后。我们从不主动发消息或打电话。',
  card: {
    verified: '已在本机核验签名：对方是官方客服。',
    unchecked: '已由客服系统签名。此浏览器无法自行核验，请用下面的核对码确认。',
    forged: '无法确认这张名片。请不要照对方说的做，并在下面告诉我们。',
    none: '还没有客服接入你的会话。',
    roles: { agent: '客服', specialist: '专家', supervisor: '主管', admin: '客服负责人' },
    chat: (reference) => `会话 ${reference}`,
  },
  code: {
    title: '本会话的核对码',
    spoken: (spelled) => `核对码：${spelled}`,
    lasts: (time) => `${time} 后更换`,
    how: '有人来电或发消息自称客服？请让对方把这个码念给你听，只有我们看得到它。绝不要念给对方：我们永远不会向你要这个码。',
    none: '你没有进行中的会话。现在联系你的人都不是客服。',
  },
  verify: {
    title: '核实网址、邮箱、电话或账号',
    text: '回应之前，先看看这个联系方式是不是我们的。',
    open: '核实联系方式',
  },
  report: {
    title: '有别人联系你？',
    text: '不要回应，不要发送任何东西，也不要共享屏幕。请告诉我们，我们会优先处理。',
    start: '有别人联系我',
    starting: '正在告诉客服…',
    said: '有人自称客服联系了我。',
    ask: '在哪里（应用、号码、网址）：\n对方要求什么：\n我给了什么（这里不要写助记词或私钥）：',
    continued: '举报内容已放入你进行中会话的输入框，请补充后发送。',
  },
  link: {
    leads: (host) => `通向 ${host}`,
    inert: '为安全起见不可点击',
    reasons: {
      not_listed: '未知网址',
      scheme: '会打开应用或脚本',
      user_info: '@ 前面的部分是伪装',
      ip_address: '只有数字地址',
      punycode: '含 a 到 z 以外的字母',
      mixed_script: '混用形似字母',
      invisible: '藏有看不见的字符',
      confusable: '像我们的，但不是',
      near: '与知名网址相近',
      denied: '已知的钓鱼网址',
    },
  },
};

/** The words in a language. */
export function officialWords(language: Language): OfficialWords {
  return language === 'zh-CN' ? zhCn : en;
}

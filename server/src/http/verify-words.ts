import type { HostReason } from '@haven/shared/hosts';
import type { ContactKind, ContactVerdict } from '@haven/shared/contact';
import type { Language } from '@haven/shared/language';

type Words = {
  title: string;
  lede: string;
  label: string;
  placeholder: string;
  check: string;
  other: string;
  kinds: Record<ContactKind, string>;
  verdicts: Record<ContactVerdict['verdict'], { title: string; text: string }>;
  like: (official: string) => string;
  reasons: Partial<Record<HostReason, string>>;
  report: string;
  reported: string;
  invalid: string;
  limited: string;
  failed: string;
  promise: string;
};

/** The words of /verify. It has no interface around it, so they are here, in both languages of the product. */
export const verifyWords: Record<Language, Words> = {
  en: {
    title: 'Is this really us?',
    lede: 'Check a website, an e-mail address, a phone number or a handle before you answer it.',
    label: 'Who or what contacted you?',
    placeholder: 'example.com, name@example.com, +44 20 …, @name',
    check: 'Check',
    other: '中文',
    kinds: { website: 'Website', email: 'E-mail', phone: 'Phone', handle: 'Handle' },
    verdicts: {
      official: {
        title: 'Official',
        text: 'This belongs to us. Support still never asks for a recovery phrase, key, password or code, and never asks you to send funds.',
      },
      looks_like: {
        title: 'Not official, and looks like ours',
        text: 'Do not answer it, open nothing there and send nothing. If you gave it a phrase or key, move your funds to a new wallet now, on a device that you trust.',
      },
      not_official: {
        title: 'Not official',
        text: 'We do not use this contact. Whoever writes or calls from it is not our support. Official support is only in the chat of the app, after you start it.',
      },
      denied: {
        title: 'Known to phish',
        text: 'Do not open it. If you entered a phrase or key there, move your funds to a new wallet now, on a device that you trust.',
      },
    },
    like: (official) => `The official one is: ${official}`,
    reasons: {
      user_info: 'What stands before the @ is not where it leads.',
      ip_address: 'It is a bare address instead of a name.',
      punycode: 'It has letters beyond a to z.',
      mixed_script: 'It mixes alphabets that look alike.',
      invisible: 'It hides characters that nobody sees.',
      confusable: 'It can be taken for an official one.',
      near: 'It is a few letters from a well-known one.',
      denied: 'It is in a list of phishing sites.',
    },
    report: 'Report it to support',
    reported: 'Thank you. Support has been told.',
    invalid:
      'That is no contact that can be checked. Enter a website, an e-mail address, a phone number with its country, or a handle with @. Never enter a recovery phrase or key.',
    limited: 'Too many checks. Wait a minute and try again.',
    failed: 'It can not be checked right now. Until then, treat it as not official.',
    promise: 'Official support never asks for your recovery phrase or private key.',
  },
  'zh-CN': {
    title: '这真的是我们吗？',
    lede: '回应之前，先核实网址、邮箱、电话或账号。',
    label: '是谁联系了你？',
    placeholder: 'example.com、name@example.com、+44 20 …、@name',
    check: '核实',
    other: 'English',
    kinds: { website: '网站', email: '邮箱', phone: '电话', handle: '账号' },
    verdicts: {
      official: {
        title: '官方',
        text: '这是我们的。但客服仍然绝不会索要助记词、私钥、密码或验证码，也不会让你转账。',
      },
      looks_like: {
        title: '不是官方，而且在模仿我们',
        text: '不要回应，不要打开里面的任何内容，也不要发送任何东西。如果已经给出助记词或私钥，请立刻在可信的设备上把资产转到新钱包。',
      },
      not_official: {
        title: '不是官方',
        text: '我们不使用这个联系方式，用它联系你的人不是我们的客服。官方客服只在应用内的聊天里，而且由你先发起。',
      },
      denied: {
        title: '已知的钓鱼网址',
        text: '不要打开。如果在那里输入过助记词或私钥，请立刻在可信的设备上把资产转到新钱包。',
      },
    },
    like: (official) => `官方的是：${official}`,
    reasons: {
      user_info: '@ 前面的部分不是真正的去向。',
      ip_address: '只有数字地址，没有域名。',
      punycode: '含有 a 到 z 以外的字母。',
      mixed_script: '混用了外形相似的字母。',
      invisible: '藏有看不见的字符。',
      confusable: '容易与官方的混淆。',
      near: '与知名网址只差几个字母。',
      denied: '在钓鱼网址列表里。',
    },
    report: '举报给客服',
    reported: '谢谢，已经告知客服。',
    invalid: '无法核实这个内容。请输入网址、邮箱、带国家代码的电话，或带 @ 的账号。绝不要输入助记词或私钥。',
    limited: '核实次数过多，请一分钟后再试。',
    failed: '暂时无法核实。在此之前请当作非官方处理。',
    promise: '官方客服绝不会索要你的助记词或私钥。',
  },
};

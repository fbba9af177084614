import type { Language } from '@haven/shared/language';

/** What a visitor is told whose secret left the device: it counts as known to others, so the funds move now (SAFE4). */
export const burntNotice: Record<Language, string> = {
  'zh-CN': [
    '你发送的内容像是助记词或私钥。我们已将它删除，这里没有人能看到；但它已经离开你的设备，请当作已经泄露。',
    '请现在就转移资产：新建一个钱包（使用新的助记词，最好换一台设备），把同一助记词在每条链上的资产都转过去，旧的不要再用。',
    '不要再在任何地方输入它，也不要付钱给声称能“解冻”或“找回”资产的人。',
  ].join('\n'),
  en: [
    'What you sent looks like a recovery phrase or a private key. We removed it and nobody here can read it, but it has left your device: treat it as known to others.',
    'Move your funds now: create a new wallet with a new phrase (on another device, if you can), send everything there from every chain of the old phrase, and do not use the old one again.',
    'Do not type it anywhere again, and pay nobody who offers to “unfreeze” or “recover” funds.',
  ].join('\n'),
};

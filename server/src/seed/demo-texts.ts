import type { CannedAnswerFields } from '../features/canned-answers.ts';
import type { Localized } from '@haven/shared/language';

export const demoInbox: { key: string; name: Localized; greeting: Localized } = {
  key: 'demo',
  name: { 'zh-CN': 'Fernway 支持（演示）', en: 'Fernway support (demo)' },
  // What follows "Hello, I'm …" in the first, automatic message of a chat.
  greeting: { 'zh-CN': '我来帮你看看这个问题。', en: 'I’ll look into this with you.' },
};

export const demoCannedAnswers: CannedAnswerFields[] = [
  {
    shortcut: 'hash',
    title: { 'zh-CN': '请提供交易哈希', en: 'Ask for the transaction hash' },
    body: {
      'zh-CN': '请把这笔交易的哈希和所在的网络发给我，我来查它现在的状态。哈希是公开信息，可以放心发送。',
      en: 'Could you send me the hash of the transaction and the network it is on? I will look up its state. A hash is public, so it is safe to share.',
    },
  },
  {
    shortcut: 'version',
    title: { 'zh-CN': '请提供版本与设备', en: 'Ask for version and device' },
    body: {
      'zh-CN': '请告诉我应用版本、手机型号和系统版本。如果有报错，也请把原文发给我。',
      en: 'Which app version, phone and system version do you use? If there is an error message, please send me its exact text.',
    },
  },
  {
    shortcut: 'pending',
    title: { 'zh-CN': '等待中：资产仍在你的地址', en: 'Pending: the funds are still yours' },
    body: {
      'zh-CN':
        '这笔交易还没有被打包，资产没有离开你的地址。可以等费用回落，也可以用更高的费用替换它；请不要重复发送。',
      en: 'This transaction has not been included in a block, so the funds have not left your address. You can wait until fees fall or replace it with a higher fee. Please do not send it a second time.',
    },
  },
  {
    shortcut: 'stolen',
    title: { 'zh-CN': '疑似被盗：先转移资产', en: 'Possible theft: move the funds first' },
    body: {
      'zh-CN':
        '请先在另一台可信的设备上新建钱包，把剩余资产全部转过去，原钱包不要再用。之后把可疑交易的哈希发给我，我们一起看原因。链上交易无法冻结或撤回，声称可以“追回”的人都是骗子。',
      en: 'First create a new wallet on another device that you trust, and move everything that is left there. Do not use the old wallet again. Then send me the hash of the transaction you did not make, and we will look for the cause together. Transactions on the chain cannot be frozen or undone; anybody who offers to recover funds is a scammer.',
    },
  },
  {
    shortcut: 'never-ask',
    title: { 'zh-CN': '我们绝不索要助记词', en: 'We never ask for your phrase' },
    body: {
      'zh-CN': '提醒一下：我们绝不会索要助记词、私钥或密码。请不要在这里或任何地方发送它们，也不要截图。',
      en: 'A reminder: we never ask for your recovery phrase, private key or password. Please do not send them here or anywhere else, not even as a screenshot.',
    },
  },
  {
    shortcut: 'solved',
    title: { 'zh-CN': '确认是否已解决', en: 'Is it solved?' },
    body: {
      'zh-CN': '现在正常了吗？如果还有问题，直接在这里回复就好，我会继续跟进。',
      en: 'Does it work now? If anything is still wrong, just answer here and I will carry on.',
    },
  },
];

import type { CannedAnswerFields } from '../features/canned-answers.ts';
import type { FaqFields } from '../features/faq.ts';
import type { Localized } from '@haven/shared/language';

export const demoInbox: { key: string; name: Localized; greeting: Localized } = {
  key: 'demo',
  name: { 'zh-CN': 'Fernway 支持（演示）', en: 'Fernway support (demo)' },
  // What follows "Hello, I'm …" in the first, automatic message of a chat.
  greeting: { 'zh-CN': '我来帮你看看这个问题。', en: 'I’ll look into this with you.' },
};

/** True of any wallet whose keys are with its user alone: no brand, no button by name. */
export const demoArticles: FaqFields[] = [
  {
    isPublished: true,
    title: {
      'zh-CN': '如何确认对方是官方客服？客服绝不会问什么？',
      en: 'How do I know that I am talking to official support?',
    },
    body: {
      'zh-CN': `官方客服只在应用内的这个聊天窗口里，由你先发起对话。主动私信、来电、加好友的“客服”都是假冒的。

客服绝不会：

- 索要助记词、私钥、Keystore 或密码，哪怕只是其中一个词
- 让你把资产转到“安全地址”，或先付费才能解冻、找回、验证
- 让你安装远程控制软件，或共享屏幕查看助记词
- 让你在某个网站上“验证”或“同步”钱包

已经把助记词或私钥告诉了别人？请立刻在可信的设备上新建一个钱包，把资产全部转过去；原来的钱包不要再用。`,
      en: `Official support is in this chat, inside the app, and only after you start it. Anybody who writes, calls or adds you first and says they are support is not.

Support never:

- asks for your recovery phrase, private key, keystore file or password, not even for one word
- asks you to move funds to a "safe" address, or to pay before something is unfrozen, recovered or verified
- asks you to install remote control software, or to share a screen that shows your phrase
- asks you to "verify" or "sync" your wallet on a website

Have you given your phrase or key to somebody? Create a new wallet on a device that you trust and move everything there now. Do not use the old wallet again.`,
    },
  },
  {
    isPublished: true,
    title: {
      'zh-CN': '转账一直显示“等待中”或“打包中”怎么办？',
      en: 'My transfer has been pending for a long time. What can I do?',
    },
    body: {
      'zh-CN': `交易已经广播到网络，但还没有被打包。在打包之前，资产没有离开你的地址。

常见原因：

- 网络拥堵，你出的矿工费低于当前需要的费用
- 同一地址更早的一笔交易还没有完成，后面的都要排队
- 所用的节点没有把交易传播出去

可以这样做：

- 用交易哈希在区块浏览器上查看当前状态
- 费用偏低时，可以用更高的费用替换这笔交易，或者继续等待费用回落
- 先处理同一地址最早的那一笔待处理交易

不要重复发送同一笔转账：两笔都可能成功。任何人说付费可以“加速”或“解冻”你的交易，都是诈骗。`,
      en: `The transaction has been broadcast and waits to be included in a block. Until then the funds have not left your address.

Common reasons:

- the network is busy, and the fee offered is below what is needed now
- an earlier transaction from the same address has not finished, and later ones wait behind it
- the node that was used did not pass the transaction on

What you can do:

- look up the transaction hash in a block explorer to see its state
- if the fee is too low, replace the transaction with one that offers more, or wait until fees fall
- deal with the oldest pending transaction of that address first

Do not send the same transfer again: both may succeed. Anybody who offers to "speed up" or "unfreeze" a transaction for a payment is a scammer.`,
    },
  },
  {
    isPublished: true,
    title: {
      'zh-CN': '忘记密码或换了新手机，如何找回钱包？',
      en: 'I forgot my password or have a new phone. How do I get my wallet back?',
    },
    body: {
      'zh-CN': `在自托管钱包里，密码只保护这台设备上的数据。它不保存在任何服务器上，客服也无法查看或重置。

- 有助记词、私钥或 Keystore 备份：在设备上用备份重新导入钱包，然后设置新密码。资产在链上，不会因为换手机而丢失
- 没有备份，但旧设备上的应用还能打开：先不要卸载，也不要清除数据，尽快完成备份并核对
- 没有备份，应用也打不开：没有人能够恢复。声称可以代为恢复的人都是骗子

导入后余额为 0？先核对地址是否与原来相同，再检查所选的网络和代币。请只比对地址，不要把助记词发给任何人。`,
      en: `In a self-custody wallet the password protects the data on one device. It is on no server, and support can neither see nor reset it.

- You have a backup (recovery phrase, private key or keystore file): import the wallet again on your device and set a new password. The funds are on the chain; a new phone does not change that
- You have no backup, and the app still opens on the old device: do not uninstall it or clear its data; make a backup and check it now
- You have no backup, and the app no longer opens: nobody can restore the wallet. Whoever offers to is a scammer

Is the balance zero after the import? First compare the address with the old one, then check the network and the tokens shown. Compare addresses only, and never send your phrase to anybody.`,
    },
  },
];

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

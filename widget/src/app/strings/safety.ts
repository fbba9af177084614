import type { Language } from '@haven/shared/language';
import type { SecretKind } from '@haven/shared/secrets';

/** Words of what stops a secret: loaded with it, and only then. */
export type SafetyWords = {
  stoppedTitle: string;
  /** The sentence around what it looks like, which is drawn bold. */
  looksLike: readonly [string, string];
  kinds: Record<SecretKind, string>;
  never: string;
  split: string;
  checkedHere: (words: number) => string;
  checkedHereKey: string;
  clear: { title: string; note: string; button: string; done: string; failed: string };
  report: { title: string; note: string; button: string; done: string };
  exposed: { title: string; note: string; button: string };
  deleteIt: Record<'chat' | 'other', string>;
  edit: string;
  askTitle: Record<'phrase' | 'hex', string>;
  askNote: Record<'phrase' | 'hex', string>;
  ordinary: string;
  isHash: string;
  isKey: string;
  steps: { title: string; lede: string; items: readonly string[]; back: string };
  placeholder: (kind: string) => string;
  /** Said when something went that only reminds of a secret. */
  careful: string;
};

const en: SafetyWords = {
  stoppedTitle: 'Stopped before sending',
  looksLike: ['This looks like a ', '. It never left this device. We did not receive or store it.'],
  kinds: {
    recovery_phrase: 'recovery phrase',
    private_key: 'private key',
    extended_key: 'private key of a whole wallet',
    keystore: 'keystore file',
    seed_share: 'share of a recovery phrase',
    unknown_hex: 'private key',
    extended_public_key: 'public key of a whole wallet',
  },
  never: ' Whoever has it can take everything.',
  split:
    'Parts of it were in your earlier messages. We are removing them for everybody. To be safe, treat it as known to others: see the steps below.',
  checkedHere: (words) => `Checked on this device, ${words} ${words === 1 ? 'word' : 'words'}`,
  checkedHereKey: 'Checked on this device',
  clear: {
    title: 'Clear your clipboard',
    note: 'So other apps can’t read it',
    button: 'Clear',
    done: 'Cleared',
    failed: 'This app may not clear it. Copy any other word instead.',
  },
  report: {
    title: 'Did someone ask you for it?',
    note: 'Always a scam, even from “support”',
    button: 'Report',
    done: 'Support knows',
  },
  exposed: {
    title: 'Ever shared it or typed it on a site?',
    note: 'Create a new wallet and move your funds',
    button: 'Steps',
  },
  deleteIt: { chat: 'Delete and return to chat', other: 'Delete it' },
  edit: 'Edit without it',
  askTitle: { phrase: 'Is this a recovery phrase?', hex: 'Transaction hash or private key?' },
  askNote: {
    phrase:
      'It was not sent. These words look like a recovery phrase. If they are one, delete them: nobody needs them, and whoever has them can take everything.',
    hex: 'It was not sent. Both look the same, so only you can tell. A private key must never be sent to anybody.',
  },
  ordinary: 'It is ordinary text. Send',
  isHash: 'Transaction hash. Send',
  isKey: 'Private key. Delete it',
  steps: {
    title: 'If you ever gave it away',
    lede: 'Whoever has it can move your funds at any time, and nobody can stop or undo that. Be quicker.',
    items: [
      'Create a new wallet with a new recovery phrase, on another device if you can. Write the phrase on paper.',
      'Move everything there now: the most valuable first, then every other chain of the same phrase, staked funds and NFTs too.',
      'Do not use the old wallet again. To revoke approvals does not help once the phrase is known.',
      'Do not enter the phrase anywhere else, and pay nobody who promises to “unfreeze” or “recover” funds: they are the same people.',
      'If something is gone already, tell us the address and time, and report it to the police. We can’t freeze or reverse transactions.',
    ],
    back: 'Back',
  },
  careful: 'Sent. Remember: never send words of your recovery phrase, or a key, to anybody.',
  placeholder: (kind) => `Stopped: looks like a ${kind}. Not sent, not stored`,
};

const zhCn: SafetyWords = {
  stoppedTitle: '已拦截，没有发送',
  looksLike: ['这段内容看起来是', '。它没有离开你的设备，我们没有收到，也没有保存。'],
  kinds: {
    recovery_phrase: '助记词',
    private_key: '私钥',
    extended_key: '整个钱包的私钥',
    keystore: 'Keystore 文件',
    seed_share: '助记词分片',
    unknown_hex: '私钥',
    extended_public_key: '整个钱包的公钥',
  },
  never: '拿到它的人可以转走全部资产。',
  split: '你之前的消息里有它的一部分，我们正在为所有人删除。为安全起见，请当作已经泄露，按下面的步骤处理。',
  checkedHere: (words) => `识别在本机完成，共 ${words} 个词`,
  checkedHereKey: '识别在本机完成',
  clear: {
    title: '清空剪贴板',
    note: '避免被其他 App 读取',
    button: '清空',
    done: '已清空',
    failed: '当前 App 不允许清空，请随便复制一个词来覆盖。',
  },
  report: {
    title: '有人向你索要它？',
    note: '对方一定是骗子，哪怕自称官方客服',
    button: '举报',
    done: '已告知客服',
  },
  exposed: {
    title: '曾经发给过别人或填进网页？',
    note: '请尽快新建钱包并转移资产',
    button: '看步骤',
  },
  deleteIt: { chat: '删除并返回对话', other: '删除' },
  edit: '去掉它，返回修改',
  askTitle: { phrase: '这是助记词吗？', hex: '交易哈希，还是私钥？' },
  askNote: {
    phrase: '还没有发送。这些词看起来像助记词。如果是，请删除：没有人需要它，拿到它的人可以转走全部资产。',
    hex: '还没有发送。两者形式相同，只有你能分辨。私钥绝不能发给任何人。',
  },
  ordinary: '只是普通文字，发送',
  isHash: '是交易哈希，发送',
  isKey: '是私钥，删除',
  steps: {
    title: '如果曾经泄露过',
    lede: '拿到它的人随时可以转走你的资产，没有人能阻止或撤回。请抢在对方之前。',
    items: [
      '新建一个钱包，使用新的助记词，最好换一台设备；把助记词抄在纸上。',
      '现在就把资产全部转过去：先转最值钱的，再转同一助记词下的每一条链，包括质押和 NFT。',
      '旧钱包不要再用。助记词已经泄露时，取消授权没有用。',
      '不要再在任何地方输入助记词，也不要付钱给声称能“解冻”或“找回”资产的人：他们是同一伙骗子。',
      '如果资产已经丢失，请告诉我们地址和时间，并向警方报案。我们无法冻结或撤回交易。',
    ],
    back: '返回',
  },
  careful: '已发送。请记住：不要把助记词里的词或任何密钥发给别人。',
  placeholder: (kind) => `已拦截：疑似${kind}。未发送，也未保存`,
};

export const safetyWords: Record<Language, SafetyWords> = { 'zh-CN': zhCn, en };

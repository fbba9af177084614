import type { enSafety } from './en-safety.ts';

/** Words about secrets that are stopped, in Chinese. */
export const zhCnSafety: typeof enSafety = {
  kinds: {
    recovery_phrase: '助记词',
    private_key: '私钥',
    extended_key: '整个钱包的私钥',
    keystore: 'Keystore 文件',
    seed_share: '助记词分片',
    unknown_hex: '私钥',
    extended_public_key: '整个钱包的公钥',
  },
  stopped: {
    title: '已拦截：内容疑似机密',
    text: (kind) =>
      `内容看起来是${kind}，没有发送，也没有保存。客服不能持有它：如果是用户给你看的，请让对方立即把资产转到新钱包。`,
  },
  ask: {
    phraseTitle: '这是助记词吗？',
    phrase: '这些词看起来像助记词。如果是，请删除；如果不是，可以继续。',
    hexTitle: '交易哈希，还是私钥？',
    hex: '两者形式相同，只有你能分辨。私钥不能写在任何地方。',
    ordinary: '只是普通文字',
    isHash: '是交易哈希',
  },
  deleteIt: '删除',
  edit: '去掉它，返回修改',
  back: '返回修改',
  unchecked: '未发送：机密检查没有加载成功，请联网后重试。',
  line: {
    stopped: (kind) => `用户设备上拦截了一段疑似${kind}的内容，我们没有收到任何文字。`,
    reached: (kind) => `旧版 App 发来一段疑似${kind}的内容，已删除，并已提醒用户立即转移资产。`,
    wasAskedFor: (kind) => `用户反映有人向其索要${kind}。`,
    suggestion: '可以这样说',
    insert: '插入',
  },
  suggestions: {
    stopped:
      '系统提示我，有一条内容在你的设备上被拦截了。我看不到其中任何文字，请放心。恢复钱包只需在 App 内输入助记词，不需要告诉任何人，包括我。',
    reached:
      '你刚才发送的内容包含钱包的机密信息，系统已经删除。请当作已经泄露：现在就新建钱包（使用新的助记词），把资产全部转过去。我会一直在这里。',
    wasAskedFor:
      '谢谢你告诉我们。向你索要助记词或私钥的人一定是骗子，哪怕自称官方客服，请不要再回复。你有没有告诉过对方，或填进过网页？如果有，请现在就把资产转到新钱包。',
  },
};

import type { enIdentity, enIdentityPage } from './en-identity.ts';

/** 访客身份：设置页面，以及对话旁边的面板。 */
export const zhCnIdentityPage: typeof enIdentityPage = {
  subtitle: '由 App 的后端签名说明用户是谁。客服看到的就是已验证的信息，用户换设备后对话也会跟着走。',
  empty: '还没有收件箱，请先添加。',
  add: '添加密钥',
  addTitle: (inbox) => `${inbox} 的新密钥`,
  required: '只接待 App 已验证的用户',
  requiredHint: '不能匿名对话；正在匿名对话的访客会被退出。',
  debug: '一小时内说明令牌为何被拒绝',
  debugHint: '供 App 开发者使用：回复会说明哪一项检查没通过。平时什么也不说。',
  debugUntil: (time) => `到 ${time} 为止，回复会说明哪一项检查没通过。`,
  noKeys: '还没有密钥：所有访客都是匿名的。',
  noKey: '这样就没有人能证明身份了，请先添加密钥。',
  kid: '密钥名称（kid）',
  kidHint: '与令牌头部一致',
  badKid: '可用字母、数字、点、短横线和下划线，最多 64 个。',
  kidTaken: '这个名称用过了，请换一个：一个名称永远只对应一个密钥。',
  created: '添加时间',
  lastUsed: '上次使用',
  never: '从未',
  retired: '已停用',
  retire: '停用',
  retireSure: (kid, lastUsed) =>
    `此后用 ${kid} 签名的令牌都会被拒绝，密钥不能恢复。${
      lastUsed === null ? '它从未使用过。' : `上次使用：${lastUsed}。`
    }`,
  algorithm: '签名方式',
  algorithms: {
    HS256: 'HS256：由 Haven 生成、双方保存的密钥',
    ES256: 'ES256：你们的私钥，P-256',
    EdDSA: 'EdDSA：你们的私钥，Ed25519',
  },
  sharedHint: '密钥由 Haven 生成，只显示一次。只能放在你们的后端：谁拿到它，谁就能冒充任何用户。',
  publicKey: '公钥',
  publicKeyHint: 'PEM 或 JWK',
  privateHere: '这是私钥，没有发送。请把它从本页和剪贴板中清除，重新生成一对密钥后粘贴公钥。',
  reasons: {
    private_key: '这是私钥。没有保存，但已经发送过：请重新生成一对密钥，粘贴新的公钥。',
    not_a_key: '这不是公钥。请完整粘贴，包括首尾两行。',
    wrong_key: '密钥的类型或曲线与上面所选的不符。',
    too_many: '已有五个密钥在用，请先停用一个。',
  },
  secretTitle: '这个密钥的内容',
  secretBody: '只显示这一次。只能放在你们的后端；如果丢失，请添加新密钥并停用这个。',
  secretDone: '已保存',
};

export const zhCnIdentity: typeof enIdentity = {
  title: '身份',
  verified: 'App 已验证',
  anonymous: '匿名：没有人为其担保。',
  name: '姓名',
  email: '邮箱',
  locale: '语言区域',
  appVersion: 'App 版本',
  addresses: '地址',
  signedAt: '签名时间',
  claimed: '页面自称',
};

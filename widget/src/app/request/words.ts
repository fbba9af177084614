import type { ChainFamily } from '@haven/shared/chain/networks';
import type { Language } from '@haven/shared/language';
import type { RequestField } from '@haven/shared/request';
import type { ProofProblem } from './use-proof.ts';
import type { AnswerProblem } from '@haven/shared/request-answer';

type Code = AnswerProblem['code'];

/** Words of the card in which support asks for facts: loaded with it, and only then. */
export type RequestWords = {
  title: (name: string, count: number) => string;
  fields: Record<RequestField, string>;
  /** Where it is found, in the app that most people use. */
  where: Record<RequestField, string>;
  whereTitle: string;
  use: (value: string) => string;
  chooseNetwork: string;
  otherNetwork: string;
  problems: Record<Code, string>;
  /** Whose it is instead. */
  isOf: (family: string) => string;
  at: (sign: string, place: number) => string;
  digits: (count: number) => string;
  good: string;
  found: (networks: string) => string;
  checked: string;
  of: (families: string) => string;
  ambiguous: (families: string) => string;
  families: Record<ChainFamily, string>;
  optional: string;
  submit: string;
  sending: string;
  nothing: string;
  offline: string;
  answered: string;
  unknown: string;
  withdrawn: string;
  taken: string;
  failed: string;
  addImage: string;
  imageCare: string;
  removeImage: string;
  imageFailed: string;
  files: (count: number) => string;
  ownership: {
    explain: string;
    prove: string;
    inWallet: string;
    checking: string;
    checkAgain: string;
    proved: string;
    cannot: string;
    /** An address stands there and is not proved. */
    first: string;
    problems: Record<ProofProblem, string>;
  };
};

const families: Record<ChainFamily, string> = {
  evm: 'EVM',
  bitcoin: 'Bitcoin',
  litecoin: 'Litecoin',
  dogecoin: 'Dogecoin',
  bitcoin_cash: 'Bitcoin Cash',
  tron: 'TRON',
  solana: 'Solana',
  cosmos: 'Cosmos',
  polkadot: 'Polkadot',
  eos: 'EOS',
  filecoin: 'Filecoin',
  tezos: 'Tezos',
  ckb: 'Nervos CKB',
  ton: 'TON',
};

const en: RequestWords = {
  title: (name, count) => `${name} needs ${count === 1 ? 'one thing' : `${count} things`}`,
  fields: {
    hash: 'Transaction hash',
    address: 'Address',
    ownership: 'Proof that an address is yours',
    network: 'Network',
    app_version: 'App version',
    device: 'Phone and system',
    time: 'When it happened',
    steps: 'What you did, step by step',
    error_text: 'Error text',
    screenshot: 'Screenshot',
  },
  where: {
    hash: 'Open the transfer in your wallet’s history: the hash, or transaction ID, stands in its details with a button to copy it. It is public. It is no key.',
    address:
      'Tap “Receive” in your wallet: the address stands below the code. It is public. Never enter a phrase or a key here.',
    ownership:
      'Choose an address of this wallet. The app shows you a message to sign, with the key that stays on your device.',
    network: 'The network stands beside the coin, or at the top of the wallet’s home screen.',
    app_version: 'In the app under “Me” or “Settings”, then “About”.',
    device: 'In the phone’s settings under “About”.',
    time: 'About right is enough; the wallet’s history shows it.',
    steps: 'What you tapped, in order, until it went wrong.',
    error_text: 'The whole message, word by word.',
    screenshot: 'Of the error or of the transfer’s details. Never of a recovery phrase or a key.',
  },
  whereTitle: 'Where do I find it?',
  use: (value) => `Use ${value}`,
  chooseNetwork: 'Choose a network',
  otherNetwork: 'Another one',
  problems: {
    empty: '',
    unknown_form: 'This is none that we know. Copy it from your wallet, whole.',
    length: 'A part is missing, or there is too much of it. Copy it once more, whole.',
    alphabet: 'There is a character in it that does not belong there.',
    case: 'Capitals and small letters are mixed in a way that cannot be. Copy it instead of typing it.',
    checksum: 'Its checksum does not match: something was mistyped. Copy it instead of typing it.',
    version: 'It begins like an address, but of a kind that is not known.',
    test_network: 'This belongs to a test network.',
    other_family: 'This belongs to another network.',
    is_hash: 'This is a transaction hash, not an address.',
    is_address: 'This is an address, not a transaction hash.',
    too_short: 'A few words more, please.',
    in_the_future: 'This lies in the future.',
    no_version: 'A version looks like 2.14.1.',
    not_proved: 'This address is not proved yet.',
  },
  isOf: (family) => `It looks like one of ${family}.`,
  at: (sign, place) => `Look at “${sign}”, character ${place}.`,
  digits: (count) => `There are ${count} digits; a hash has 64.`,
  good: 'The form is right.',
  found: (networks) => `Found on ${networks}.`,
  checked: 'The checksum is right.',
  of: (names) => `Of ${names}.`,
  ambiguous: (names) => `Written alike by ${names}.`,
  families: { ...families, evm: 'Ethereum and networks like it' },
  optional: 'Leave empty what you do not know.',
  submit: 'Send',
  sending: 'Sending…',
  nothing: 'Fill in at least one field.',
  offline: 'You are offline. What you wrote is kept here.',
  answered: 'Sent',
  unknown: 'not known',
  withdrawn: 'Support does not need this any more.',
  taken: 'This was answered or taken back already.',
  failed: 'It did not go. Try again.',
  addImage: 'Add a picture',
  imageCare: 'Never a picture of a recovery phrase or a key.',
  removeImage: 'Remove',
  imageFailed: 'This picture could not be sent.',
  files: (count) => (count === 1 ? '1 picture' : `${count} pictures`),
  ownership: {
    explain: 'You sign a message in your wallet. It moves nothing, costs nothing and asks for no phrase.',
    prove: 'Prove with my wallet',
    inWallet: 'Confirm in your wallet…',
    checking: 'Checking…',
    checkAgain: 'Check once more',
    proved: 'Proved',
    cannot: 'This app cannot sign messages, so leave it out. Support is told.',
    first: 'Prove the address first, or leave it empty.',
    problems: {
      declined: 'Nothing was signed. You can try again.',
      not_valid: 'The signature does not belong to this address. Choose the address of this wallet.',
      too_late: 'It took more than five minutes. Try again.',
      too_often: 'Too many tries. Wait a few minutes.',
      gone: 'This was answered or taken back already.',
      unavailable: 'It could not be checked now. The signature is kept: try once more in a moment.',
      unasked:
        'This is not the signature of the address’s own key, and no network could be asked whether a contract takes it. Try once more in a moment, or choose another address.',
    },
  },
};

const zhCn: RequestWords = {
  title: (name, count) => `${name}需要${count === 1 ? '一项' : ` ${count} 项`}信息`,
  fields: {
    hash: '交易哈希',
    address: '地址',
    ownership: '证明地址归您所有',
    network: '网络',
    app_version: 'App 版本',
    device: '手机与系统',
    time: '发生时间',
    steps: '操作步骤',
    error_text: '报错内容',
    screenshot: '截图',
  },
  where: {
    hash: '在钱包的交易记录中打开这笔转账，详情里有交易哈希（交易号）和复制按钮。它是公开的，不是私钥。',
    address: '在钱包中点“收款”，二维码下方就是地址。它是公开的。这里绝不要填写助记词或私钥。',
    ownership: '选择此钱包中的一个地址。App 会显示一条消息供您签名，私钥不会离开设备。',
    network: '在币种旁边，或钱包首页顶部可以看到网络。',
    app_version: '在 App 的“我”或“设置”中，打开“关于”。',
    device: '在手机设置的“关于本机”中。',
    time: '大概时间即可，钱包的交易记录里有。',
    steps: '按顺序写出你点了什么，直到出错。',
    error_text: '完整的提示，一字不差。',
    screenshot: '报错或转账详情的截图。绝不要截取助记词或私钥。',
  },
  whereTitle: '在哪里找到？',
  use: (value) => `使用 ${value}`,
  chooseNetwork: '选择网络',
  otherNetwork: '其他网络',
  problems: {
    empty: '',
    unknown_form: '无法识别。请从钱包里完整复制。',
    length: '缺了一段或多了一段。请重新完整复制。',
    alphabet: '其中有不该出现的字符。',
    case: '大小写混用有误。请直接复制，不要手打。',
    checksum: '校验不通过，可能打错了。请直接复制，不要手打。',
    version: '开头像地址，但类型无法识别。',
    test_network: '这属于测试网络。',
    other_family: '这属于另一条链。',
    is_hash: '这是交易哈希，不是地址。',
    is_address: '这是地址，不是交易哈希。',
    too_short: '请再多写几个字。',
    in_the_future: '这个时间还没有到。',
    no_version: '版本号形如 2.14.1。',
    not_proved: '这个地址尚未证明。',
  },
  isOf: (family) => `看起来是 ${family} 的。`,
  at: (sign, place) => `请看第 ${place} 个字符“${sign}”。`,
  digits: (count) => `现在有 ${count} 位，哈希是 64 位。`,
  good: '格式正确。',
  found: (networks) => `已在 ${networks} 找到。`,
  checked: '校验正确。',
  of: (names) => `属于 ${names}。`,
  ambiguous: (names) => `${names} 的写法相同。`,
  families: { ...families, evm: '以太坊及同类网络' },
  optional: '不知道的可以留空。',
  submit: '提交',
  sending: '提交中…',
  nothing: '请至少填写一项。',
  offline: '当前离线，已填写的内容会保留在这里。',
  answered: '已提交',
  unknown: '不清楚',
  withdrawn: '客服已不需要这些信息。',
  taken: '这项信息已经提交过或已被撤回。',
  failed: '没有提交成功，请重试。',
  addImage: '添加图片',
  imageCare: '绝不要发送助记词或私钥的图片。',
  removeImage: '移除',
  imageFailed: '图片未能发送。',
  files: (count) => `${count} 张图片`,
  ownership: {
    explain: '在钱包中签名一条消息。不会转移资产，没有费用，也不需要助记词。',
    prove: '用我的钱包证明',
    inWallet: '请在钱包中确认…',
    checking: '正在校验…',
    checkAgain: '再次校验',
    proved: '已证明',
    cannot: '此 App 无法签名消息，这一项可以不填，我们会告知客服。',
    first: '请先证明该地址，或留空。',
    problems: {
      declined: '没有签名，可以重试。',
      not_valid: '签名与该地址不符。请选择此钱包中的地址。',
      too_late: '已超过五分钟，请重试。',
      too_often: '尝试次数过多，请过几分钟再试。',
      gone: '这项信息已经提交过或已被撤回。',
      unavailable: '暂时无法校验。签名已保留，请稍后再次校验。',
      unasked:
        '这不是该地址自身密钥的签名，也暂时无法向网络核实是否为合约钱包。请稍后再次校验，或换一个地址。',
    },
  },
};

export function requestWords(language: Language): RequestWords {
  return language === 'zh-CN' ? zhCn : en;
}

import type { Language } from '@haven/shared/language';

/** Words of the card of a transaction: loaded with it, and only then. */
export type TransactionWords = {
  sent: (symbol: string) => string;
  transaction: string;
  to: string;
  from: string;
  hash: string;
  network: string;
  token: string;
  newHash: string;
  baseFee: string;
  yourFee: string;
  feePaid: string;
  copy: (what: string) => string;
  copied: string;
  what: string;
  again: string;
  isFinal: string;
  lookedAt: (time: string) => string;
};

const en: TransactionWords = {
  sent: (symbol) => `Transfer of ${symbol}`,
  transaction: 'Transaction',
  to: 'To',
  from: 'From',
  hash: 'Hash',
  network: 'Network',
  token: 'Token’s contract',
  newHash: 'Took its place',
  baseFee: 'Network’s base fee now',
  yourFee: 'Your highest offer',
  feePaid: 'Fee paid',
  copy: (what) => `Copy: ${what}`,
  copied: 'Copied',
  what: 'What to do',
  again: 'Looked at again by itself',
  isFinal: 'Final',
  lookedAt: (time) => `As of ${time}`,
};

const zhCn: TransactionWords = {
  sent: (symbol) => `转账 ${symbol}`,
  transaction: '交易',
  to: '收款地址',
  from: '付款地址',
  hash: '交易哈希',
  network: '网络',
  token: '代币合约',
  newHash: '取代它的交易',
  baseFee: '网络当前基础费',
  yourFee: '你的最高出价',
  feePaid: '已付矿工费',
  copy: (what) => `复制${what}`,
  copied: '已复制',
  what: '怎么办',
  again: '会自动更新',
  isFinal: '最终结果',
  lookedAt: (time) => `${time} 更新`,
};

export function transactionWords(language: Language): TransactionWords {
  return language === 'zh-CN' ? zhCn : en;
}

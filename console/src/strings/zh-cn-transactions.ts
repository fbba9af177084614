import type { enTransactions } from './en-transactions.ts';

const errors = {
  timeout: '超时',
  unreachable: '无法连接',
  refused: '被拒绝',
  malformed: '回答无法识别',
  rate_limited: '查询过于频繁',
  other_network: '属于其他网络',
} as const;

const disagreements = { existence: '是否存在', block: '所在区块', outcome: '结果' } as const;

/** Words of looking into transactions, in Chinese. */
export const zhCnTransactions: typeof enTransactions = {
  title: '交易',
  hash: '交易哈希',
  placeholder: '哈希或浏览器链接',
  lookUp: '查询',
  lookingUp: '查询中…',
  lookUpHash: (hash) => `查询 ${hash}`,
  share: '发送状态卡片',
  shared: '状态卡片已发送',
  explorer: '浏览器',
  invalid: '这不是交易哈希。',
  noNetwork: '没有接入使用此类哈希的网络。管理员可在“设置 · 网络”中添加。',
  to: '收款地址',
  from: '付款地址',
  nonce: 'Nonce',
  network: '网络',
  block: '区块',
  paid: '已付矿工费',
  baseFee: '基础费',
  maxFee: '最高出价',
  replaceFrom: (fee) => `替换至少需要 ${fee}。`,
  suggested: (fee) => `约 ${fee} 很快会被打包。`,
  newHash: '取代它的交易',
  token: '代币合约',
  approvals: '授权',
  lookAlike: '相似地址',
  steps: '访客会看到的建议',
  evidence: '依据',
  as: (time) => `${time} 查询`,
  evidenceOf(each) {
    switch (each.kind) {
      case 'answered':
        return `来源 ${each.source}：${each.hasTransaction ? '有这笔交易' : '没有这笔交易'}${each.head === null ? '' : `，最新区块 ${each.head}`}`;
      case 'failed':
        return `来源 ${each.source}：${errors[each.error]}`;
      case 'lagging':
        return `来源 ${each.source}：落后 ${each.blocks} 个区块`;
      case 'incredible_head':
        return `来源 ${each.source}：声称最新区块 ${each.head}，不可信`;
      case 'disagreement':
        return `来源 ${each.sources.join('、')} 对${disagreements[each.on]}说法不一`;
      case 'reorganised':
        return `曾在区块 ${each.fromNumber}，该区块已被撤销`;
    }
  },
  cardSent: (label) => `状态卡片：${label}`,
};

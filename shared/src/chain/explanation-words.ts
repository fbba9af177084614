import type { Language } from '../language.ts';
import type { Diagnosis, obstacles } from './diagnosis.ts';

type Verdict = Diagnosis['verdict'];

export type ExplanationWords = {
  verdicts: Record<Verdict, { label: string; text: string; steps: readonly string[] }>;
  obstacles: Record<(typeof obstacles)[number], string>;
  foundOn: (names: string) => string;
  waitsFor: (missing: number, own: number) => string;
  confirmations: (count: number, needed: number) => string;
  reason: (quoted: string) => string;
  noReason: string;
  reasonWithheld: string;
  reasonUnavailable: string;
  tokenContract: string;
  spender: (address: string, isEverything: boolean) => string;
  lookAlike: (address: string, resembles: string | null, isSentTo: boolean) => string;
  smallestUnits: string;
};

const en: ExplanationWords = {
  verdicts: {
    not_found: {
      label: 'Not found',
      text: 'This transaction is not known on this network: neither in a block nor among those that wait.',
      steps: [
        'Compare the hash with your wallet’s history, and check the network there.',
        'If it was sent a moment ago, it may still be on its way.',
        'If your wallet never sent it, nothing has left your address.',
      ],
    },
    wrong_network: {
      label: 'Another network',
      text: 'This transaction is on another network than the one that was looked at.',
      steps: ['Switch your wallet to that network to see it.'],
    },
    being_replaced: {
      label: 'Being replaced',
      text: 'Another transaction of yours with the same number (nonce) waits in its place. Only one of the two can happen.',
      steps: ['Wait for the newer one; you do not pay twice.'],
    },
    dropped: {
      label: 'Dropped',
      text: 'The nodes no longer keep this transaction, and nothing of the same number took its place. Nothing was sent: the funds are still at your address.',
      steps: ['You can send it again, with the fee that your wallet suggests now.'],
    },
    pending: {
      label: 'Waiting',
      text: 'It is known to the network and waits to be taken into a block. Its fee is enough. The funds are still at your address.',
      steps: [
        'There is nothing that you have to do.',
        'Your wallet can raise its fee if it is to go sooner.',
      ],
    },
    pending_underpriced: {
      label: 'Waiting',
      text: 'Your offered fee is below the network’s base fee, so it is not taken into a block for now. The funds are still at your address, nothing was deducted.',
      steps: [
        'Use “Speed up” in your wallet: it sends the same transaction, with the same number (nonce), for a higher fee. The first is replaced, you do not pay twice.',
        'Or wait until the base fee falls below your offer.',
      ],
    },
    pending_nonce_gap: {
      label: 'Waiting',
      text: 'An earlier transaction of yours has to be done first: the network takes them in order.',
      steps: [
        'Look in your wallet for the earlier one that waits, and speed it up or cancel it.',
        'This one follows by itself.',
      ],
    },
    replaced: {
      label: 'Replaced',
      text: 'Another transaction from the same address with the same number (nonce) was taken instead. This one will never happen.',
      steps: [
        'Look at the one that took its place.',
        'If you did not send that one, say so: somebody else may have your key.',
      ],
    },
    repriced: {
      label: 'Sped up',
      text: 'The same transfer was done with a higher fee, under another hash. You paid once.',
      steps: ['Use the new hash from now on.'],
    },
    cancelled: {
      label: 'Cancelled',
      text: 'It was cancelled before it was done: nothing was sent but the fee of the cancellation.',
      steps: [],
    },
    confirming: {
      label: 'Confirming',
      text: 'It is in a block, and more blocks on top make it final.',
      steps: ['There is nothing that you have to do.'],
    },
    succeeded: {
      label: 'Succeeded',
      text: 'It is done and final.',
      steps: [
        'If it went to an exchange and does not show there, give the exchange this hash: only they can credit it.',
        'If it went to somebody, ask them to look at that address on this network.',
      ],
    },
    reverted: {
      label: 'Failed',
      text: 'The contract refused it, and everything was undone: what you meant to send is still yours. The fee was used up all the same, and went to whoever makes the blocks, not to your wallet.',
      steps: ['Do not simply repeat it: first find what the reason says.'],
    },
    out_of_gas: {
      label: 'Failed',
      text: 'Its gas limit was used up before it was done, so everything was undone: what you meant to send is still yours. The fee was used up all the same.',
      steps: ['Send it again with the gas limit that your wallet suggests, or a fifth more.'],
    },
    sent_to_contract: {
      label: 'Sent to a contract',
      text: 'It succeeded, and the recipient is a contract, not a person’s address.',
      steps: [
        'If you meant to use an app, look for the result there.',
        'If it was a mistake, only whoever runs the contract could give it back; often nobody can.',
        'Whoever offers to get it back for a fee is a scam.',
      ],
    },
    token_not_visible: {
      label: 'Tokens arrived',
      text: 'It succeeded: the tokens are at the recipient’s address. A wallet shows a token only when it knows it.',
      steps: [
        'Check that the wallet is on this network and shows this address.',
        'Add the token by its contract’s address, which stands below. Add only tokens that you expect.',
      ],
    },
    suspicious_approval: {
      label: 'Dangerous approval',
      text: 'It allowed somebody to take tokens from your address, at any time.',
      steps: [
        'Move what is left to a new wallet, made with a new recovery phrase.',
        'Revoke the approval, if nobody has your recovery phrase. If somebody has it, give up the old wallet.',
        'Nobody can undo it, freeze it or get it back. Whoever offers that is a scam.',
      ],
    },
    poisoned_address: {
      label: 'Bait',
      text: 'This was made to leave a look-alike address in your history, so that you copy it one day.',
      steps: [
        'Never copy an address from your history. Compare all of it, not its ends.',
        'A transfer that you did not make needs no answer.',
      ],
    },
    unknown: {
      label: 'Not known',
      text: 'How it stands cannot be told now.',
      steps: ['It is looked at again. Until then nothing is known, neither good nor bad.'],
    },
  },
  obstacles: {
    network_not_configured: 'This network is not looked at here.',
    no_answer: 'No node of this network answers.',
    sources_disagree: 'The nodes contradict each other.',
    node_lags: 'The nodes are behind.',
    incredible_head: 'A node says what cannot be.',
    rate_limited: 'The nodes were asked too often.',
    not_supported: 'The nodes do not answer this question.',
  },
  foundOn: (names) => `It is on ${names}.`,
  waitsFor: (missing, own) => `Number ${missing} comes first; this is number ${own}.`,
  confirmations: (count, needed) => `${count} of ${needed} confirmations.`,
  reason: (quoted) => `The contract’s reason: “${quoted}”.`,
  noReason: 'The contract gave no reason.',
  reasonWithheld: 'The contract’s reason is not shown: it reads like a lure.',
  reasonUnavailable: 'The reason cannot be read any more.',
  tokenContract: 'It is the token’s own contract, which keeps what it is sent.',
  spender: (address, isEverything) =>
    isEverything ? `${address} may take all of them.` : `${address} may take some of them.`,
  lookAlike: (address, resembles, isSentTo) =>
    [
      isSentTo ? `The money went to ${address}.` : `The look-alike is ${address}.`,
      resembles === null ? '' : `It imitates ${resembles}.`,
    ]
      .filter(Boolean)
      .join(' '),
  smallestUnits: 'smallest units of',
};

const zhCn: ExplanationWords = {
  verdicts: {
    not_found: {
      label: '未找到',
      text: '这条链上没有这笔交易：既不在区块里，也不在等待打包的交易中。',
      steps: [
        '请与钱包里的交易记录核对哈希，并确认所在网络。',
        '如果刚刚发出，可能还在广播途中。',
        '如果钱包没有真正发出，资产就没有离开你的地址。',
      ],
    },
    wrong_network: {
      label: '在其他网络',
      text: '这笔交易不在所查的网络上，而在另一条链上。',
      steps: ['在钱包中切换到那条链即可看到。'],
    },
    being_replaced: {
      label: '正被取代',
      text: '你有另一笔相同编号（Nonce）的交易正在等待，两笔只会成功一笔。',
      steps: ['等待较新的那笔即可，不会重复扣款。'],
    },
    dropped: {
      label: '已被丢弃',
      text: '节点已不再保留这笔交易，也没有相同编号的交易取代它。资产没有转出，仍在你的地址里。',
      steps: ['可以按钱包当前建议的矿工费重新发送。'],
    },
    pending: {
      label: '等待打包',
      text: '网络已收到这笔交易，矿工费足够，正在等待打包。资产仍在你的地址里。',
      steps: ['你不需要做任何事。', '如果想更快，可以在钱包里加速。'],
    },
    pending_underpriced: {
      label: '等待打包',
      text: '你的出价低于网络当前基础费，暂时不会被打包。资产仍在你的地址里，没有被扣除。',
      steps: [
        '在钱包里点“加速”：用相同的编号（Nonce）加价重新提交，原来那笔会被替换，不会重复扣款。',
        '或者等基础费降到你的出价以下。',
      ],
    },
    pending_nonce_gap: {
      label: '等待打包',
      text: '你有一笔更早的交易要先完成：网络按编号顺序处理。',
      steps: ['在钱包里找到那笔等待中的交易，加速或取消它。', '之后这笔会自动继续。'],
    },
    replaced: {
      label: '已被取代',
      text: '同一地址、相同编号（Nonce）的另一笔交易已上链，这笔不会再发生。',
      steps: ['请查看取代它的那笔交易。', '如果那笔不是你发的，请告诉我们：可能有人掌握了你的私钥。'],
    },
    repriced: {
      label: '已加速完成',
      text: '同样的转账已用更高的矿工费完成，哈希不同，只扣了一次款。',
      steps: ['以后请使用新的哈希。'],
    },
    cancelled: {
      label: '已取消',
      text: '在完成之前已被取消：除取消操作的矿工费外，没有转出任何资产。',
      steps: [],
    },
    confirming: {
      label: '确认中',
      text: '已打包进区块，再经过若干区块确认后即为最终结果。',
      steps: ['你不需要做任何事。'],
    },
    succeeded: {
      label: '成功',
      text: '交易已完成，并已最终确认。',
      steps: [
        '如果转到交易所却没有到账，请把这个哈希交给交易所，只有他们能入账。',
        '如果转给他人，请对方在这条链上查看该地址。',
      ],
    },
    reverted: {
      label: '失败',
      text: '合约拒绝了这笔交易，所有变动都已撤回：你要转的资产仍然是你的。矿工费仍会消耗，归出块者所有，不归钱包。',
      steps: ['不要直接重复操作，先弄清原因。'],
    },
    out_of_gas: {
      label: '失败',
      text: '矿工费上限（Gas Limit）在完成前用尽，所有变动都已撤回：你要转的资产仍然是你的。矿工费仍会消耗。',
      steps: ['用钱包建议的 Gas Limit，或再高五分之一，重新发送。'],
    },
    sent_to_contract: {
      label: '转到了合约',
      text: '交易成功，但收款方是合约，不是个人地址。',
      steps: [
        '如果是在使用应用，请到应用中查看结果。',
        '如果是转错了，只有合约的运营者可能退还，多数情况下没有人能做到。',
        '凡是收费帮你找回的都是骗子。',
      ],
    },
    token_not_visible: {
      label: '代币已到账',
      text: '交易成功，代币已在收款地址里。钱包只显示它认识的代币。',
      steps: ['确认钱包切换到这条链，并且是这个地址。', '用下方的合约地址添加代币。只添加你预期收到的代币。'],
    },
    suspicious_approval: {
      label: '危险授权',
      text: '它允许别人随时转走你地址里的代币。',
      steps: [
        '把剩余资产转到用新助记词创建的新钱包。',
        '如果没有人知道你的助记词，请取消授权；如果有人知道，请放弃旧钱包。',
        '没有人能撤销、冻结或追回。声称能做到的都是骗子。',
      ],
    },
    poisoned_address: {
      label: '地址诱饵',
      text: '它是为了在你的交易记录里留下一个相似地址，等你有一天误复制。',
      steps: ['不要从交易记录复制地址；核对完整地址，不要只看头尾。', '不是你发起的转账，不需要理会。'],
    },
    unknown: {
      label: '暂不清楚',
      text: '现在无法判断它的状态。',
      steps: ['我们会再次查询。在此之前，好坏都不能确定。'],
    },
  },
  obstacles: {
    network_not_configured: '这里没有接入这条链。',
    no_answer: '这条链的节点都没有响应。',
    sources_disagree: '节点之间的回答互相矛盾。',
    node_lags: '节点落后于最新区块。',
    incredible_head: '有节点给出了不可能的结果。',
    rate_limited: '查询节点过于频繁。',
    not_supported: '节点不支持这项查询。',
  },
  foundOn: (names) => `它在 ${names} 上。`,
  waitsFor: (missing, own) => `编号 ${missing} 要先完成，这笔是编号 ${own}。`,
  confirmations: (count, needed) => `已确认 ${count} / ${needed}。`,
  reason: (quoted) => `合约给出的原因：“${quoted}”。`,
  noReason: '合约没有给出原因。',
  reasonWithheld: '合约给出的原因像诱骗信息，不予显示。',
  reasonUnavailable: '原因已无法读取。',
  tokenContract: '这是代币自己的合约，转入后无法取出。',
  spender: (address, isEverything) => `${address} 可以转走${isEverything ? '全部' : '其中一部分'}。`,
  lookAlike: (address, resembles, isSentTo) =>
    `${isSentTo ? '资产转给了' : '相似地址是'} ${address}。${resembles === null ? '' : `它模仿 ${resembles}。`}`,
  smallestUnits: '最小单位',
};

export function explanationWords(language: Language): ExplanationWords {
  return language === 'zh-CN' ? zhCn : en;
}

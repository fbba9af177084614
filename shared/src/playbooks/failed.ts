import type { Playbook } from '../playbook.ts';

/** A transaction that is in a block and failed. */
export const failed: Playbook = {
  key: 'failed',
  title: { 'zh-CN': '交易失败', en: 'Transaction failed' },
  never: {
    'zh-CN': '矿工费无法退还，不要暗示可以；不猜测合约的原因，读不出就说读不出。',
    en: 'A network fee cannot be returned; never suggest it. Do not guess a contract’s reason: unknown is said as unknown.',
  },
  steps: [
    {
      key: 'hash',
      by: 'visitor',
      text: { 'zh-CN': '拿到交易哈希和网络', en: 'Transaction hash and network are known' },
      action: { kind: 'request', fields: ['network', 'hash'] },
    },
    {
      key: 'reason',
      by: 'system',
      text: { 'zh-CN': '已读出失败原因', en: 'The reason of the failure is read' },
      action: { kind: 'diagnose' },
    },
    {
      key: 'context',
      by: 'visitor',
      text: {
        'zh-CN': '与应用（DApp）有关时：只问一次网址和操作',
        en: 'With a DApp: its address and the action, asked once',
      },
      action: { kind: 'request', fields: ['steps', 'error_text'] },
    },
    {
      key: 'explained',
      by: 'agent',
      text: { 'zh-CN': '已说明原因和下一步', en: 'Cause and next step explained' },
      hint: { 'zh-CN': '按失败原因选择一段说明。', en: 'Choose the text by the reason.' },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'out_of_gas',
            label: { 'zh-CN': 'Gas 耗尽', en: 'Out of gas' },
            text: {
              'zh-CN':
                '这笔交易因为 Gas 上限不够而失败，转账的本金没有转出，仍在你的地址。重新发起时，请使用钱包建议的 Gas 上限；如果你手动改过，可以在建议值上再提高约 20%。没有用完的 Gas 会退回。',
              en: 'This transaction ran out of gas: its gas limit was too low. The amount was not sent and is still at your address. When you send it again, use the gas limit that the wallet suggests; if you had changed it by hand, about 20% above the suggestion is a good choice. Gas that is not used is given back.',
            },
          },
          {
            key: 'insufficient',
            label: { 'zh-CN': '余额或授权不足', en: 'Balance or allowance too low' },
            text: {
              'zh-CN':
                '合约拒绝了这笔交易，因为执行时余额或授权额度不够。请核对两处：代币余额是否足够，授权给这个应用的额度是否足够；另外要留一些主币付矿工费。补足之后可以重新发起。本金没有转出。',
              en: 'The contract refused this transaction because the balance or the allowance was too low when it was executed. Please check both: the balance of the token, and the allowance that you gave to this app; and keep some of the network’s own coin for fees. Then you can try again. The amount was not sent.',
            },
          },
          {
            key: 'slippage',
            label: { 'zh-CN': '滑点或超时', en: 'Slippage or deadline' },
            text: {
              'zh-CN':
                '兑换失败是因为价格变动超过了你设置的滑点，或超过了截止时间。这是保护你不以更差的价格成交，本金没有转出。请重新获取报价再试；滑点不要设得过大，否则可能以很差的价格成交。',
              en: 'The swap failed because the price moved by more than the slippage that you allowed, or its deadline passed. That protects you from a worse price; the amount was not sent. Get a new quote and try again. Keep the slippage small, since a large one can end in a very bad price.',
            },
          },
          {
            key: 'contract',
            label: { 'zh-CN': '合约暂停或限制', en: 'Paused or restricted by the contract' },
            text: {
              'zh-CN':
                '这个代币或应用的合约拒绝了这笔操作，例如它被暂停、锁定，或对地址有限制。这由项目方决定，钱包无法更改。请带上交易哈希联系该项目的官方客服。本金没有转出。',
              en: 'The contract of this token or app refused the action: it may be paused, locked or restricted for some addresses. That is decided by its project, and a wallet cannot change it. Please contact the project’s official support with the transaction hash. The amount was not sent.',
            },
          },
          {
            key: 'energy',
            label: { 'zh-CN': 'TRON 能量不足', en: 'TRON out of energy' },
            text: {
              'zh-CN':
                '这笔 TRON 交易因为能量不足（OUT_OF_ENERGY）而失败，代币没有转出。可以质押 TRX 获得能量，或在地址里保留足够的 TRX 用来支付，然后提高费用上限再发起。',
              en: 'This TRON transaction failed for lack of energy (OUT_OF_ENERGY); the tokens were not sent. You can stake TRX for energy, or keep enough TRX at the address to pay for it, then raise the fee limit and try again.',
            },
          },
          {
            key: 'unknown',
            label: { 'zh-CN': '原因读不出', en: 'No reason given' },
            text: {
              'zh-CN':
                '链上记录显示这笔交易失败了，但合约没有给出可读的原因，我不想猜测。本金没有转出，仍在你的地址。请把你当时使用的应用和操作告诉我，我们一起看。',
              en: 'The chain shows that this transaction failed, but the contract gave no readable reason, and I do not want to guess. The amount was not sent and is still at your address. Which app did you use, and what did you do? We will look at it together.',
            },
          },
        ],
      },
    },
    {
      key: 'fee',
      by: 'agent',
      text: {
        'zh-CN': '已说明失败也要付费，以及费用归谁',
        en: 'Explained why a failure costs a fee, and who gets it',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'fee_kept',
            label: { 'zh-CN': '为什么扣费', en: 'Why a fee' },
            text: {
              'zh-CN':
                '失败的交易同样被写进区块，网络为执行它花了资源，所以收取费用。费用归网络的验证者（以太坊上有一部分被销毁），不归钱包，所以我们无法退还。',
              en: 'A failed transaction is in a block as well, and the network charges for the work of executing it. The fee goes to the network’s validators (on Ethereum a part is burnt), not to the wallet, so we cannot return it.',
            },
          },
        ],
      },
    },
  ],
  ends: [
    { key: 'resent_ok', text: { 'zh-CN': '重新发起并成功', en: 'Sent again, and it succeeded' } },
    {
      key: 'contract_side',
      text: {
        'zh-CN': '合约方的问题，已转告用户联系项目方',
        en: 'On the contract’s side; the user contacts the project',
      },
    },
    { key: 'informed', text: { 'zh-CN': '用户已了解原因', en: 'The user knows why' } },
  ],
};

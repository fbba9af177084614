import type { Playbook } from '../playbook.ts';

/** It succeeded on the chain, and somebody does not see it. */
export const notReceived: Playbook = {
  key: 'not_received',
  title: { 'zh-CN': '成功但未到账或未显示', en: 'Succeeded, not received or not shown' },
  never: {
    'zh-CN': '不说“一定能找回”；不可逆的就诚实说明。',
    en: 'Never say that it will come back. What cannot be undone is said honestly.',
  },
  steps: [
    {
      key: 'checked',
      by: 'system',
      text: {
        'zh-CN': '已核对确认数、转账记录和实际收款地址',
        en: 'Confirmations, transfers and the real recipient are checked',
      },
      hint: {
        'zh-CN': '没有哈希时先索取哈希和网络。',
        en: 'Ask for hash and network first if they are missing.',
      },
      action: { kind: 'diagnose' },
    },
    {
      key: 'destination',
      by: 'visitor',
      text: {
        'zh-CN': '弄清收款方：自己的钱包、交易所、别人或合约',
        en: 'Whose address it is: own wallet, exchange, somebody else, contract',
      },
      action: { kind: 'request', fields: ['network', 'hash', 'address'] },
    },
    {
      key: 'own_wallet',
      by: 'agent',
      text: {
        'zh-CN': '自己的钱包：账户、网络、代币、隐藏逐项检查',
        en: 'Own wallet: account, network, token and hidden assets checked',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'not_shown',
            label: { 'zh-CN': '已到账，没有显示', en: 'Arrived, not shown' },
            text: {
              'zh-CN':
                '链上显示资产已经在你的地址，只是应用里没有显示。请依次检查：当前账户是不是收款地址；网络是不是转账所用的网络；在资产页添加这个代币（合约地址请从项目官网或区块浏览器核对）；是否被当作风险代币隐藏。',
              en: 'The chain shows that the funds are at your address; the app just does not show them. Please check in this order: is the selected account the receiving address; is the network the one that the transfer used; add the token on the assets page (compare its contract address with the project’s website or a block explorer); is it hidden as a risky token?',
            },
          },
          {
            key: 'other_network',
            label: { 'zh-CN': '选了另一个 EVM 网络', en: 'Another EVM network' },
            text: {
              'zh-CN':
                '资产在另一个网络上，而收款地址由你自己的私钥控制，所以没有丢失。请在应用里切换到那个网络，并留一点该网络的主币付矿工费，就可以看到和使用。',
              en: 'The funds are on another network, at an address that your own key controls, so they are not lost. Switch the app to that network and keep a little of its own coin for fees; then you can see and use them.',
            },
          },
        ],
      },
    },
    {
      key: 'exchange',
      by: 'agent',
      text: {
        'zh-CN': '交易所：说明确认数、备注、充值地址，由用户联系交易所',
        en: 'Exchange: confirmations, memo and address explained; the user contacts it',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'contact_exchange',
            label: { 'zh-CN': '请联系交易所', en: 'Contact the exchange' },
            text: {
              'zh-CN':
                '链上已经完成，资产在交易所的地址上，接下来由交易所入账。请核对三点：确认数是否达到它的要求；备注（Memo / Tag）是否填对；这个充值地址、网络和代币它是否仍然支持。然后把交易哈希发给交易所的官方客服，请他们查询。',
              en: 'It is complete on the chain: the funds are at the exchange’s address, and crediting them is up to the exchange. Please check three things: has it the confirmations that the exchange asks for; was the memo or tag right; does the exchange still support this address, network and token? Then give the transaction hash to the official support of the exchange.',
            },
          },
        ],
      },
    },
    {
      key: 'other_person',
      by: 'agent',
      text: {
        'zh-CN': '别人的钱包：请对方查看自己的地址',
        en: 'Somebody else: they look at their own address',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'ask_recipient',
            label: { 'zh-CN': '请对方核对', en: 'Ask the recipient' },
            text: {
              'zh-CN':
                '转账已经成功，资产在对方的地址上。请对方在区块浏览器里打开这个地址，并检查自己的网络和代币列表。请和对方逐字核对收款地址是否一致。',
              en: 'The transfer succeeded and the funds are at the recipient’s address. Please ask them to open that address in a block explorer, and to check the network and token list in their wallet. Compare the address with them, character by character.',
            },
          },
        ],
      },
    },
    {
      key: 'irreversible',
      by: 'agent',
      text: {
        'zh-CN': '转给合约或陌生人：已诚实说明不可撤回',
        en: 'Contract or stranger: told honestly that it cannot be undone',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'cannot_undo',
            label: { 'zh-CN': '无法撤回', en: 'Cannot be undone' },
            text: {
              'zh-CN':
                '很抱歉，这笔转账已经成功，链上交易无法撤回，我们和任何钱包都做不到。如果收款方是项目的合约，可以带上哈希询问该项目的官方客服是否有取回的办法。请留意：声称付费就能“追回”的人都是骗子。',
              en: 'I am sorry: this transfer succeeded, and a transaction on the chain cannot be undone, not by us and not by any wallet. If the recipient is a project’s contract, ask that project’s official support, with the hash, whether it has a way to return it. Please be careful: whoever offers to recover funds for a fee is a scammer.',
            },
          },
        ],
      },
    },
  ],
  ends: [
    { key: 'shown', text: { 'zh-CN': '已显示', en: 'Shown' } },
    {
      key: 'exchange_contacted',
      text: { 'zh-CN': '用户已联系交易所', en: 'The user contacts the exchange' },
    },
    {
      key: 'irrecoverable',
      text: { 'zh-CN': '无法找回，用户已知悉', en: 'Cannot be recovered, and the user knows' },
    },
  ],
};

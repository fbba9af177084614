import type { Playbook } from '../playbook.ts';

/** A transfer that is not in a block yet. */
export const pending: Playbook = {
  key: 'pending',
  title: { 'zh-CN': '转账打包中', en: 'Transfer pending' },
  never: {
    'zh-CN': '不承诺到账时间；绝不让用户为“激活”或“加速”转出任何资产。',
    en: 'Promise no time. Never let anybody send coins to “activate” or “speed up” something.',
  },
  steps: [
    {
      key: 'hash',
      by: 'visitor',
      text: { 'zh-CN': '拿到交易哈希和网络', en: 'Transaction hash and network are known' },
      hint: {
        'zh-CN': '优先让用户从应用里选择这笔交易，其次才是粘贴。',
        en: 'Best chosen from the app’s history, else pasted.',
      },
      action: { kind: 'request', fields: ['network', 'hash'] },
    },
    {
      key: 'diagnosed',
      by: 'system',
      text: { 'zh-CN': '已诊断交易状态', en: 'The transaction is diagnosed' },
      action: { kind: 'diagnose' },
    },
    {
      key: 'explained',
      by: 'agent',
      text: { 'zh-CN': '已说明原因和资产在哪里', en: 'Cause explained, and where the funds are' },
      hint: { 'zh-CN': '按诊断结果选择一段说明。', en: 'Choose the text by the verdict.' },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'underpriced',
            label: { 'zh-CN': '费用低于基础费', en: 'Fee below the base fee' },
            text: {
              'zh-CN':
                '这笔交易还没有被打包，资产仍在你的地址。原因是它出的费用低于网络当前的基础费。你可以在应用里对它选择“加速”，用更高的费用替换；也可以等待费用回落。替换用的是同一个 Nonce，两笔之中最多只有一笔会成功，不会重复扣款。',
              en: 'This transaction is not in a block yet, so the funds are still at your address. The fee it offers is below what the network asks for at the moment. You can choose “Speed up” for it in the app, which replaces it with a higher fee, or wait until fees fall. The replacement uses the same nonce: at most one of the two can succeed, so you do not pay twice.',
            },
          },
          {
            key: 'earlier_nonce',
            label: { 'zh-CN': '被更早的交易卡住', en: 'Waits behind an earlier one' },
            text: {
              'zh-CN':
                '这笔交易在排队：同一地址有一笔更早的交易还没有完成，后面的都要等它。资产仍在你的地址。请先在应用的记录里找到最早那笔待处理的交易，对它加速或取消；之后的会依次处理。',
              en: 'This transaction waits in line: an earlier one of the same address is not finished, and later ones wait for it. The funds are still at your address. In the app’s history, find the oldest pending transaction and speed it up or cancel it; the others follow in turn.',
            },
          },
          {
            key: 'dropped',
            label: { 'zh-CN': '已被丢弃，或没有广播', en: 'Dropped, or never broadcast' },
            text: {
              'zh-CN':
                '网络上已经没有这笔交易，资产没有移动，仍在你的地址。请先确认应用里选的是正确的网络、记录里没有仍在等待的同一笔，然后可以重新发起，并使用钱包当前建议的费用。',
              en: 'The network no longer has this transaction. The funds have not moved; they are still at your address. First make sure that the app shows the right network and no copy of it that still waits. Then you can send it again, with the fee that the wallet suggests now.',
            },
          },
          {
            key: 'replaced',
            label: { 'zh-CN': '已被替换或取消', en: 'Replaced or cancelled' },
            text: {
              'zh-CN':
                '这笔交易已被同一 Nonce 的另一笔替换，所以它不会再被打包。请以替换它的那笔为准：在应用记录里打开那笔新交易，看它是成功、等待中还是取消。原来那笔没有转出资产。',
              en: 'This transaction was replaced by another one with the same nonce, so it will not be included any more. What counts is the one that replaced it: open that in the app’s history to see whether it succeeded, waits, or was a cancellation. The first one moved no funds.',
            },
          },
          {
            key: 'ordinary',
            label: { 'zh-CN': '费用足够，正常等待', en: 'Fee is fine, ordinary waiting' },
            text: {
              'zh-CN':
                '这笔交易的费用够，正在等待打包，资产仍在你的地址。现在不需要做任何事，也请不要重复发送同一笔转账，否则两笔都可能成功。我无法承诺具体时间，但状态一有变化，这里就能看到。',
              en: 'The fee of this transaction is fine and it waits to be included; the funds are still at your address. Nothing needs to be done now. Please do not send the same transfer again, as both may succeed. I cannot promise a time, but a change of its state will show here.',
            },
          },
        ],
      },
    },
    {
      key: 'acted',
      by: 'visitor',
      text: { 'zh-CN': '用户已加速、取消，或决定等待', en: 'Sped up, cancelled, or decided to wait' },
      hint: {
        'zh-CN': '替换时费用至少提高约 10%，否则节点会拒绝（replacement transaction underpriced）。',
        en: 'A replacement needs about 10% more at least, else nodes refuse it (replacement transaction underpriced).',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'replace_fee',
            label: { 'zh-CN': '替换费用过低', en: 'Replacement underpriced' },
            text: {
              'zh-CN':
                '“替换交易费用过低”表示新的费用提高得不够：多数节点要求至少高出约 10%，而且最高费用和小费两项都要提高。请再次选择“加速”，把费用调高一些后提交。原交易仍然有效，资产没有移动。',
              en: '“Replacement transaction underpriced” means that the new fee is not enough above the old one: most nodes want about 10% more, in the maximum fee and in the tip. Choose “Speed up” once more with a higher fee. The first transaction still stands, and the funds have not moved.',
            },
          },
        ],
      },
    },
    {
      key: 'final',
      by: 'system',
      text: { 'zh-CN': '已看到最终结果', en: 'Its outcome is final on the chain' },
      hint: { 'zh-CN': '结果未定时，以“等待中”结束。', en: 'While it is not, end with “waiting”.' },
      action: { kind: 'diagnose' },
    },
  ],
  ends: [
    { key: 'confirmed', text: { 'zh-CN': '已确认', en: 'Confirmed' } },
    { key: 'cancelled', text: { 'zh-CN': '已取消', en: 'Cancelled' } },
    {
      key: 'waiting',
      text: { 'zh-CN': '等待中，用户知道如何查看', en: 'Waiting, and the user knows where to look' },
    },
  ],
};

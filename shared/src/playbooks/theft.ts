import type { Playbook } from '../playbook.ts';

/** Something was taken, or may be. */
export const theft: Playbook = {
  key: 'theft',
  title: { 'zh-CN': '被盗或可疑', en: 'Theft or suspicious' },
  never: {
    'zh-CN':
      '紧急，先保住剩余资产。我们不能冻结或撤回；绝不询问备份中的任何一个词；不推荐任何“追回”服务。请同时升级给安全团队。',
    en: 'Urgent: save what is left first. We cannot freeze or undo. Never ask about a single word of a backup, and name no “recovery” service. Escalate to the security team as well.',
  },
  steps: [
    {
      key: 'warned',
      by: 'agent',
      text: {
        'zh-CN': '已提醒：不再输入备份，不付“解冻费”',
        en: 'Warned: no more typing of backups, no “unfreeze” fee',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'warn',
            label: { 'zh-CN': '先提醒', en: 'The warning' },
            text: {
              'zh-CN':
                '我们先保住剩下的资产。现在请不要在任何网页或应用里再输入助记词，也不要相信任何人说付费就能“解冻”或“找回”。链上交易无法冻结或撤回，我们也做不到。',
              en: 'Let us save what is left first. For now, do not type your recovery phrase into any website or app, and believe nobody who offers to “unfreeze” or “recover” funds for a fee. Transactions on the chain cannot be frozen or undone, not by us either.',
            },
          },
        ],
      },
    },
    {
      key: 'moved',
      by: 'visitor',
      text: {
        'zh-CN': '剩余资产已转到新建的钱包，每个网络都检查过',
        en: 'What is left is moved to a new wallet, every network checked',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'move',
            label: { 'zh-CN': '如何转移', en: 'How to move' },
            text: {
              'zh-CN':
                '请在另一台可信的设备上新建一个钱包（全新的备份，离线抄写），把剩余资产全部转过去，先转价值最高的；原来的备份在每个网络上都要检查。如果转入的矿工费立刻被转走，说明有程序在监控，请停下并告诉我。',
              en: 'On another device that you trust, create a new wallet (with a new backup, written down offline) and move everything that is left there, the most valuable first. Check every network that the old backup is used on. If coins for fees disappear as soon as they arrive, a program watches the wallet: stop, and tell me.',
            },
          },
        ],
      },
    },
    {
      key: 'facts',
      by: 'visitor',
      text: { 'zh-CN': '拿到地址、可疑交易哈希和时间', en: 'Address, suspicious hashes and times are known' },
      action: { kind: 'request', fields: ['address', 'network', 'hash', 'time'] },
    },
    {
      key: 'cause',
      by: 'system',
      text: {
        'zh-CN': '已判断原因：备份泄露、授权、多签、相似地址或假应用',
        en: 'Cause found: leaked backup, approval, multisig, look-alike address or fake app',
      },
      hint: {
        'zh-CN':
          '多网络多资产被转走：备份泄露。单一代币由他人发起：授权。TRON 有余额转不出：权限被改。首尾相似：投毒地址。',
        en: 'Several networks and assets: leaked backup. One token moved by another sender: approval. TRON balance that cannot be sent: permissions changed. Same beginning and end: poisoned address.',
      },
      action: { kind: 'diagnose' },
    },
    {
      key: 'closed_off',
      by: 'visitor',
      text: {
        'zh-CN': '已取消授权（仅当备份安全），否则弃用整个钱包',
        en: 'Approvals revoked (only if the backup is safe), else the wallet abandoned',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'revoke',
            label: { 'zh-CN': '授权被滥用', en: 'An approval was abused' },
            text: {
              'zh-CN':
                '记录显示是一个授权被滥用：对方用你给过的授权转走了代币。请在应用的授权管理里取消对该地址的授权，并看看有没有其他不认识的授权。如果你不确定备份是否泄露，请直接弃用这个钱包，不要只取消授权。',
              en: 'The record points to an abused approval: the other side used an allowance that you had given. Please revoke it in the app’s approval list, and look for other approvals that you do not know. If you are not sure that your backup is safe, abandon this wallet instead of only revoking.',
            },
          },
          {
            key: 'abandon',
            label: { 'zh-CN': '备份已泄露', en: 'The backup leaked' },
            text: {
              'zh-CN':
                '多个网络或多种资产一起被转走，说明备份很可能已经泄露。请弃用这个钱包：不要再转入任何资产，也不要再用同一备份新建账户。质押或锁定中的资产，能取出时请转到新钱包。',
              en: 'Several networks or assets were emptied together, so the backup has most likely leaked. Please abandon this wallet: send nothing to it any more, and make no new account from the same backup. Move what is staked or locked to the new wallet as soon as it can be withdrawn.',
            },
          },
          {
            key: 'multisig',
            label: { 'zh-CN': 'TRON 多签', en: 'TRON multisig' },
            text: {
              'zh-CN':
                '这个 TRON 地址的所有者权限已被改成别人的地址，所以有余额却转不出。只有当前权限里的密钥能改回来，客服和钱包都做不到。请不要再往里转 TRX，也不要相信收费“解除多签”的人；同一备份在其他网络的资产请转到新钱包。',
              en: 'The owner permission of this TRON address was changed to somebody else’s address, which is why the balance shows but cannot be sent. Only the keys in the present permission can change that; neither support nor a wallet can. Do not send more TRX there, do not believe anybody who sells “multisig removal”, and move what the same backup holds on other networks to a new wallet.',
            },
          },
        ],
      },
    },
    {
      key: 'reported',
      by: 'agent',
      text: {
        'zh-CN': '证据已整理，报案方式已说明',
        en: 'Evidence collected, and how to report it explained',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'report',
            label: { 'zh-CN': '报案', en: 'Report it' },
            text: {
              'zh-CN':
                '请保存这些证据：交易哈希、双方地址、时间（注明时区，例如 UTC+8）、诱导你的网址和聊天截图（截图里不要有备份）。请向当地警方报案；如果资产进入了交易所，警方可以联系该交易所。我们能提供链上记录的说明，但不能冻结或追回。',
              en: 'Please keep this evidence: transaction hashes, both addresses, times with their time zone (such as UTC+8), the website and the messages that led you there (no backup in a screenshot). Report it to your local police; if the funds went to an exchange, the police can contact that exchange. We can explain what the chain records, but we can neither freeze nor recover.',
            },
          },
        ],
      },
    },
  ],
  ends: [
    { key: 'contained', text: { 'zh-CN': '已控制，剩余资产安全', en: 'Contained; what is left is safe' } },
    {
      key: 'abandoned_reported',
      text: { 'zh-CN': '钱包已弃用，已说明报案', en: 'Wallet abandoned, and reporting explained' },
    },
  ],
};

import type { Playbook } from '../playbook.ts';

/** A forgotten password, a new phone, a deleted app. */
export const password: Playbook = {
  key: 'password',
  title: { 'zh-CN': '忘记密码、换机', en: 'Password, new phone' },
  never: {
    'zh-CN': '客服不能查看、验证或重置密码，也绝不询问它。备份只问有没有。',
    en: 'Support can neither see, verify nor reset a password, and never asks for one. Of a backup ask only whether there is one.',
  },
  steps: [
    {
      key: 'backup',
      by: 'visitor',
      text: { 'zh-CN': '有没有备份（只答有或没有）', en: 'Is there a backup? (yes or no only)' },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'ask_backup',
            label: { 'zh-CN': '询问', en: 'The question' },
            text: {
              'zh-CN':
                '密码只保护这台设备上的数据，不保存在我们这里，所以我们看不到，也无法重置。你之前有没有做过钱包备份？只需回答有或没有，请不要发送备份内容。',
              en: 'The password protects the data on this one device and is not stored with us, so we can neither see nor reset it. Did you make a backup of the wallet? Please answer just yes or no, and send nothing of it.',
            },
          },
        ],
      },
    },
    {
      key: 'app_opens',
      by: 'visitor',
      text: { 'zh-CN': '旧设备上的应用还能不能打开', en: 'Does the app still open on the old device?' },
      action: { kind: 'request', fields: ['device', 'app_version'] },
    },
    {
      key: 'has_backup',
      by: 'agent',
      text: {
        'zh-CN': '有备份：先核对，再在自己的设备上重新导入',
        en: 'Backup: check it first, then import again on one’s own device',
      },
      hint: {
        'zh-CN': '身份钱包与单独创建、导入的钱包要分别备份。',
        en: 'An identity wallet and wallets created or imported by themselves have separate backups.',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'reimport',
            label: { 'zh-CN': '重新导入', en: 'Import again' },
            text: {
              'zh-CN':
                '有备份就可以自己恢复。请先核对备份是否完整、清楚，并确认它属于这个钱包（身份钱包和单独创建或导入的钱包要分别备份）。确认之后，在你自己的设备上重新导入，过程中会设置新密码。资产在链上，不会因此改变。旧设备还能打开的话，先不要卸载。',
              en: 'With a backup you can restore it yourself. First make sure that it is complete and legible, and that it belongs to this wallet (an identity wallet and wallets that were created or imported by themselves have separate backups). Then import it again on your own device; you set a new password while doing so. The funds are on the chain and do not change. While the old device still opens the app, do not uninstall it.',
            },
          },
        ],
      },
    },
    {
      key: 'keep_trying',
      by: 'agent',
      text: {
        'zh-CN': '没有备份但能打开：不要卸载，继续回想，能转就先转走',
        en: 'No backup, app opens: keep it, keep trying, move the funds if possible',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'do_not_uninstall',
            label: { 'zh-CN': '不要卸载', en: 'Do not uninstall' },
            text: {
              'zh-CN':
                '请不要卸载应用、清除数据或退出身份，否则就真的无法恢复了。可以继续尝试你用过的密码，注意大小写、空格和输入法。如果指纹或面容还能用来转账，请先新建一个钱包并做好备份，再把资产转过去。',
              en: 'Please do not uninstall the app, clear its data or exit the identity: after that nothing can be restored. You can go on trying passwords that you have used; mind capitals, spaces and the keyboard’s language. If your fingerprint or face still lets you send, create a new wallet, back it up, and move the funds there.',
            },
          },
        ],
      },
    },
    {
      key: 'honest',
      by: 'agent',
      text: {
        'zh-CN': '没有备份也打不开：已诚实说明，并提醒“找回”骗局',
        en: 'No backup, no app: told honestly, and warned of “recovery” scams',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'unrecoverable',
            label: { 'zh-CN': '无法恢复', en: 'Cannot be restored' },
            text: {
              'zh-CN':
                '很抱歉，没有备份而应用也打不开时，没有任何人能恢复这个钱包，包括我们。请留意：声称可以破解或代为找回的人都是骗子。如果以后找到了备份，可以随时在自己的设备上导入。',
              en: 'I am sorry: without a backup, and with the app gone, nobody can restore this wallet, and neither can we. Please be careful: whoever offers to crack or recover it is a scammer. If you find a backup later, you can import it on your own device at any time.',
            },
          },
        ],
      },
    },
  ],
  ends: [
    {
      key: 'reset',
      text: { 'zh-CN': '用户已重新导入并设置新密码', en: 'Imported again by the user, with a new password' },
    },
    { key: 'moved', text: { 'zh-CN': '资产已转到新钱包', en: 'Funds moved to a new wallet' } },
    {
      key: 'unrecoverable',
      text: { 'zh-CN': '无法恢复，用户已知悉', en: 'Cannot be restored, and the user knows' },
    },
  ],
};

import type { Playbook } from '../playbook.ts';

/** Imported, and nothing is there. */
export const zeroAfterImport: Playbook = {
  key: 'zero_after_import',
  title: { 'zh-CN': '导入后为 0 或导入报错', en: 'Zero after import, or import error' },
  never: {
    'zh-CN': '绝不询问备份中的任何一个词，也不接收它的截图。只比对地址。',
    en: 'Never ask about the backup, not even for one word, and take no picture of it. Compare addresses only.',
  },
  steps: [
    {
      key: 'created',
      by: 'visitor',
      text: { 'zh-CN': '弄清当时点的是“导入”还是“创建”', en: 'Was it “Import” or “Create”?' },
      hint: {
        'zh-CN': '多数“资产不见了”都是点了创建。',
        en: 'Most missing assets are a “Create” instead of an “Import”.',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'ask_created',
            label: { 'zh-CN': '询问', en: 'The question' },
            text: {
              'zh-CN':
                '资产记录在链上，不会因为换手机或重装而消失。请回想一下：当时在应用里点的是“创建钱包”还是“导入钱包”？只需要回答是哪一个，请不要发送任何备份内容。',
              en: 'Funds are recorded on the chain; a new phone or a new installation does not make them disappear. Do you remember whether you tapped “Create wallet” or “Import wallet” in the app? Just say which of the two, and please send nothing of your backup.',
            },
          },
          {
            key: 'was_created',
            label: { 'zh-CN': '点了“创建”', en: 'It was “Create”' },
            text: {
              'zh-CN':
                '“创建钱包”会生成一个全新的地址，所以余额是 0；原来的资产还在原来的地址上。请在应用里再次添加钱包，这次选择“导入”，在你自己的设备上使用原来的备份。',
              en: '“Create wallet” makes a whole new address, so its balance is zero; your funds are still at the old one. Please add a wallet again in the app, choose “Import” this time, and use your old backup on your own device.',
            },
          },
        ],
      },
    },
    {
      key: 'addresses',
      by: 'visitor',
      text: {
        'zh-CN': '比对原地址与现地址（只看地址）',
        en: 'Old and present address compared (addresses only)',
      },
      hint: {
        'zh-CN': '原地址可从交易所提现记录、以前的转账或付款人那里找到；比对前后各 8 位。',
        en: 'The old one stands in an exchange’s withdrawals, earlier transfers, or with whoever paid; compare 8 characters at each end.',
      },
      action: { kind: 'request', fields: ['address', 'network'] },
    },
    {
      key: 'same',
      by: 'agent',
      text: { 'zh-CN': '地址相同：检查网络与代币显示', en: 'Same address: network and token display' },
      hint: {
        'zh-CN': '继续用“成功但未到账或未显示”。',
        en: 'Go on with “Succeeded, not received or not shown”.',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'same_address',
            label: { 'zh-CN': '地址相同', en: 'The same address' },
            text: {
              'zh-CN':
                '地址一致，说明导入正确，资产就在这个地址上，只是没有显示。请切换到当时使用的网络，并在资产页添加对应的代币。',
              en: 'The addresses are the same, so the import was right and the funds are there; they are only not shown. Please switch to the network that was used, and add the token on the assets page.',
            },
          },
        ],
      },
    },
    {
      key: 'different',
      by: 'agent',
      text: {
        'zh-CN': '地址不同：逐项排查（另一份备份、路径、附加密码、私钥钱包、另一条链、合约钱包）',
        en: 'Other address: other backup, path, passphrase, key wallet, other chain, contract wallet',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'other_address',
            label: { 'zh-CN': '地址不同', en: 'Another address' },
            text: {
              'zh-CN':
                '现在的地址与原来的不同，说明用的不是同一个钱包。请在你自己的设备上逐项检查：是不是还有另一份备份；原钱包是否用了别的派生路径；当时是否设过附加密码；原地址是否是单独用私钥导入的；是否在看另一条链；原来是不是合约钱包。只需告诉我检查的结果，不要发送备份内容。',
              en: 'The present address differs from the old one, so this is not the same wallet. Please check on your own device: is there another backup; did the old wallet use another derivation path; was an additional passphrase set then; was the old address imported by its own key; is it another chain; was it a contract wallet? Just tell me what you find, and send nothing of the backup.',
            },
          },
        ],
      },
    },
    {
      key: 'import_error',
      by: 'agent',
      text: {
        'zh-CN': '导入报错：按报错说明如何在设备上自查',
        en: 'Import error: how to check it on the device',
      },
      action: {
        kind: 'answer',
        answers: [
          {
            key: 'word_invalid',
            label: { 'zh-CN': '单词无效', en: 'Invalid word' },
            text: {
              'zh-CN':
                '这个报错表示其中有词不在标准词表里，多半是拼写或抄写错误。请在你自己的设备上核对：使用英文输入法，去掉标点、编号和全角空格，词与词之间一个空格。请独自核对，不要把任何一个词发到这里。',
              en: 'This error means that a word is not in the standard list, most likely misspelt or miscopied. Please check on your own device: use an English keyboard, leave out punctuation, numbers and full-width spaces, with one space between words. Check it alone, and do not send a single word here.',
            },
          },
          {
            key: 'length_invalid',
            label: { 'zh-CN': '长度错误', en: 'Wrong length' },
            text: {
              'zh-CN':
                '这个报错表示词的数量不对：应当是 12、15、18、21 或 24 个。请在自己的备份上数一数，看看是否漏了一行，或把编号当成了词。不要把内容发到这里。',
              en: 'This error means that the number of words is not right: it should be 12, 15, 18, 21 or 24. Count them on your own backup, and look for a line that was skipped or a number that was taken for a word. Please do not send them here.',
            },
          },
          {
            key: 'checksum_invalid',
            label: { 'zh-CN': '校验失败', en: 'Checksum' },
            text: {
              'zh-CN':
                '这个报错表示每个词都有效，但合起来不成立：通常是顺序不对，或有一个词抄成了另一个有效的词。请对照自己的备份检查顺序（横着还是竖着抄的）和容易混淆的笔迹。不要使用网上的“修复”工具。',
              en: 'This error means that every word is valid but together they are not: usually the order is wrong, or one word was copied as another valid one. Check the order on your own backup (rows or columns?) and handwriting that is easy to misread. Use no “repair” tool from the internet.',
            },
          },
        ],
      },
    },
  ],
  ends: [
    { key: 'found', text: { 'zh-CN': '已找到', en: 'Found' } },
    { key: 'other_backup_needed', text: { 'zh-CN': '需要另一份备份', en: 'Another backup is needed' } },
    { key: 'lost', text: { 'zh-CN': '无法找回，用户已知悉', en: 'Lost, and the user knows' } },
  ],
};

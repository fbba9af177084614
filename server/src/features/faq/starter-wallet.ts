import type { StarterArticle } from './starter-article.ts';

/** Passwords, imports and backups: all of it happens on the visitor's own device. */
export const walletArticles: readonly StarterArticle[] = [
  {
    key: 'password',
    title: {
      'zh-CN': '忘记密码怎么办？（无法由客服重置）',
      en: 'I forgot my password (support cannot reset it)',
    },
    body: {
      'zh-CN': `在自托管钱包里，密码只用来保护这台设备上的数据。它不保存在任何服务器上，客服看不到，也无法重置。

有备份（助记词、私钥或 Keystore）：

- 先确认备份完整、清楚，并且确实属于这个钱包
- 在你自己的设备上重新导入，过程中会设置新密码
- 资产在链上，重新导入不会改变余额
- Keystore 文件有它自己的密码，忘记那个密码就打不开这个文件

没有备份，但应用还能打开：

- 不要卸载、不要清除数据、不要退出身份
- 回想你用过的密码，注意大小写、空格和输入法
- 如果指纹或面容还能用来转账，先把资产转到一个新建并已备份的钱包

没有备份，应用也打不开：没有任何人能恢复。声称可以代为破解或找回的人都是骗子。

以后：备份抄在纸上、离线保存，并在别的设备上核对过一次。身份钱包和单独创建、导入的钱包要分别备份。`,
      en: `In a self-custody wallet the password protects the data on one device. It is stored on no server; when it is forgotten, support can neither see nor reset it.

You have a backup (recovery phrase, private key or keystore file):

- First make sure that it is complete, legible, and really of this wallet
- Import the wallet again on your own device; you set a new password while doing so
- The funds are on the chain, so importing again does not change the balance
- A keystore file has a password of its own, and cannot be opened without that one

You have no backup, but the app still opens:

- Do not uninstall it, clear its data or exit the identity
- Think of the passwords that you have used; mind capitals, spaces and the keyboard's language
- If your fingerprint or face still lets you send, first move the funds to a new wallet whose backup you have made

You have no backup, and the app no longer opens: nobody can restore it. Whoever offers to crack or recover it is a scammer.

From now on: write the backup on paper, keep it offline, and check it once on another device. An identity wallet and wallets that were created or imported by themselves are backed up separately.`,
    },
  },
  {
    key: 'zero_after_import',
    title: {
      'zh-CN': '导入后资产为 0：是不是点了“创建”而不是“导入”？',
      en: 'Zero after import: did you create instead of import?',
    },
    body: {
      'zh-CN': `最常见的原因是点了“创建钱包”：它会生成一套全新的助记词和新地址，余额自然是 0。原来的资产还在原来的地址上。

先比对地址（只比对地址，不要把助记词发给任何人）：

- 从交易所的提现记录、以前的转账或朋友那里找到原来的地址
- 与现在的地址比较前后各几位

地址相同：资产就在，只是没显示。检查网络和代币列表，见“代币到账了却不显示”。

地址不同，可能是：

- 点了“创建”而不是“导入”：回到添加钱包，选择“导入”，用原来的备份
- 用了另一套助记词：有几份备份时很容易混
- 派生路径不同：原来的钱包可能用了另一种路径，导入时可以选择
- 原来设过附加密码（passphrase），导入时没填
- 原来的地址是用私钥或 Keystore 单独导入的，不在这套助记词里
- 看的是另一条链的地址；或原来是合约钱包，要在它自己的应用里打开

不要为了“激活”或“同步”向任何人付款，也不要在网页里填写助记词。`,
      en: `The most common reason is that "Create wallet" was tapped: it makes a whole new phrase and a new address, and that one is empty. What you had is still at the old address.

Compare the addresses first (addresses only; never send your phrase to anybody):

- Find the old address in an exchange's withdrawals, in an earlier transfer, or ask somebody who has sent to you
- Compare its beginning and end with the present one

The same address: the funds are there and only not shown. Check network and token list; see "Tokens arrived but are not shown".

Another address. It may be that:

- you created instead of importing: add a wallet again, choose "Import", and use the old backup
- it is another phrase: easily mixed up when there are several backups
- the derivation path differs: the old wallet may have used another, which can be chosen when importing
- the old wallet had an additional passphrase, which was left out
- the old address was imported by its private key or keystore file and is not part of this phrase
- you look at another chain's address; or the old one was a contract wallet, which opens in its own app

Do not pay anybody to "activate" or "sync" a wallet. Never type your phrase into a web page.`,
    },
  },
  {
    key: 'import_error',
    title: {
      'zh-CN': '导入时报错：助记词单词无效、长度错误、校验失败',
      en: 'Import error: invalid word, wrong length, checksum',
    },
    body: {
      'zh-CN': `这些检查都在你的设备上完成。请在离线、没有旁人的地方自己核对；不要把任何一个词发给别人，也不要发到这里。

单词无效（mnemonic_word_invalid）：

- 有一个词不在标准词表里，多半是拼写或抄写错误。英文词表中每个词的前四个字母都不相同，可以据此辨认
- 使用英文输入法，去掉标点、编号、全角空格，词与词之间一个空格

长度错误（mnemonic_length_invalid）：

- 助记词是 12、15、18、21 或 24 个词。少抄或多抄一个都会报错
- 检查是否漏了一行，或把编号当成了词

校验失败（mnemonic_checksum_invalid）：

- 每个词都有效，但合起来不成立：通常是顺序不对，或有一个词抄成了另一个有效的词
- 检查抄写时是横着读还是竖着读；对照容易混的笔迹
- 其他格式的备份（例如某些钱包的专用格式）要用原来的钱包打开

私钥无效（invalid_private_key）或 Keystore 错误（password_incorrect）：检查是否复制完整；Keystore 需要它创建时的密码。

仍然不行？不要使用网上的“修复助记词”工具或服务，它们会盗走资产。`,
      en: `All of these checks happen on your device. Go through them yourself, alone and offline; send not a single word to anybody, and not here either.

Invalid word (mnemonic_word_invalid):

- One word is not in the standard list, most likely misspelt or miscopied. In the English list the first four letters of every word differ, which helps to recognise it
- Use an English keyboard; leave out punctuation, numbers and full-width spaces, with one space between words

Wrong length (mnemonic_length_invalid):

- A phrase has 12, 15, 18, 21 or 24 words. One more or one fewer is an error
- Look for a line that was skipped, or a number that was taken for a word

Checksum (mnemonic_checksum_invalid):

- Every word is valid, but together they are not: usually the order is wrong, or one word was copied as another valid one
- Was it written in rows or in columns? Compare handwriting that is easy to misread
- A backup of another format, which some wallets have, opens in the wallet that made it

Invalid private key (invalid_private_key) or keystore error (password_incorrect): see whether it was copied whole; a keystore file needs the password that it was made with.

Still not? Use no "phrase repair" tool or service from the internet: they steal the funds.`,
    },
  },
];

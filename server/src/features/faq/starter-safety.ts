import type { StarterArticle } from './starter-article.ts';

/** Who is official, what was stolen, and what to do when something was given away. */
export const safetyArticles: readonly StarterArticle[] = [
  {
    key: 'official',
    title: {
      'zh-CN': '如何确认我正在和官方客服对话？客服绝不会问什么？',
      en: 'How do I know I am talking to official support, and what will it never ask?',
    },
    body: {
      'zh-CN': `官方客服只在应用内的这个聊天窗口里，而且总是由你先发起对话。主动私信、来电、加好友或拉群的“客服”都是假冒的。

如何核对：

- 聊天顶部的官方标记由系统签名，在消息区域之外，对方无法用文字伪造
- 点开“这真的是官方客服吗？”可以看到六位数字。让对方先报出来，与你屏幕上的一致才是我们；不要由你报给对方
- 收到网址、邮箱、电话或账号时，可以在核对页面查询它是否属于我们

客服绝不会：

- 索要助记词、私钥、Keystore 文件或密码，哪怕只是其中一个词
- 让你把资产转到“安全地址”，或先付费才能解冻、找回、激活
- 让你安装远程控制软件，或在共享屏幕时打开备份页面
- 让你到某个网站“验证”或“同步”钱包

客服也做不到：冻结资产、撤回链上交易、查看或重置你的密码。声称能做到的人都是骗子。`,
      en: `Official support is in this chat, inside the app, and only after you started it. Anybody who writes, calls or adds you first and says they are support is not.

How to check:

- The official seal at the top of the chat is signed by our server and drawn outside the messages, so nobody can imitate it with text
- "Is it really us?" shows six digits. Let the other person say them first: it is us only when they match your screen. Never read them out yourself
- A website, e-mail address, phone number or account can be looked up on the verification page

Support never:

- asks for your recovery phrase, private key, keystore file or password, not even for one word
- asks you to move funds to a "safe" address, or to pay before something is unfrozen, recovered or activated
- asks you to install remote control software, or to open your backup while your screen is shared
- asks you to "verify" or "sync" your wallet on a website

Nor can support freeze funds, undo a transaction on the chain, or see or reset your password. Whoever says they can is a scammer.`,
    },
  },
  {
    key: 'stolen',
    title: {
      'zh-CN': '资产被盗怎么办：先转移、再取消授权、再报警',
      en: 'My assets were stolen: move, revoke, report',
    },
    body: {
      'zh-CN': `先保住剩下的资产，再查原因。

第一步：转移

- 在另一台可信的设备上新建一个钱包，使用新的助记词，并离线抄写备份
- 把剩余资产全部转到新钱包，先转价值最高的；同一助记词下的每个网络都要检查
- 不要往疑似泄露的钱包里转入用来付矿工费的币：监控程序往往会立刻把它转走

第二步：找原因

- 多个网络、多种资产一起被转走：多半是助记词或私钥泄露，原钱包不要再用
- 只有一种代币被转走，转账由别的地址发起：多半是授权被滥用，请取消该授权
- TRON 钱包有余额却转不出：检查账户权限是否被改（多签）
- 转给了一个首尾相似的地址：可能是从记录里复制了“投毒”地址

只有在确定助记词没有泄露时，取消授权才足够；否则请弃用整个钱包。

第三步：留证据、报警

- 记下交易哈希、双方地址、时间（注明时区）、诱导你的网址和聊天截图
- 向当地警方报案；如果资产进入交易所，请警方联系该交易所
- 在这里联系我们，我们可以一起看链上记录，判断原因

链上交易无法冻结或撤回，我们和任何钱包都做不到。声称付费就能“追回”的人，是第二次行骗。`,
      en: `First save what is left, then look for the cause.

1. Move

- Create a new wallet with a new recovery phrase on another device that you trust, and write its backup down offline
- Move everything that is left to it, the most valuable first. Check every network that the same phrase is used on
- Do not send coins for fees to a wallet whose phrase may be known: programs that watch it often take them at once

2. Find the cause

- Several assets on several networks are gone: most likely the phrase or key leaked. Do not use that wallet again
- One token is gone, moved by a transaction that another address sent: most likely an approval was abused. Revoke it
- A TRON wallet shows a balance that cannot be sent: check whether its permissions were changed (multisig)
- You sent to an address that begins and ends like the right one: a look-alike may have been copied from the history

Revoking is enough only when you are sure that the phrase did not leak. Otherwise abandon the whole wallet.

3. Keep evidence and report

- Note transaction hashes, both addresses, times with their time zone, and the website and messages that led you there
- Report it to your local police. If the funds went to an exchange, the police can contact that exchange
- Contact us here, and we will read the records on the chain with you to find the cause

Transactions on a chain cannot be frozen or undone, not by us and not by any wallet. Whoever offers to recover funds for a fee is the second scam.`,
    },
  },
  {
    key: 'tron_multisig',
    title: {
      'zh-CN': 'TRON 钱包被多签 / “解除多签”骗局',
      en: 'My TRON wallet became multisig, and "multisig removal" scams',
    },
    body: {
      'zh-CN': `TRON 账户有权限设置。谁拿到了你的助记词或私钥，或骗你签了“更新权限”的交易，就可以把所有者权限改成他的地址。之后余额还看得到，但只用你的私钥已经转不出去。

如何确认：

- 在区块浏览器打开你的地址，查看“权限”一栏：所有者权限里是否有陌生地址，或阈值是否高于你的权重
- 查看历史里是否有“更新账户权限”的交易，以及它的时间

能做什么：

- 只有当前所有者权限里的密钥能把权限改回来。客服、钱包和波场网络都不能代为修改
- 不要再往这个地址转入 TRX 或代币
- 助记词很可能已经泄露：把同一助记词下其他网络的资产转到新建的钱包
- 保留交易哈希和对方地址，向警方报案

两种常见骗局：

- 收费“解除多签”：没有那把密钥，任何人都解不了。付了钱只会再损失一次
- 有人“不小心”公开一个有余额的钱包的助记词：那个钱包早已被多签，你转进去的矿工费会被拿走，余额永远转不出来`,
      en: `A TRON account has permissions. Whoever has your recovery phrase or key, or gets you to sign a permission update, can put their own address in the owner permission. The balance stays visible, but your key alone can no longer send it.

How to tell:

- Open your address in a block explorer and look at its permissions: is there an unknown address in the owner permission, or a threshold above the weight of your key?
- Look in the history for a permission update, and when it was

What can be done:

- Only the keys in the present owner permission can change it back. Neither support nor a wallet nor the network can do it for you
- Do not send any more TRX or tokens to this address
- The phrase has most likely leaked: move what it holds on other networks to a new wallet
- Keep the transaction hash and the other address, and report it to the police

Two common scams:

- Paid "multisig removal": without that key nobody can remove it. Who pays loses a second time
- Somebody "by accident" publishes the phrase of a wallet with a balance. It is multisig already: the coins that you send for fees are taken, and the balance never moves`,
    },
  },
  {
    key: 'secret_shared',
    title: {
      'zh-CN': '不小心把助记词或私钥发给了别人（或本聊天）怎么办？',
      en: 'I sent my phrase or key to someone, or here: what now?',
    },
    body: {
      'zh-CN': `只要有人见过，就当作它已经泄露。删除消息没有用，改应用密码也没有用：助记词本身就能控制资产。

现在就做：

- 在可信的设备上新建一个钱包（新的助记词），离线抄写备份
- 把原钱包在所有网络上的资产都转过去，先转价值最高的
- 质押、锁仓或在合约里的资产，能取出时再转到新钱包
- 原钱包不要再用，也不要再往里转任何资产
- 更换收款地址：告诉常给你转账的人和交易所

如果是发在本聊天里：消息通常在离开你的设备之前就会被拦下，我们看不到内容，也不会保存。即使如此，如果你截过图、复制过，或用的是旧版本，仍建议按上面的步骤更换钱包。

助记词曾出现在网页里，或曾用于不是从官方渠道下载的钱包，也属于泄露。

接下来若有人联系你，说可以帮你“抢救”或“解冻”资产，请不要理会。`,
      en: `Once somebody has seen it, treat it as known. Deleting the message does not help, and neither does a new app password: the phrase alone controls the funds.

Do this now:

- Create a new wallet with a new phrase on a device that you trust, and write its backup down offline
- Move everything from the old wallet, on every network, the most valuable first
- What is staked, locked or in a contract: move it to the new wallet as soon as it can be withdrawn
- Do not use the old wallet again, and send nothing to it
- Give your new address to those who pay you, and to exchanges where the old one is saved

If it was in this chat: such a message is usually stopped before it leaves your device; we do not see it and do not keep it. Still, change the wallet if you took a screenshot, copied it, or use an old version.

A phrase that was typed into a web page, or into a wallet that did not come from an official source, has leaked as well.

If somebody contacts you now and offers to "rescue" or "unfreeze" your funds, do not answer.`,
    },
  },
];

import type { StarterArticle } from './starter-article.ts';

/** What can be slow, fail, or not arrive. */
export const transferArticles: readonly StarterArticle[] = [
  {
    key: 'pending',
    title: {
      'zh-CN': '转账一直“打包中”怎么办？能加速或取消吗？',
      en: 'My transfer is pending: can I speed it up or cancel it?',
    },
    body: {
      'zh-CN': `交易已经广播到网络，但还没有被打包。在打包之前，资产没有离开你的地址。

先查状态：用交易哈希在对应网络的区块浏览器里搜索。

- 显示待处理，且费用低于网络当前的基础费：等费用回落，或加速
- 显示待处理，但同一地址有更早的交易没完成：先处理最早的那一笔，后面的会依次排队
- 搜不到：可能没有广播出去，或已被节点丢弃，资产没有移动；确认网络选对之后可以重新发起
- 显示已被替换：请看替换它的那笔新交易

加速：用相同的 Nonce、更高的费用再发一次。多数节点要求费用至少提高约 10%，否则会提示“替换交易费用过低”。两笔之中最多只有一笔会成功，不会重复扣款。

取消：用相同的 Nonce 和更高的费用，给自己转 0。它先被打包，原来那笔就作废。取消本身也要付矿工费，而且只在原交易还没打包时有效。

比特币：如果钱包支持，可以用“提高手续费”（RBF）替换。TRON 的交易很快就有结果：不是成功，就是失败或过期。

请不要用新的 Nonce 重复发送同一笔转账：两笔都可能成功。没有人能付费替你“解冻”交易。`,
      en: `The transaction has been broadcast and waits to be included in a block. Until then the funds have not left your address.

Look up its state first: search for the hash in a block explorer of the right network.

- Pending, with a fee below the network's present base fee: wait until fees fall, or speed it up
- Pending, with an earlier transaction of the same address unfinished: deal with the oldest first; the others wait in line behind it
- Not found: it may never have been broadcast, or nodes dropped it. The funds have not moved; once you are sure of the network you can send it again
- Replaced: look at the new transaction that replaced it

Speed up: send it again with the same nonce and a higher fee. Most nodes want at least about 10% more, else they answer "replacement transaction underpriced". At most one of the two can succeed, so you do not pay twice.

Cancel: send 0 to yourself with the same nonce and a higher fee. When it is included first, the other one is void. Cancelling costs a fee too, and works only while the first one is pending.

Bitcoin: where the wallet has it, raise the fee by replacing the transaction (RBF). TRON is decided fast: a transaction succeeds, fails or expires.

Do not send the same transfer again with a new nonce: both may succeed. Nobody can "unfreeze" a transaction for a payment.`,
    },
  },
  {
    key: 'failed_fee',
    title: {
      'zh-CN': '转账失败为什么还扣矿工费？',
      en: 'Why was a fee charged for a failed transaction?',
    },
    body: {
      'zh-CN': `失败的交易也被写进了区块。网络为执行它花了计算资源，所以收取费用。费用归网络（验证者，以太坊上有一部分被销毁），不归钱包，也不归客服，因此无法退还。转账的本金没有转出，仍在你的地址。

常见原因：

- Gas 耗尽：Gas 上限设得太低。下次用钱包建议的上限，或适当提高
- 合约拒绝：例如代币被锁定、暂停，或地址受限。请联系该代币或应用的项目方
- 余额或授权不足：发出时够，执行时已经变了
- 兑换时价格变动超过滑点，或超过了截止时间：重新报价再试
- TRON 能量不足（OUT_OF_ENERGY）：质押 TRX 获得能量，或保留足够的 TRX 用来支付，再提高费用上限

下次之前：

- 看交易详情里的失败原因，不要原样重复发送
- 保留足够的主币支付矿工费
- 与陌生合约交互时，先用小额试

从未被打包的交易不收矿工费。`,
      en: `A failed transaction is in a block too. The network spent work on executing it, and charges for that. The fee goes to the network (to validators, on Ethereum a part is burnt), not to the wallet and not to support, so it cannot be returned. The amount itself was not sent; it is still at your address.

Common reasons:

- Out of gas: the gas limit was too low. Use the limit that the wallet suggests, or a somewhat higher one
- The contract refused: the token is locked or paused, for instance, or an address is restricted. Contact the project behind the token or app
- Not enough balance or allowance: enough when you sent it, not any more when it was executed
- In a swap, the price moved by more than the slippage, or the deadline passed: get a new quote and try again
- TRON, OUT_OF_ENERGY: stake TRX for energy or keep enough TRX to pay for it, and raise the fee limit

Before the next try:

- Read the reason in the transaction's details; do not send the same thing again unchanged
- Keep enough of the network's own coin for fees
- Try a small amount first with a contract that you do not know

A transaction that never got into a block costs no fee.`,
    },
  },
  {
    key: 'not_received',
    title: {
      'zh-CN': '显示成功，但对方（或交易所）没到账',
      en: 'It succeeded, but the recipient or exchange has not got it',
    },
    body: {
      'zh-CN': `“成功”说明链上已经完成：资产在收款地址上。接下来看收款的是谁。

先核对三件事：收款地址逐字一致、网络一致、代币合约一致。

转到自己的另一个钱包：

- 当前显示的是不是那个账户和那个网络
- 代币有没有添加到列表，或被当作风险代币隐藏

转到交易所：

- 交易所要等足够的确认数才入账
- 有些币需要备注（Memo / Tag）；漏填或填错需要交易所人工处理
- 充值地址可能已经更换，或不支持这个网络、这种代币、低于最小金额，或不接受合约转出的币
- 以上都由交易所处理：把交易哈希发给交易所的官方客服

转给别人：请对方在区块浏览器里查看自己的地址，并检查上面几项。

跨链桥或兑换：到账由该服务的另一笔交易完成，请用哈希在它的页面查询，或联系它的客服。

我们能帮你读懂链上记录，但无法让交易所入账，也无法撤回已经成功的转账。`,
      en: `"Succeeded" means that it is done on the chain: the funds are at the receiving address. What comes next depends on whose that is.

Check three things first: the address, character by character; the network; the token's contract.

To another wallet of your own:

- Are that account and that network the ones shown?
- Was the token added to the list, or is it hidden as a risky one?

To an exchange:

- An exchange credits a deposit only after enough confirmations
- Some coins need a memo or tag; without it, or with a wrong one, the exchange has to look at it by hand
- The deposit address may have changed, or the exchange may not support this network or token, the amount may be below its minimum, or it may not credit coins sent by a contract
- All of this is the exchange's to solve: give the transaction hash to its official support

To another person: ask them to look at their address in a block explorer, and to check the points above.

A bridge or swap: the arrival is another transaction, made by that service. Look it up there by the hash, or ask its support.

We can help you read what is on the chain. We can neither make an exchange credit a deposit nor undo a transfer that succeeded.`,
    },
  },
  {
    key: 'not_shown',
    title: {
      'zh-CN': '代币到账了却不显示：如何添加代币、切换网络',
      en: 'Tokens arrived but are not shown: add the token, switch the network',
    },
    body: {
      'zh-CN': `资产记录在链上，钱包只是显示它。不显示不等于丢失。

按顺序检查：

- 在区块浏览器里打开你的地址：能看到余额，资产就在
- 账户：应用里选中的地址是否就是收款地址
- 网络：同一个地址在以太坊、BNB Chain、Polygon 等网络上各有各的余额，切换到转账所用的网络
- 代币：在资产页选择“添加代币”，搜索名称或粘贴合约地址。合约地址请从项目官网或区块浏览器核对，同名的假代币很多
- 隐藏：检查风险代币、小额资产或 NFT 是否被过滤
- 应用：更新到最新版本，换一个网络环境，再刷新

转账时选了另一个网络？同一把私钥的 EVM 地址在各网络通用，切换到那个网络、留一点该网络的主币付矿工费，就可以使用。

陌生的代币自己出现在钱包里，多半是垃圾代币：不要点它附带的网址，也不要授权或兑换。`,
      en: `Funds are recorded on the chain; a wallet only shows them. Not shown does not mean lost.

Check in this order:

- Open your address in a block explorer: when the balance is there, the funds are there
- Account: is the address selected in the app the one that received?
- Network: one address has a balance of its own on Ethereum, BNB Chain, Polygon and so on. Switch to the network that the transfer used
- Token: choose "Add token" on the assets page, and search by name or paste the contract address. Compare that address with the project's website or a block explorer; many fake tokens share a name
- Hidden: look whether risky tokens, small amounts or NFTs are filtered
- App: update it, try another connection, and refresh

Was another network chosen for the transfer? An EVM address of the same key works on all of these networks: switch to that one and keep a little of its own coin for fees.

An unknown token that appeared by itself is most likely spam: do not open websites that it names, and do not approve or swap it.`,
    },
  },
  {
    key: 'wrong_target',
    title: {
      'zh-CN': '转错地址、选错网络、转到合约地址，还能找回吗？',
      en: 'Wrong address, network or contract: can it be recovered?',
    },
    body: {
      'zh-CN': `链上交易成功后无法撤回，我们和任何钱包都做不到。能不能找回，取决于谁控制着收款地址。

- 地址是自己的，只是网络选错：同一把私钥的 EVM 地址各网络通用，切换到那个网络即可看到
- 地址是自己的另一种链：需要用同一备份在支持该链的钱包里打开对应地址
- 交易所的地址，网络或币种不受支持：只有交易所能处理，请带上哈希联系它的官方客服；是否处理由它决定
- 别人的地址：只有对方愿意退还才行。知道对方是谁，请直接联系
- 陌生地址，或没有人持有私钥的地址：无法找回
- 合约地址（例如代币自己的合约）：除非合约里写了取回的方法，并由其管理者执行，否则无法找回。请联系该项目方

还没有打包？可以用相同的 Nonce 和更高的费用取消，见“打包中”一文。

以后怎样避免：

- 先转一小笔，到账后再转其余
- 不要从交易记录里复制地址：有人会用首尾相似的地址“投毒”。使用地址本，并核对中间部分
- 转账前核对网络

任何人说付费就能帮你找回，都是诈骗。`,
      en: `A transaction that succeeded on the chain cannot be undone, not by us and not by any wallet. Whether something comes back depends on who controls the receiving address.

- It is your own address, on another network: an EVM address of the same key works on all of those networks, so switch to that one and it shows
- It is your own, on another kind of chain: open the matching address from the same backup in a wallet that supports that chain
- It is an exchange's, with a network or coin that it does not support: only the exchange can act. Contact its official support with the hash; the decision is theirs
- It is somebody else's: only they can send it back. Contact them if you know who it is
- A stranger's address, or one whose key nobody has: it cannot be recovered
- A contract, such as the token's own: it cannot be recovered unless the contract has a way to return it and its owner uses it. Contact that project

Not in a block yet? It can be cancelled with the same nonce and a higher fee: see the article about pending transfers.

How to avoid it:

- Send a small amount first, and the rest once it has arrived
- Do not copy addresses from the history: look-alikes that begin and end the same are planted there. Use an address book, and compare the middle too
- Check the network before you send

Whoever offers to recover it for a payment is a scammer.`,
    },
  },
];

import { demoPassword } from '@haven/server/seed/demo-people';
import { parseEther, parseGwei } from 'viem';
import { type Anvil, startAnvil } from '../support/anvil.ts';
import { type BrowserPeople, createBrowserPeople, phoneLook } from '../support/browser-people.ts';
import { picture } from '../support/browser.ts';
import type { ConsolePage } from '../support/console-page.ts';
import { signIn } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { addTestNetwork } from '../support/test-network.ts';
import type { WidgetPage } from '../support/widget-page.ts';

jest.setTimeout(150_000);

const hash = '0xac2e507bc51a8dee0c9f1d2f5a7e13a9c0b4d5e6f708192a3b4c5d6e7e231c69';

describe('an agent who needs facts', () => {
  let server: ServerProcess;
  let node: Anvil;
  let people: BrowserPeople;
  let lin: ConsolePage;
  let visitor: WidgetPage;

  beforeAll(async () => {
    [server, node] = await Promise.all([
      startServer({ engine: 'embedded', env: { CHAIN_PACE_SCALE: '0.05' } }),
      startAnvil(),
    ]);
    people = await createBrowserPeople(server.url);
    lin = await people.agent('lin', 'en');
    await lin.setAvailability('online');
    visitor = await people.visitor('zh-CN', phoneLook);
    await visitor.ask({ branch: '交易', type: /打包中/, text: '转账一直打包中。' });
    await lin.row('Transfer pending').click();
    await lin.bubble('转账一直打包中。').waitFor();
  }, 180_000);
  afterAll(async () => {
    await people?.close();
    await Promise.all([server?.stop(), node?.stop()]);
  }, 180_000);

  it('[SAFE7] asks in a card; a wrong hash is explained while it is typed, the right one is a fact', async () => {
    await lin.button('Ask for information').click();
    await picture(lin.page, '15-console-request-en');
    await lin.dialog.getByLabel('Network of hash and address').selectOption({ label: 'Ethereum' });
    await lin.dialog.getByLabel('A word to the visitor').fill('So that I can look it up.');
    await lin.button('Send card').click();
    const card = visitor.on.getByRole('region', { name: /需要/ });
    const field = card.getByLabel(/交易哈希/);
    await field.fill(hash.slice(0, -2));
    await card.getByText('现在有 62 位，哈希是 64 位。', { exact: false }).waitFor();
    await picture(visitor.page, '15-phone-request-wrong-zh');
    await field.fill(hash);
    await card.getByText('格式正确。', { exact: false }).waitFor();
    await picture(visitor.page, '15-phone-request-zh');
    await card.getByRole('button', { name: '提交' }).click();
    await card.getByText('已提交').waitFor();
    await lin.log.getByText('Transaction hash received').waitFor();
    const facts = lin.page.getByRole('complementary').getByText(hash);
    await facts.waitFor();
    await picture(lin.page, '15-console-answered-en');
    await picture(visitor.page, '15-phone-answered-zh');
  });

  it('[SAFE1] a phrase in a field is stopped on the device', async () => {
    await lin.chooseToAskFor(/^Steps$/);
    await lin.button('Send card').click();
    const card = visitor.on.getByRole('region', { name: /需要/ }).last();
    await card
      .getByLabel('操作步骤')
      .fill('legal winner thank year wave sausage worth useful legal winner thank yellow');
    await card.getByRole('button', { name: '提交' }).click();
    await visitor.on.getByText('已拦截，没有发送').waitFor();
    await visitor.button('删除').click();
    expect(await card.getByLabel('操作步骤').inputValue()).toBe('');
    await lin.button('Take back').click();
    await card.getByText('客服已不需要这些信息。').waitFor();
    expect(people.errors()).toEqual([]);
  });

  it('[SAFE8] looks into the transaction, shows it, and its card turns final on both screens when the fee is raised', async () => {
    const cookie = await signIn(server.url, 'jonas@demo.haven.example', demoPassword);
    await addTestNetwork(server.url, cookie, node.url);
    const nonce = await node.client.getTransactionCount({ address: node.account(1).address });
    const send = (fee: string) =>
      node.client.sendTransaction({
        account: node.account(1),
        to: node.account(2).address,
        value: parseEther('0.82'),
        nonce,
        maxFeePerGas: parseGwei(fee),
        maxPriorityFeePerGas: parseGwei('1'),
      });
    const sent = await send('9.5');
    await node.client.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei('24.1') });

    await visitor.send(`交易哈希是 ${sent}`);
    await lin.button(new RegExp(`^Look up ${sent.slice(0, 8)}`)).click();
    const panel = lin.page.getByRole('region', { name: 'Transaction' });
    await panel.getByText('Your offered fee is below', { exact: false }).waitFor();
    await picture(lin.page, '15-console-diagnosis-en');
    await panel.getByRole('button', { name: 'Send status card' }).click();
    const card = visitor.on.getByRole('region', { name: '交易' });
    await card.getByText('你的出价低于网络当前基础费', { exact: false }).waitFor();
    await picture(visitor.page, '15-phone-pending-zh');

    const faster = await send('40');
    await node.client.mine({ blocks: 3 });
    await card.getByText('已加速完成').waitFor();
    await card.getByText(faster.slice(0, 8), { exact: false }).waitFor();
    await lin.log.getByText('Status card: Sped up').waitFor();
    await card.getByText('最终结果').waitFor();
    await picture(visitor.page, '15-phone-final-zh');
    await picture(lin.page, '15-console-final-en');

    await lin.button('Ask for information').click();
    await lin.dialog
      .getByLabel(/^Network/)
      .first()
      .uncheck();
    await lin.button('Send card').click();
    const request = visitor.on.getByRole('region', { name: /需要一项信息/ }).last();
    await request.getByLabel(/交易哈希/).fill(faster);
    await request.getByText('已在 测试网 找到。', { exact: false }).waitFor();
    await picture(visitor.page, '15-phone-found-zh');
    await request.getByRole('button', { name: '提交' }).click();
    await lin.page.getByRole('complementary').getByText('Found on Test network').waitFor();
    expect(people.errors()).toEqual([]);
  });
});

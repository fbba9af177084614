import { demoPassword } from '@haven/server/seed/demo-people';
import type { Page, Route } from 'playwright-core';
import { picture } from '../support/browser.ts';
import { type BrowserPeople, createBrowserPeople, phoneLook } from '../support/browser-people.ts';
import { type ConsolePage, createConsolePage } from '../support/console-page.ts';
import { eventually } from '../support/eventually.ts';
import { pngOf } from '../support/images.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWidgetPage, type WidgetPage } from '../support/widget-page.ts';

jest.setTimeout(150_000);

const stuck = '今天 14:20 转账，点了确认，一直显示“等待打包”';
const reconnectsWithinMs = 45_000;

/**
 * The whole path in one run: two visitors (one Chinese on a phone, one English in the page's panel), two agents and a
 * specialist, and a server that is restarted in the middle. Each step builds on the one before.
 */
describe('the main job in a browser', () => {
  let server: ServerProcess;
  let people: BrowserPeople;

  let lin: ConsolePage;
  let maya: ConsolePage;
  let wei: ConsolePage;
  let phone: WidgetPage;
  let panel: WidgetPage;
  let site: Page;

  beforeAll(async () => {
    server = await startServer({ engine: 'embedded' });
    people = await createBrowserPeople(server.url);
  }, 180_000);
  afterAll(async () => {
    await people?.close();
    await server?.stop();
  }, 180_000);

  it('1 the first screen greets, warns and searches the articles, on a page and on a phone', async () => {
    site = await people.page();
    await site.goto(server.url);
    await site.getByRole('button', { name: 'Open support' }).click();
    panel = createWidgetPage(site, site.frameLocator('iframe'), 'en');
    await panel.on.getByText('Official support will never ask for your recovery phrase').waitFor();
    await panel.on.getByText('How can we help?').waitFor();
    await picture(site, '1-site-home-en');
    await panel.on.getByLabel('Search help articles').fill('underpriced');
    await panel.on.getByRole('listitem').nth(1).waitFor({ state: 'detached' });
    await panel.button(/can I speed it up/).click();
    await panel.on.getByRole('heading', { name: /can I speed it up/ }).waitFor();
    await picture(site, '1-site-article-en');
    await panel.button('Back').click();
    await panel.button('Clear search').click();

    phone = await people.visitor('zh-CN', phoneLook);
    await phone.on.getByText('官方客服绝不会索要你的助记词或私钥').waitFor();
    await phone.on.getByText('客服暂时不在线，可以留言，上线后会回复你').waitFor();
    await picture(phone.page, '1-phone-home-zh');
  });

  it('2 and 7 an issue type in two levels and a description leave a message while nobody is there', async () => {
    await phone.begin();
    await phone.chooseType({ branch: '交易', type: /打包中/ });
    await picture(phone.page, '2-phone-type-zh');
    await phone.next();
    await phone.button(/^时间/).click();
    await picture(phone.page, '2-phone-describe-zh');
    await phone.describe(stuck);
    await phone.submit();
    await phone.on.getByText('已收到你的留言').waitFor();
    await phone.on.getByText(stuck).waitFor();
    await picture(phone.page, '2-phone-left-message-zh');
  });

  it('3 an agent who comes online is assigned what waited; title and badge tell it, the greeting is Chinese', async () => {
    const page = await people.page();
    await page.goto(`${server.url}/console/`);
    lin = createConsolePage(page, 'en');
    await lin.tryToSignIn('lin@demo.haven.example', 'a wrong password');
    await page.getByText('E-mail or password is wrong.').waitFor();
    await picture(page, '3-console-sign-in-en');
    await lin.signIn('lin@demo.haven.example', demoPassword);
    await page.getByText('No chats yet.').waitFor();
    await picture(page, '3-console-empty-en');

    await lin.setAvailability('online');
    await lin.row(stuck).waitFor();
    await eventually(async () => expect(await page.title()).toBe('(1) Haven'));
    await lin.row('Transfer pending').click();
    await lin.bubble(stuck).waitFor();
    await lin.log.getByText('Chat started · Transaction').waitFor();
    await eventually(async () => expect(await page.title()).toBe('Haven'));
    await picture(page, '3-console-chat-en');

    await phone.log.getByText(/我是林晓 Lin。/).waitFor();
    await phone.on.getByText('林晓 Lin 已加入对话').waitFor();
  });

  it('4 both talk live: typing, read marks, images both ways, a note, a saved answer, another issue type', async () => {
    await phone.send('还在吗？');
    await lin.bubble('还在吗？').waitFor();
    // One hint may be lost (LIVE6); who goes on writing is seen to.
    await eventually(async () => {
      await lin.box.pressSequentially('在');
      await phone.log.getByLabel('林晓 Lin 正在输入').waitFor({ timeout: 3_000 });
    });
    await lin.reply('在的，您的资产仍在您的地址里。');
    await phone.bubble('在的，您的资产仍在您的地址里。').waitFor();
    await phone.log.getByText(/^已读/).first().waitFor();
    await lin.log.getByText(/^Read/).first().waitFor();

    // Both press Send before the image is there; it goes as soon as it is.
    for (const side of [phone, lin]) {
      const later = (route: Route) => setTimeout(() => void route.continue(), 500);
      await side.page.route(/attachments$/, later, { times: 1 });
    }
    await phone.sendImage({ name: 'screen.png', mimeType: 'image/png', buffer: await pngOf(640, 480) });
    await lin.button('Image hidden. Show it').click();
    await lin.button('Open the image: screen.png').waitFor();
    await lin.page.locator('input[type=file]').setInputFiles({
      name: 'explorer.png',
      mimeType: 'image/png',
      buffer: await pngOf(480, 640),
    });
    await lin.reply('这是区块浏览器里的状态。');
    await phone.button(/explorer\.png/).click();
    await phone.on.getByRole('dialog').getByRole('img').waitFor();
    await phone.page.keyboard.press('Escape');

    await lin.writeNote('waits since 14:20');
    await picture(lin.page, '4-console-note-en');
    await lin.addNote();
    await lin.bubble('waits since 14:20').waitFor();

    await lin.page.getByRole('tab', { name: 'Reply' }).click();
    await lin.box.fill('/pend');
    await lin.page.getByRole('option', { name: /Pending/ }).waitFor();
    await picture(lin.page, '4-console-saved-replies-en');
    await lin.box.press('Enter');
    await lin.box.press('Enter');
    await phone.log.getByText(/^这笔交易还没有被打包/).waitFor();

    await lin.context.getByRole('button', { name: /Transfer pending/ }).click();
    await lin.page.getByText('visitor’s choice').waitFor();
    await lin.page.getByRole('menuitemradio', { name: /Transfer failed/ }).click();
    await lin.log.getByText(/^Issue type: .*Transfer pending.* → .*Transfer failed/).waitFor();
    expect(await phone.on.getByText('waits since 14:20').count()).toBe(0);
    await picture(lin.page, '4-console-chat-en');
    await picture(phone.page, '4-phone-chat-zh');
  });

  it('4 a second visitor gets the other agent, who sees what the page knows and hands the chat on', async () => {
    maya = await people.agent('maya', 'en');
    await maya.setAvailability('online');
    await panel.ask({ branch: 'Account', type: /Password/, text: 'I forgot my password this morning.' });
    await panel.log.getByText(/^Hello, I’m Maya Ortiz\./).waitFor();
    await maya.row('I forgot my password').click();
    await maya.page.getByText('2.14.1').waitFor();

    await site.getByRole('button', { name: 'Close support' }).click();
    await maya.reply('Do you have a backup of the wallet?');
    await site.getByRole('button', { name: 'Open support, 1 unread' }).waitFor();
    await picture(site, '4-site-badge-en');
    await site.getByRole('button', { name: 'Open support, 1 unread' }).click();
    await panel.bubble('Do you have a backup of the wallet?').waitFor();
    await picture(site, '4-site-chat-en');

    await maya.button('Transfer').click();
    await maya.dialog.getByRole('radio', { name: /林晓 Lin/ }).click();
    await maya.dialog.getByLabel(/^Note/).fill('asked for a backup');
    await picture(maya.page, '4-console-transfer-en');
    await maya.dialog.getByRole('button', { name: 'Transfer' }).click();
    await maya.row('I forgot my password').waitFor({ state: 'detached' });
    await panel.on.getByText('Transferred to 林晓 Lin').waitFor();

    await lin.row(/Password/).waitFor();
    await panel.send('No, I have none.');
    await lin
      .row(/Password/)
      .getByText('1 unread')
      .waitFor({ state: 'attached' });
    await eventually(async () => expect(await lin.page.title()).toBe('(1) Haven'));
    await picture(lin.page, '4-console-two-chats-en');
    await lin.row(/Password/).click();
    await lin.bubble('asked for a backup').waitFor();
    await lin.reply('I carry on here. Do you still have it?');
    await panel.bubble('I carry on here. Do you still have it?').waitFor();
    expect(await panel.on.getByText('asked for a backup').count()).toBe(0);
  });

  it('a restart of the server in the middle loses nothing: what was typed meanwhile arrives once', async () => {
    await lin.row(/Transfer failed/).click();
    await lin.bubble('还在吗？').waitFor();
    await server.kill('SIGTERM');
    await phone.on.getByText('网络已断开，正在重新连接').waitFor();
    await phone.send('断线时写的');
    await phone.on.getByText('网络已断开，1 条消息等待发送').waitFor();
    await lin.page.getByText(/^Connection lost/).waitFor();
    await lin.reply('客服断线时写的');
    await picture(phone.page, '5-phone-offline-zh');
    await picture(lin.page, '5-console-offline-en');

    await server.restart();
    await lin.bubble('断线时写的').waitFor({ timeout: reconnectsWithinMs });
    await phone.bubble('客服断线时写的').waitFor({ timeout: reconnectsWithinMs });
    await phone.log.getByText('等待发送').waitFor({ state: 'detached' });
    await phone.send('又连上了');
    await lin.bubble('又连上了').waitFor();
    for (const side of [phone, lin]) {
      expect(await side.bubble('断线时写的').count()).toBe(1);
      expect(await side.bubble('客服断线时写的').count()).toBe(1);
    }
    await panel.send('After the restart.');
    await lin
      .row(/Password/)
      .filter({ hasText: 'After the restart.' })
      .waitFor({ timeout: reconnectsWithinMs });
  });

  it('5 the agent escalates; the visitor sees every step; the specialist answers in the same conversation', async () => {
    wei = await people.agent('wei', 'zh-CN');
    await wei.setAvailability('online');
    await lin.button('Escalate').click();
    await lin.dialog.getByRole('radio', { name: /S2/ }).click();
    await lin.dialog.getByLabel('Summary').fill('Pending since 14:20, fee below the base fee.');
    await picture(lin.page, '6-console-escalate-en');
    await lin.dialog.getByRole('button', { name: 'Escalate' }).click();
    await phone.on.getByRole('heading', { name: '已升级至二线支持' }).waitFor();

    await wei.row('转账失败').click();
    await wei.page.getByText('Pending since 14:20, fee below the base fee.').first().waitFor();
    await wei.bubble('又连上了').waitFor();
    await wei.page.getByLabel('给访客的说明').fill('正在查看节点上的交易池。');
    await wei.button('更新进展').click();
    await phone.on.getByText('正在查看节点上的交易池。').waitFor();
    await phone.on.getByRole('listitem').filter({ hasText: '工程师核查中' }).waitFor();
    await wei.reply('这笔交易的费用太低，可以加速。');
    await phone.bubble('这笔交易的费用太低，可以加速。').waitFor();
    await lin.bubble('这笔交易的费用太低，可以加速。').waitFor();
    await picture(phone.page, '6-phone-escalated-zh');
    await picture(wei.page, '6-console-specialist-zh');
    await wei.page.getByLabel('进展').selectOption('answered');
    await wei.button('更新进展').click();
    await phone.on.getByText('二线支持已给出结论').waitFor();
    await lin.log.getByText('Case: Answered').waitFor();
  });

  it('6 resolved, not solved, the same agent, solved, rated: the conversation closes', async () => {
    await resolve('Fee below the base fee.');
    await phone.button('还没有').click();
    await lin.log.getByText('The visitor says it is not solved').waitFor();
    await lin.button('Resolve').waitFor();
    await lin.reply('好的，我们再看看。');
    await phone.bubble('好的，我们再看看。').waitFor();

    await resolve('Fee below the base fee; sped up.');
    await phone.on.getByRole('region', { name: '这次的问题解决了吗？' }).waitFor();
    await picture(phone.page, '7-phone-resolve-zh');
    await phone.button('已解决').click();
    await phone.on.getByRole('radio', { name: '5 星' }).check({ force: true });
    await phone.button('解释清楚').click();
    await phone.on.getByLabel('还想说点什么（选填）').fill('谢谢');
    await picture(phone.page, '7-phone-rating-zh');
    await phone.button('提交评价').click();
    await phone.on.getByRole('heading', { name: '对话已关闭' }).waitFor();
    await lin.log.getByText('Rated 5 of 5').waitFor();
    await picture(phone.page, '7-phone-closed-zh');
  });

  it('6 the record is found by search and can be read in full', async () => {
    await lin.search('断线');
    await lin.page.getByText('1 result', { exact: true }).waitFor();
    await lin.row('断线').click();
    await lin.page.getByText('Closed. This is the full record.').waitFor();
    await picture(lin.page, '7-console-record-en');
    await lin.log.hover();
    const steps = ['Rated 5 of 5', /^Case opened/, 'waits since 14:20', stuck, /^Chat started/];
    for (const step of steps) {
      const line = lin.log.getByText(step).first();
      // The log draws only what is near the view: turn the wheel until it is there.
      await eventually(async () => {
        if (await line.isVisible()) return;
        await lin.page.mouse.wheel(0, -300);
        throw new Error(`${String(step)} is not in view`);
      });
    }
  });

  it('no page threw or logged an error of its own', () => {
    expect(people.errors()).toEqual([]);
  });

  async function resolve(cause: string): Promise<void> {
    await lin.button('Resolve').click();
    await lin.dialog.getByLabel('Cause').fill(cause);
    await picture(lin.page, '7-console-resolve-en');
    await lin.dialog.getByRole('button', { name: 'Resolve' }).click();
    await lin.dialog.waitFor({ state: 'detached' });
  }
});

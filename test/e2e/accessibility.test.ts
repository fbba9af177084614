import { demoPassword } from '@haven/server/seed/demo-people';
import type { Page } from 'playwright-core';
import { createAdminApi } from '../support/admin-api.ts';
import { createAxeLog } from '../support/axe.ts';
import { type BrowserPeople, createBrowserPeople, phoneLook } from '../support/browser-people.ts';
import { type ConsolePage, createConsolePage } from '../support/console-page.ts';
import { pngOf } from '../support/images.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import type { WidgetPage } from '../support/widget-page.ts';

jest.setTimeout(150_000);

const sections = [
  'agents',
  'teams',
  'inboxes',
  'issue-types',
  'routing',
  'faq',
  'answers',
  'webhooks',
  'networks',
  'blocked',
];

describe('axe finds nothing serious', () => {
  let server: ServerProcess;
  let people: BrowserPeople;
  let admin: Awaited<ReturnType<typeof createAdminApi>>;
  let phone: WidgetPage;
  let lin: ConsolePage;

  beforeAll(async () => {
    server = await startServer({ engine: 'embedded' });
    people = await createBrowserPeople(server.url);
    admin = await createAdminApi(server.url);
    await admin.setCapacity('lin', 1);
  }, 180_000);
  afterAll(async () => {
    await people?.close();
    await server?.stop();
  }, 180_000);

  it('on the widget’s screens before a chat, and on the page that hosts it', async () => {
    const axe = createAxeLog();
    phone = await people.visitor('zh-CN', phoneLook);
    await phone.button('留言').waitFor();
    await axe.look(phone.page, 'home');
    await phone.on.getByRole('listitem').getByRole('button').first().click();
    await phone.on.getByRole('article').waitFor();
    await axe.look(phone.page, 'article');
    await phone.button('返回').click();
    await phone.begin();
    await phone.chooseType({ branch: '交易', type: /打包中/ });
    await axe.look(phone.page, 'type');
    await phone.next();
    await phone.submit();
    await phone.on.getByText('请先写一下发生了什么。').waitFor();
    await axe.look(phone.page, 'describe, with a problem');
    await phone.describe('转账一直在等待');
    await phone.submit();
    await phone.on.getByText('已收到你的留言').waitFor();
    await axe.look(phone.page, 'left message');

    const site = await people.page();
    await site.goto(server.url);
    await site.getByRole('button', { name: 'Open support' }).click();
    await site.frameLocator('iframe').getByRole('button', { name: 'Leave a message' }).waitFor();
    await axe.look(site, 'demo page with the panel');
    expect(axe.findings).toEqual([]);
  });

  it('on the console from signing in to a chat', async () => {
    const axe = createAxeLog();
    const page = await people.page();
    await page.goto(`${server.url}/console/`);
    lin = createConsolePage(page, 'en');
    await lin.tryToSignIn('lin@demo.haven.example', 'a wrong password');
    await page.getByText('E-mail or password is wrong.').waitFor();
    await axe.look(page, 'sign-in');
    await lin.signIn('lin@demo.haven.example', demoPassword);
    await page.getByText('No chats yet.').waitFor();
    await axe.look(page, 'empty inbox');
    await lin.setAvailability('online');
    await lin.row('Transfer pending').click();
    await phone.log.getByText(/我是林晓/).waitFor();
    await phone.sendImage({ name: 'a.png', mimeType: 'image/png', buffer: await pngOf(320, 240) });
    await lin.button('Image hidden. Show it').waitFor();
    await axe.look(page, 'chat');
    await lin.writeNote('A note.');
    await axe.look(page, 'writing a note');
    await lin.addNote();
    await page.getByRole('tab', { name: 'Reply' }).click();
    await lin.box.fill('/');
    await page.getByRole('option').first().waitFor();
    await axe.look(page, 'saved replies');
    await lin.box.fill('');
    expect(axe.findings).toEqual([]);
  });

  it('on every dialog and menu of the console', async () => {
    const axe = createAxeLog();
    const { page } = lin;
    const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    const lookAtDialog = async (name: string) => {
      await dialog.waitFor();
      await axe.look(page, `${name} dialog`);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    };
    for (const name of ['Transfer', 'Escalate', 'Resolve']) {
      await lin.button(name).click();
      await lookAtDialog(name);
    }
    await lin.button('Conversation actions').click();
    await axe.look(page, 'actions menu');
    await page.getByRole('menuitem', { name: 'Block visitor' }).click();
    await lookAtDialog('Block');
    await lin.bubble('转账一直在等待').hover();
    await lin.button('Message actions').first().click();
    await page.getByRole('menuitem', { name: 'Remove for everybody' }).click();
    await lookAtDialog('Remove');
    await lin.button(/preferences and sign-out$/).click();
    await axe.look(page, 'preferences menu');
    await page.keyboard.press('Escape');
    await lin.search('等待');
    await page.getByText('1 result').waitFor();
    await axe.look(page, 'search');
    await lin.button('Close search').click();
    expect(axe.findings).toEqual([]);
  });

  it('on the widget’s screens of a chat', async () => {
    const axe = createAxeLog();
    const waiting = await people.visitor('en', phoneLook);
    await waiting.ask({ branch: 'Other', type: /Suggestions/, text: 'I have an idea.' });
    await waiting.on.getByText('Your place in the queue').waitFor();
    await axe.look(waiting.page, 'queue');
    await waiting.button('Leave the queue').click();
    await axe.look(waiting.page, 'leaving the queue');

    await lin.row('Transfer pending').click();
    await lin.reply('您好');
    await phone.bubble('您好').waitFor();
    await axe.look(phone.page, 'chat');
    await phone.button('添加图片').click();
    await axe.look(phone.page, 'image warning');
    await phone.button('取消').click();
    await phone.button('查看图片 a.png').click();
    await axe.look(phone.page, 'image');
    await phone.page.keyboard.press('Escape');
    await lin.button('Escalate').click();
    await lin.dialog.getByLabel('Summary').fill('Stuck.');
    await lin.dialog.getByRole('button', { name: 'Escalate' }).click();
    await phone.on.getByRole('heading', { name: '已升级至二线支持' }).waitFor();
    await axe.look(phone.page, 'escalated');
    await axe.look(lin.page, 'chat with a case');
    await lin.button('Resolve').click();
    await lin.dialog.getByLabel('Cause').fill('Fee');
    await lin.dialog.getByRole('button', { name: 'Resolve' }).click();
    await phone.button('已解决').waitFor();
    await axe.look(phone.page, 'resolve');
    await phone.button('已解决').click();
    await phone.on.getByRole('radio', { name: '5 星' }).check({ force: true });
    await axe.look(phone.page, 'rating');
    await phone.button('提交评价').click();
    await phone.on.getByRole('heading', { name: '对话已关闭' }).waitFor();
    await axe.look(phone.page, 'closed');
    expect(axe.findings).toEqual([]);
  });

  it('on the settings, in Chinese, and on choosing a new password', async () => {
    const axe = createAxeLog();
    const jonas = await people.agent('jonas', 'zh-CN');
    for (const section of sections) {
      await jonas.page.goto(`${server.url}/console/settings/${section}`);
      await jonas.page.getByRole('heading', { name: '设置' }).waitFor();
      const add = jonas.button(/^添加/).first();
      const isReady = add.or(jonas.page.getByText('没有被屏蔽的访客'));
      await isReady.first().waitFor();
      await axe.look(jonas.page, `settings, ${section}`);
      if (section === 'blocked') continue;
      await add.click();
      await jonas.dialog.waitFor();
      await axe.look(jonas.page, `settings, adding to ${section}`);
    }

    const page = await people.page();
    await page.goto(`${server.url}/console/`);
    const maya = createConsolePage(page, 'en');
    await maya.tryToSignIn('maya@demo.haven.example', await admin.resetPassword('maya'));
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    await axe.look(page, 'new password');
    expect(axe.findings).toEqual([]);
  });

  it('on the console of a phone', async () => {
    const axe = createAxeLog();
    const ana = await people.agent('ana', 'en', phoneLook);
    await axe.look(ana.page, 'inbox on a phone');
    await ana.page.getByRole('tab', { name: /Closed/ }).click();
    await ana.row('Transfer pending').click();
    await ana.page.getByText('Closed. This is the full record.').waitFor();
    await axe.look(ana.page, 'record on a phone');
    await ana.button('Show details').click();
    await axe.look(ana.page, 'details on a phone');
    expect(axe.findings).toEqual([]);
    expect(people.errors()).toEqual([]);
  });

  it('and would be told if it did', async () => {
    const axe = createAxeLog();
    const page: Page = await people.page();
    await page.setContent('<html lang="en"><title>x</title><main><h1>x</h1><button></button></main></html>');
    await axe.look(page, 'planted');
    expect(axe.findings).toEqual([expect.stringContaining('planted: button-name')]);
  });
});

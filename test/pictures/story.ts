import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Language } from '@haven/shared/language';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { type BrowserPeople, createBrowserPeople, phoneLook } from '../support/browser-people.ts';
import { connectVisitor, messageTo, newMessageId, newVisitorToken } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWidgetPage } from '../support/widget-page.ts';

jest.setTimeout(120_000);

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const timeZone = 'Asia/Shanghai';

type Other = { issueType: string; language: Language; texts: string[] };

/** Who else is in the agent's list, besides the visitor of the story. */
const others: Other[] = [
  {
    issueType: 'transaction.swap_bridge',
    language: 'en',
    texts: ['My swap has shown “processing” for an hour, the hash is 0x9c41…b7e2.'],
  },
  {
    issueType: 'account.zero_after_import',
    language: 'zh-CN',
    texts: ['换了新手机，导入后余额是 0。', '地址和以前的不一样。'],
  },
  {
    issueType: 'account.hardware',
    language: 'en',
    texts: ['The device is paired, but the app does not find it.'],
  },
];

describe('the pictures of the documentation', () => {
  let server: ServerProcess;
  let people: BrowserPeople;

  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    server = await startServer({ engine: 'embedded' });
    people = await createBrowserPeople(server.url);
  }, 180_000);
  afterAll(async () => {
    await people?.close();
    await server?.stop();
  }, 180_000);

  it('are taken while a visitor with a pending transfer is helped', async () => {
    const lin = await people.agent('lin', 'en', { timeZone });
    await lin.setAvailability('online');

    const page = await people.page({ ...phoneLook, locale: 'zh-CN', timeZone });
    await page.goto(server.url);
    await page.getByRole('button', { name: '打开在线客服' }).waitFor();
    // What an app's own page would tell about the device.
    await page.evaluate(() => {
      const haven = Reflect.get(window, 'Haven') as (...call: unknown[]) => void;
      const device = { device: 'Pixel 8', osVersion: 'Android 15' };
      haven('context', { platform: 'android', appVersion: '2.14.1', ...device });
      haven('show');
    });
    const phone = createWidgetPage(page, page.frameLocator('iframe'), 'zh-CN');
    await phone.button('发起新对话').waitFor();
    await save(page, 'widget-home');

    for (const other of others) await arrive(other);
    await lin.row(/Hardware/).click();
    await lin.reply('Which firmware version does it show under “About”?');
    await lin.row(/You: Which firmware/).waitFor();

    await phone.ask({
      branch: '交易',
      type: /打包中/,
      text: '转账两小时了，还在“等待打包”。',
    });
    await lin.row(/Transfer pending/).click();
    await phone.log.getByText(/我是林晓/).waitFor();
    await lin.reply('资产还在你的地址里，我来查费用。');
    await phone.send('好的，需要我做什么吗？');
    await lin.bubble('好的，需要我做什么吗？').waitFor();
    await lin.writeNote('Fee offered is below the base fee; nonce 211 is the oldest pending one.');
    await lin.addNote();
    await lin.page.getByRole('tab', { name: 'Reply' }).click();
    await lin.box.fill('先不要重复发送');
    await lin.page.getByRole('tab', { name: /^Team 4/ }).waitFor();
    await save(lin.page, 'console-inbox');

    await lin.box.fill('');
    const wei = await people.agent('wei', 'zh-CN', { timeZone });
    await wei.setAvailability('online');
    await lin.button('Escalate').click();
    await lin.dialog
      .getByLabel('Summary')
      .fill(
        '0.82 ETH pending for two hours. The fee is below the base fee, nonce 211. Please check the node.',
      );
    await save(lin.page, 'console-escalate');
    await lin.dialog.getByRole('button', { name: 'Escalate' }).click();

    await wei.row('打包中').click();
    await phone.on.getByText('王哲 Wei 正在看你的问题').waitFor();
    await wei.reply('可以用更高的费用替换这笔交易。');
    await phone.bubble('可以用更高的费用替换这笔交易。').waitFor();
    await save(page, 'widget-chat');
  });

  /** Somebody asks without being seen. */
  async function arrive({ issueType, language, texts }: Other): Promise<void> {
    const visitor = await connectVisitor(server.url, await newVisitorToken(server.url, 'demo'));
    const [description = '', ...more] = texts;
    const { conversation } = await visitor.get('conversation:start', {
      clientMessageId: newMessageId(),
      issueType,
      description,
      language,
      context: {},
      linkedTo: null,
    });
    for (const text of more) await visitor.get('entry:send', messageTo(conversation.id, text));
    visitor.close();
  }
});

/** Waits until nothing moves and nothing passing is shown, then keeps the page as a small PNG. */
async function save(page: Page, name: string): Promise<void> {
  await page.locator('[data-sonner-toast]').first().waitFor({ state: 'detached' });
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await sharp(picture).png({ palette: true, effort: 10 }).toFile(`${folder}${name}.png`);
}

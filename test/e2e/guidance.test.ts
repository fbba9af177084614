import { playbooks } from '@haven/shared/playbooks/all';
import { createAxeLog } from '../support/axe.ts';
import { picture } from '../support/browser.ts';
import { type BrowserPeople, createBrowserPeople, phoneLook } from '../support/browser-people.ts';
import type { ConsolePage } from '../support/console-page.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import type { WidgetPage } from '../support/widget-page.ts';

jest.setTimeout(150_000);

describe('what guides through a problem', () => {
  let server: ServerProcess;
  let people: BrowserPeople;
  let lin: ConsolePage;
  let ana: ConsolePage;
  let visitor: WidgetPage;

  beforeAll(async () => {
    server = await startServer({ engine: 'embedded' });
    people = await createBrowserPeople(server.url);
    lin = await people.agent('lin', 'en');
    await lin.setAvailability('online');
    visitor = await people.visitor('zh-CN', phoneLook);
    await visitor.ask({ branch: '交易', type: /打包中/, text: '一直显示打包中' });
    await lin.row('Transfer pending').click();
    await lin.bubble('一直显示打包中').waitFor();
  }, 180_000);
  afterAll(async () => {
    await people?.close();
    await server?.stop();
  }, 180_000);

  it('[GUIDE1] a playbook: ticked, skipped, an answer in the visitor’s language, ended, and still so after a reload', async () => {
    const { context } = lin;
    await context.getByText('Playbook · Transfer pending').waitFor();
    await context.getByRole('checkbox', { name: 'Transaction hash and network are known' }).check();
    await lin.log.getByText(/Lin ticked “Transaction hash and network are known”/).waitFor();
    await context.getByRole('button', { name: 'Not needed: The transaction is diagnosed' }).click();
    await context.getByText('2/5').waitFor();
    await picture(lin.page, '14-console-playbook-en');
    await expectClean(lin, 'a playbook');

    await context.getByRole('button', { name: 'Insert: Cause explained, and where the funds are' }).click();
    await lin.page.getByRole('menuitem', { name: 'Fee below the base fee' }).click();
    const said = answerOf('underpriced')['zh-CN'];
    expect(await lin.box.inputValue()).toBe(said);
    await lin.box.press('Enter');
    await visitor.bubble(said).waitFor();

    await context.getByRole('button', { name: 'End as' }).click();
    await lin.page.getByRole('menuitem', { name: /^Waiting/ }).click();
    await context.getByText(/^Ended: Waiting/).waitFor();
    await lin.log.getByText(/Playbook “Transfer pending” ended: Waiting/).waitFor();
    await lin.page.reload();
    await context.getByText(/^Ended: Waiting/).waitFor();
    await context.getByText('2/5').waitFor();
    expect(await visitor.page.textContent('body')).not.toMatch(/打包中”已结束|勾选|Playbook/);
  });

  it('[GUIDE3] [GUIDE4] a service notice appears in an open chat and in the console, and goes; who asked is told in the chat', async () => {
    ana = await people.agent('ana', 'en');
    await ana.page.getByRole('link', { name: 'Service notices' }).click();
    await ana.page.getByText('Nothing is announced.').waitFor();
    await ana.button('New notice').click();
    await ana.dialog.getByRole('radio', { name: 'A network' }).click();
    await ana.dialog.getByLabel('Network (CAIP-2)').fill('eip155:1');
    await ana.dialog.getByLabel('Title (Chinese)').fill('以太坊网络拥堵');
    await ana.dialog.getByLabel('Title (English)').fill('Ethereum is congested');
    await ana.dialog.getByLabel('Text (Chinese)').fill('转账确认变慢，你的资产不受影响。');
    await ana.dialog
      .getByLabel('Text (English)')
      .fill('Transfers confirm slowly. Your funds are not affected.');
    await picture(ana.page, '15-console-notice-dialog-en');
    await expectClean(ana, 'the dialog of a notice');
    await ana.button('Save').click();

    const strip = lin.page.getByText('Ethereum is congested · Degraded · 1 conversation');
    await strip.waitFor();
    const banner = visitor.on.getByRole('status', { name: '服务通知' });
    await banner.getByText('以太坊网络拥堵').waitFor();
    await picture(visitor.page, '15-phone-notice-zh');
    await picture(lin.page, '15-console-notice-strip-en');
    await banner.getByRole('button', { name: '收起：以太坊网络拥堵' }).click();
    await banner.getByText('你的资产不受影响').waitFor({ state: 'detached' });
    await banner.getByRole('button', { name: '展开：以太坊网络拥堵' }).click();
    await visitor.button('结束时通知我').click();
    await banner.getByText('结束后会在这个对话里通知你').waitFor();
    await visitor.page.reload();
    await visitor.button(/继续对话/).waitFor();
    await banner.getByText('结束后会在这个对话里通知你').waitFor();
    await picture(visitor.page, '15-phone-notice-home-zh');
    await visitor.button(/继续对话/).click();

    await ana.button('End now').click();
    await ana.dialog.getByText(/1 conversation gets one automatic message/).waitFor();
    await ana.dialog.getByRole('button', { name: 'End now' }).click();
    await visitor.log.getByText('你关注的服务通知“以太坊网络拥堵”已经结束。').waitFor();
    await banner.waitFor({ state: 'detached' });
    await strip.waitFor({ state: 'detached' });
    await ana.page.getByText('1 of 1 told').waitFor();
    await picture(ana.page, '15-console-notices-en');
    await expectClean(ana, 'the page of notices');
  });

  function answerOf(key: string) {
    const answers = playbooks.pending.steps.flatMap(({ action }) =>
      action?.kind === 'answer' ? action.answers : [],
    );
    const found = answers.find((answer) => answer.key === key);
    if (!found) throw new Error(`there is no answer ${key}`);
    return found.text;
  }

  async function expectClean({ page }: ConsolePage, where: string): Promise<void> {
    const axe = createAxeLog();
    await axe.look(page, where);
    expect(axe.findings).toEqual([]);
  }
});

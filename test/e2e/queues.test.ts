import type { Page } from 'playwright-core';
import { createAdminApi } from '../support/admin-api.ts';
import { createAxeLog } from '../support/axe.ts';
import { picture } from '../support/browser.ts';
import {
  type BrowserPeople,
  createBrowserPeople,
  everyPairOfLooks,
  phoneLook,
} from '../support/browser-people.ts';
import type { ConsolePage } from '../support/console-page.ts';
import { connectVisitor, newMessageId, newVisitorToken, type VisitorClient } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

jest.setTimeout(150_000);

describe('the queues and the reasons', () => {
  let server: ServerProcess;
  let people: BrowserPeople;
  let admin: Awaited<ReturnType<typeof createAdminApi>>;
  let ana: ConsolePage;
  let lin: ConsolePage;
  const visitors: VisitorClient[] = [];

  beforeAll(async () => {
    server = await startServer({ engine: 'embedded' });
    people = await createBrowserPeople(server.url);
    admin = await createAdminApi(server.url);
    await admin.setCapacity('lin', 1);
    lin = await people.agent('lin', 'en');
    await lin.setAvailability('online');
    ana = await people.agent('ana', 'en');
  }, 180_000);
  afterAll(async () => {
    for (const visitor of visitors) visitor.close();
    await people?.close();
    await server?.stop();
  }, 180_000);

  /** Somebody asks without being seen. */
  async function arrive(issueType: string, language: 'en' | 'zh-CN'): Promise<void> {
    const visitor = await connectVisitor(server.url, await newVisitorToken(server.url, 'demo'));
    visitors.push(visitor);
    const asked = { issueType, language, description: 'Please help.', context: {}, linkedTo: null };
    await visitor.get('conversation:start', { clientMessageId: newMessageId(), ...asked });
  }

  const line = (page: Page) => page.getByRole('region', { name: /^(Who waits|等待中)$/ });
  const rows = (page: Page) => line(page).getByRole('listitem');

  it('[RT16] a supervisor finds the queues in the rail, and sees who comes without asking', async () => {
    const { page } = ana;
    await page.getByRole('link', { name: 'Queues' }).click();
    await page.getByText('Live', { exact: true }).waitFor();
    await line(page).getByText('Nobody is waiting here.').waitFor();
    await picture(page, '10-console-queues-empty-en');

    await arrive('transaction.pending', 'en');
    const agents = page.getByRole('region', { name: 'Agents' });
    await agents.getByRole('listitem').filter({ hasText: 'Lin' }).getByText('1 of 1 chats').waitFor();
    await arrive('account.hardware', 'en');
    await arrive('transaction.swap_bridge', 'zh-CN');
    await arrive('other.suggestion', 'en');
    await rows(page).nth(2).waitFor();
    expect(await rows(page).count()).toBe(3);
    await agents.getByText('Full', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: /All queues/ }).textContent()).toContain('3 waiting');
    await page.getByRole('button', { name: /Wallet & app.*EN/ }).click();
    await line(page).getByText('In the order in which they are given out').waitFor();
    await picture(page, '10-console-queues-one-en');
    await page.getByRole('button', { name: /All queues/ }).click();
  });

  it('[RT15] the dialog says why a colleague can not take it, before anything is made', async () => {
    const { page } = ana;
    await rows(page)
      .first()
      .getByRole('button', { name: /^Assign/ })
      .click();
    await ana.dialog.getByRole('radio', { name: /Lin/ }).click();
    await ana.dialog.getByText('林晓 Lin has no free place.').waitFor();
    expect(await ana.dialog.getByRole('button', { name: 'Assign', exact: true }).isDisabled()).toBe(true);
    await picture(page, '10-console-assign-en');
    await expectClean(page, 'assigning');
    await ana.dialog.getByRole('radio', { name: /Ana Sousa/ }).click();
    await ana.dialog.getByRole('button', { name: 'Assign', exact: true }).click();
    await page.getByText('Assigned to Ana Sousa').waitFor();
    await rows(page).nth(2).waitFor({ state: 'detached' });
  });

  it('[RT14] the conversation tells why its agent has it, and why nobody has it yet, by keyboard too', async () => {
    await lin.row(/Transfer pending/).click();
    await lin.context.getByRole('button', { name: 'Why me?' }).press('Enter');
    await lin.context.getByText(/had the least to do of all who could take it/).waitFor();
    await lin.context.getByText(/^\d away or busy$/).waitFor();
    await picture(lin.page, '10-console-why-me-en');

    const { page } = ana;
    await rows(page).last().getByRole('button', { name: /^Open/ }).click();
    await ana.context.getByRole('button', { name: 'Why nobody yet?' }).press('Enter');
    await ana.context.getByText('Nobody in the team can take it right now.', { exact: false }).waitFor();
    const reasons = ana.context.getByRole('listitem');
    expect(await reasons.filter({ hasText: 'Lin' }).textContent()).toContain('no free place');
    expect(await reasons.filter({ hasText: 'Maya' }).textContent()).toContain('away or busy');
    await picture(page, '10-console-why-nobody-en');
    await expectClean(page, 'why nobody');

    await page.route('**/routing', (route) => route.abort());
    await page.reload();
    await ana.context.getByRole('button', { name: 'Why nobody yet?' }).click();
    await ana.context.getByText('The reason could not be loaded.').waitFor();
    await page.unroute('**/routing');
    await ana.button('Try again').click();
    await ana.context.getByText('Nobody in the team', { exact: false }).waitFor();
  });

  it('[RT16] a supervisor takes a colleague’s chat over, and the log says so', async () => {
    await ana.page.getByRole('tab', { name: /^Team/ }).click();
    await ana.row(/Transfer pending/).click();
    await ana.button('Take over').click();
    await ana.page.getByText('The chat is yours now.').waitFor();
    await ana.log.getByText('Ana Sousa took over').waitFor();
    await ana.context.getByRole('button', { name: 'Why me?' }).click();
    await ana.context.getByText('Ana Sousa took it by hand.').waitFor();
    await ana.reply('I look into it now.');
    await ana.bubble('I look into it now.').waitFor();
  });

  it('[RT16] a case that waits is given to a specialist by name, and its chat stays with its agent', async () => {
    // By hand, else the case would be given out before anybody could name somebody.
    await admin.setQueues({ mode: 'manual' });
    await ana.button('Escalate').click();
    await ana.dialog.getByLabel('Summary').fill('It does not confirm.');
    await ana.dialog.getByRole('button', { name: 'Escalate' }).click();
    await ana.dialog.waitFor({ state: 'detached' });
    const wei = await people.agent('wei', 'en');
    await wei.setAvailability('online');
    const jonas = await people.agent('jonas', 'zh-CN', { ...phoneLook, theme: 'dark' });
    const { page } = jonas;
    await page.goto(`${server.url}/console/queues`);
    const row = rows(page).filter({ hasText: /工单 S\d/ });
    await row.getByRole('button', { name: /^分配/ }).click();
    await jonas.dialog.getByRole('heading', { name: '分配工单' }).waitFor();
    await jonas.dialog.getByRole('radio', { name: /Wei/ }).click();
    await picture(page, '10-console-assign-case-zh-dark-390');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expectClean(page, 'assigning a case');
    await jonas.dialog.getByRole('button', { name: '分配', exact: true }).click();
    await row.waitFor({ state: 'detached' });
    await wei.row(/Transfer pending/).waitFor();
    await page.context().close();
    for (const size of [phoneLook, { width: 1440, height: 900 }]) {
      const desk = await people.agent('jonas', 'zh-CN', { ...size, theme: 'dark' });
      await desk.page.goto(`${server.url}/console/inbox?view=team&chat=${chatOf(ana.page)}`);
      if (size === phoneLook) await desk.button('显示详情').click();
      await desk.page.getByRole('button', { name: /^为什么/ }).click();
      await desk.page.getByText('Jonas Berg 指定给 王哲 Wei。').waitFor();
      await picture(desk.page, `10-console-why-zh-dark-${size.width}`);
      await desk.page.context().close();
    }
  });

  const chatOf = (page: Page) => new URL(page.url()).searchParams.get('chat') ?? '';

  it('[LIVE2] the page says when it is cut off, and is right again after the connection is back', async () => {
    const { page } = ana;
    await page.getByRole('link', { name: 'Queues' }).click();
    await page.getByText('Live', { exact: true }).waitFor();
    const count = await rows(page).count();
    await page.context().setOffline(true);
    await page.getByText('Reconnecting, as of a moment ago').waitFor();
    await arrive('account.zero_after_import', 'zh-CN');
    await arrive('account.zero_after_import', 'en');
    await page.context().setOffline(false);
    await page.getByText('Live', { exact: true }).waitFor();
    await rows(page)
      .nth(count + 1)
      .waitFor();
  });

  it('is clean and whole in both languages and themes, wide and on a phone', async () => {
    const axe = createAxeLog();
    await axe.look(ana.page, 'queues');
    for (const { theme, locale, ...size } of everyPairOfLooks) {
      const admins = await people.agent('jonas', locale, { ...size, theme });
      const { page } = admins;
      await page.goto(`${server.url}/console/queues`);
      await rows(page).nth(1).waitFor();
      await picture(page, `10-console-queues-${locale}-${theme}-${size.width}`);
      const overflow = await page.evaluate(() => {
        const isOut = (one: Element) => one.getBoundingClientRect().right > innerWidth + 0.5;
        return [...document.querySelectorAll('main *')]
          .filter(isOut)
          .map((one) => one.outerHTML.slice(0, 160));
      });
      expect(overflow).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
      if (theme === 'light') await axe.look(page, `queues, ${locale}, ${size.width}`);
      await page.context().close();
    }
    expect(axe.findings).toEqual([]);
  });

  it('[RT16] an agent has no such page', async () => {
    const { page } = lin;
    expect(await page.getByRole('link', { name: 'Queues' }).count()).toBe(0);
    await page.goto(`${server.url}/console/queues`);
    await page.getByRole('heading', { name: 'Inbox' }).waitFor();
    expect(people.errors()).toEqual([]);
  });

  async function expectClean(page: Page, screen: string): Promise<void> {
    const axe = createAxeLog();
    await axe.look(page, screen);
    expect(axe.findings).toEqual([]);
  }
});

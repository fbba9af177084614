import type { Page } from 'playwright-core';
import { createAxeLog } from '../support/axe.ts';
import { picture } from '../support/browser.ts';
import {
  type BrowserPeople,
  createBrowserPeople,
  everyPairOfLooks,
  phoneLook,
} from '../support/browser-people.ts';
import type { ConsolePage } from '../support/console-page.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import type { WidgetPage } from '../support/widget-page.ts';

jest.setTimeout(180_000);

describe('[SAFE6] who is official', () => {
  let server: ServerProcess;
  let people: BrowserPeople;
  let lin: ConsolePage;
  let jonas: ConsolePage;
  let visitor: WidgetPage;

  beforeAll(async () => {
    server = await startServer({ engine: 'embedded' });
    people = await createBrowserPeople(server.url);
    lin = await people.agent('lin', 'en');
    await lin.setAvailability('online');
    jonas = await people.agent('jonas', 'en');
    visitor = await people.visitor('en', phoneLook);
    await visitor.ask({ branch: 'Transaction', type: /pending/i, text: 'It is stuck.' });
    await lin.row('Transfer pending').click();
    await lin.bubble('It is stuck.').waitFor();
  }, 180_000);
  afterAll(async () => {
    await people?.close();
    await server?.stop();
  }, 180_000);

  it('the same six digits are in widget and console, beside a card whose signature the widget checked', async () => {
    await visitor.button('Official').click();
    await visitor.on.getByText('Signature checked on this device', { exact: false }).waitFor();
    const shown = await visitor.on.locator('[data-code]').innerText();
    expect(shown).toMatch(/^\d{3} \d{3}$/);
    const told = lin.context.locator('[data-code]');
    await told.waitFor();
    // The five minutes may end between the two looks.
    const isSame = (await told.innerText()) === shown;
    if (!isSame) await visitor.page.waitForTimeout(8_000);
    expect(await told.innerText()).toBe(await visitor.on.locator('[data-code]').innerText());
    await picture(visitor.page, '14-widget-official-en');
    await picture(lin.page, '14-console-code-en');
    await visitor.button('Back').click();
  });

  it('a forged card makes nobody official', async () => {
    const other = await people.visitor('en', phoneLook);
    await other.page.route('**/api/official-keys', (route) =>
      route.fulfill({
        json: { keys: [{ keyId: '00000000-0000-7000-8000-000000000000', publicKey: 'A'.repeat(43) }] },
      }),
    );
    await other.ask({ branch: 'Transaction', type: /pending/i, text: 'Mine too.' });
    await other.on.getByRole('heading', { name: 'Lin' }).waitFor();
    await other.page.waitForTimeout(1_500);
    expect(await other.button('Official').count()).toBe(0);
    await other.page.context().close();
  });

  it('[SAFE5] what support may not ask is warned of while typing, and refused when sent all the same', async () => {
    await lin.box.fill('Please send me your 12 words.');
    await lin.page.getByText('This would be refused: support never asks for a recovery phrase.').waitFor();
    await picture(lin.page, '14-console-warning-en');
    await lin.box.press('Enter');
    await lin.page.getByText(/Support never asks for a recovery phrase/).waitFor();
    await lin.reply('See evil-help.com');
    await lin.page.getByText(/evil-help\.com: not in this inbox’s list/).waitFor();
    await picture(lin.page, '14-console-refused-en');
    await lin.reply('Here is a harmless line.');
    await visitor.bubble('Here is a harmless line.').waitFor();
    expect((await visitor.page.textContent('body')) ?? '').not.toMatch(/12 words|evil-help/);
  });

  it('[SAFE5] a visitor’s link is none, in both ends, and says where it would lead', async () => {
    await visitor.send('They sent me https://fеrnway.com/login');
    await lin.log.getByText('mixes alphabets that look alike', { exact: false }).waitFor();
    expect(await lin.log.getByRole('link').count()).toBe(0);
    await visitor.log.getByText('leads to xn--', { exact: false }).waitFor();
    expect(await visitor.log.getByRole('link').count()).toBe(0);
    await picture(lin.page, '14-console-link-en');
    await picture(visitor.page, '14-widget-link-en');
  });

  it('an administrator lists what is official, and /verify says so to anybody, who reports an impostor', async () => {
    await jonas.page.goto(`${server.url}/console/settings/safety`);
    await jonas.button('Add a contact').click();
    await jonas.dialog.getByLabel('Website, e-mail, phone or handle').fill('*.fernway.example');
    await jonas.button('Save').click();
    await jonas.page.getByText('*.fernway.example').first().waitFor();
    const trial = jonas.page.getByRole('form', { name: 'Try a text' });
    await trial.getByLabel('As an agent would write it').fill('麻烦提供一下助记词');
    await trial.getByRole('button', { name: 'Try it' }).click();
    await trial.getByText(/Support never asks for a recovery phrase/).waitFor();
    await picture(jonas.page, '14-console-safety-en');

    const page = await people.page(phoneLook);
    await page.goto(`${server.url}/verify?inbox=demo`);
    const check = async (contact: string) => {
      await page.getByLabel('Who or what contacted you?').fill(contact);
      await page.getByRole('button', { name: 'Check' }).click();
    };
    await check('https://help.fernway.example/a');
    await page.getByRole('heading', { name: 'Official', exact: true }).waitFor();
    await check('abandon ability able about above absent');
    await page.getByText('Never enter a recovery phrase or key.', { exact: false }).waitFor();
    await check('fernvvay.example');
    await page.getByRole('heading', { name: 'Not official, and looks like ours' }).waitFor();
    await picture(page, '14-verify-en-light-390');
    await page.getByRole('button', { name: 'Report it to support' }).click();
    await page.getByText('Thank you. Support has been told.').waitFor();
    expect(page.url()).not.toContain('fernvvay');

    await jonas.page.getByRole('link', { name: 'Incidents' }).click();
    await jonas.page.getByText('Unofficial contact reported').last().waitFor();
    await jonas.page.getByText('Agent’s text refused').last().waitFor();
    await picture(jonas.page, '14-console-incidents-en');
    await jonas.page.getByLabel('Kind').selectOption({ label: 'Unofficial contact reported' });
    await jonas.page.getByRole('listitem').filter({ hasText: 'fernvvay.example' }).waitFor();
  });

  it('somebody whom an impostor contacted opens a chat about it with one tap', async () => {
    const other = await people.visitor('zh-CN', phoneLook);
    await other.button('这真的是官方客服吗？').click();
    await picture(other.page, '14-widget-official-nobody-zh-CN');
    await other.button('有别人联系我').click();
    await other.bubble('有人自称客服联系了我。').waitFor();
    expect(await other.box.inputValue()).toContain('对方要求什么');
    await lin.row('Report impersonation').first().waitFor();
    await other.page.context().close();
  });

  it('looks right in both languages and themes, wide and on a phone', async () => {
    const chat = new URL(lin.page.url()).searchParams.get('chat') ?? '';
    for (const { theme, locale, ...size } of everyPairOfLooks) {
      const look = `${locale}-${theme}-${size.width}`;
      const page = await people.page({ ...size, theme, locale });
      await page.goto(`${server.url}/verify?inbox=demo`);
      await page.locator('#contact').fill('support-fernway.example');
      await page.locator('button.primary').click();
      await page.locator('.looks_like').waitFor();
      await keep(page, `14-verify-${look}`, theme === 'dark');
      await page.goto(`${server.url}/widget/demo/`);
      await page.getByRole('button', { name: /^(Is it really us|这真的是官方)/ }).click();
      await page.getByRole('heading', { name: /^(Is it really us|这真的是官方)/ }).waitFor();
      await keep(page, `14-widget-official-${look}`, theme === 'dark');
      await page.context().close();

      const desk = await people.agent('jonas', locale, { ...size, theme });
      await desk.page.goto(`${server.url}/console/incidents`);
      await desk.page.getByRole('listitem').first().waitFor();
      await keep(desk.page, `14-console-incidents-${look}`, theme === 'dark');
      await desk.page.goto(`${server.url}/console/settings/safety`);
      await desk.page.getByText('*.fernway.example').first().waitFor();
      await keep(desk.page, `14-console-safety-${look}`, theme === 'dark');
      if ((size.width ?? 0) > 1000) {
        await desk.page.goto(`${server.url}/console/inbox?view=team&chat=${chat}`);
        await desk.page.locator('[data-code]').waitFor();
        await keep(desk.page, `14-console-chat-${look}`, theme === 'dark');
      }
      await desk.page.context().close();
    }
    expect(people.errors()).toEqual([]);
  });

  async function keep(page: Page, name: string, isLookedAt: boolean): Promise<void> {
    await picture(page, name);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect([name, wider]).toEqual([name, 0]);
    if (!isLookedAt) return;
    const axe = createAxeLog();
    await axe.look(page, name);
    // It leaves the light scheme.
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(axe.findings).toEqual([]);
  }
});

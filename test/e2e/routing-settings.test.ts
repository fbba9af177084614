import type { QueueSetting } from '@haven/shared/http/queue-endpoints';
import { createAxeLog } from '../support/axe.ts';
import { picture } from '../support/browser.ts';
import { type BrowserPeople, createBrowserPeople, everyPairOfLooks } from '../support/browser-people.ts';
import type { ConsolePage } from '../support/console-page.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

jest.setTimeout(150_000);

describe('the settings of routing', () => {
  let server: ServerProcess;
  let people: BrowserPeople;
  let jonas: ConsolePage;

  beforeAll(async () => {
    server = await startServer({ engine: 'embedded' });
    people = await createBrowserPeople(server.url);
    jonas = await people.agent('jonas', 'en');
  }, 180_000);
  afterAll(async () => {
    await people?.close();
    await server?.stop();
  }, 180_000);

  const part = (name: string) => jonas.page.getByRole('region', { name, exact: true });
  const row = (name: string, shows: string | RegExp) =>
    part(name).getByRole('row').filter({ hasText: shows }).first();
  const edit = (name: string, shows: string | RegExp) =>
    row(name, shows).getByRole('button', { name: /^Edit/ }).click();
  const save = async () => {
    await jonas.dialog.getByRole('button', { name: 'Save' }).click();
    await jonas.dialog.waitFor({ state: 'detached' });
  };

  it('[RT8] [RT12] [RT13] change how a queue is run, and say beside the field what can not be', async () => {
    const { page } = jonas;
    await page.goto(`${server.url}/console/settings/agents`);
    await page.getByRole('tab', { name: 'Routing' }).click();
    await edit('Queues', 'Wallet & app');
    const field = (label: string) => jonas.dialog.getByLabel(label, { exact: true });
    await field('How chats are given out').selectOption('By offers');
    await field('Time to answer an offer').fill('4');
    await field('Always open').uncheck();
    await field('Time zone').fill('Asia/Shanghai');
    await field('Monday').fill('18-9');
    await field('Closed on').fill('2026-02-30');
    await jonas.dialog.getByRole('button', { name: 'Save' }).click();
    await jonas.dialog.getByText('At least 5.').waitFor();
    await jonas.dialog.getByText(/It ends before it begins/).waitFor();
    await jonas.dialog.getByText('2026-02-30: Not a date that exists.').waitFor();
    expect(await field('Monday').getAttribute('aria-invalid')).toBe('true');
    await field('Time to answer an offer').scrollIntoViewIfNeeded();
    await picture(page, '12-console-routing-queue-invalid-en');
    await expectClean('a queue with problems');

    await field('Time to answer an offer').fill('30');
    await field('Monday').fill('9-12, 13-18:30');
    await field('Closed on').fill('2026-10-01');
    await jonas.button('Monday to Friday alike').click();
    await save();
    await row('Queues', 'Asia/Shanghai').getByText('By offers').waitFor();
    const { items } = await page.evaluate(async () => {
      const reply = await fetch('/api/admin/queues');
      return (await reply.json()) as { items: QueueSetting[] };
    });
    const changed = items.find(({ settings }) => settings.mode === 'offer')?.settings;
    expect(changed).toMatchObject({ offerSeconds: 30, hours: { timeZone: 'Asia/Shanghai' } });
    expect(changed?.hours?.week.fri).toEqual([
      { from: '09:00', until: '12:00' },
      { from: '13:00', until: '18:30' },
    ]);
    expect(changed?.hours?.holidays).toEqual(['2026-10-01']);
  });

  it('[RT6] [RT7] change what a chat stops asking for, who has it then, and what an answered one takes', async () => {
    const { page } = jonas;
    await edit('Queues', 'Wallet & app');
    const field = (label: string) => jonas.dialog.getByLabel(label, { exact: true });
    await field('Without its skills after').fill('60');
    await field('In any language after').fill('5');
    await field('To the overflow team after').fill('120');
    await field('An answered chat counts').fill('50');
    await jonas.dialog.getByRole('button', { name: 'Save' }).click();
    await jonas.dialog.getByText('At least 10.').waitFor();
    await field('In any language after').fill('');
    await jonas.dialog.getByRole('button', { name: 'Save' }).click();
    await jonas.dialog.getByText('Name the team, or leave the time empty.').waitFor();
    const teams = await field('Overflow team').getByRole('option').allTextContents();
    expect(teams).toContain('None');
    expect(teams).not.toContain('Wallet & app');
    await field('Overflow team').selectOption({ index: 1 });
    await expectClean('an overflow team');
    await save();
    const { items } = await page.evaluate(async () => {
      const reply = await fetch('/api/admin/queues');
      return (await reply.json()) as { items: QueueSetting[] };
    });
    const changed = items.find(({ settings }) => settings.overflowTeamId !== null)?.settings;
    expect(changed).toMatchObject({
      relaxSkillSeconds: 60,
      relaxLanguageSeconds: null,
      overflowSeconds: 120,
      idlePercent: 50,
    });
  });

  it('show what the server finds wrong where this browser finds nothing', async () => {
    const { page } = jonas;
    // As if this browser knew a time zone that the server does not.
    await page.route('**/api/admin/queues', async (route) => {
      if (route.request().method() !== 'PATCH') return route.continue();
      const postData = route.request().postData()?.replace('Asia/Shanghai', 'Mars/Base') ?? '';
      return route.continue({ postData });
    });
    await edit('Queues', 'Asia/Shanghai');
    await jonas.dialog.getByRole('button', { name: 'Save' }).click();
    await jonas.dialog.getByText('Name a time zone such as Asia/Shanghai.').waitFor();
    await page.unroute('**/api/admin/queues');
    await save();
  });

  it('[RT4] give an agent a skill, languages and places, and an issue type its needs, with a warning in time', async () => {
    const { page } = jonas;
    for (const [key, zh, en] of [
      ['hardware', '硬件钱包', 'Hardware wallets'],
      ['law', '法务', 'Legal questions'],
    ] as const) {
      await jonas.button('Add skill').click();
      await jonas.dialog.getByLabel('Key').fill(key);
      await jonas.dialog.getByLabel('Name (Chinese)').fill(zh);
      await jonas.dialog.getByLabel('Name (English)').fill(en);
      await save();
    }
    await row('Skills', 'Hardware wallets').getByText('Nobody').waitFor();
    await edit('Agents', 'Lin');
    await jonas.dialog.getByLabel('Chats at once').fill('21');
    await jonas.dialog.getByRole('button', { name: 'Save' }).click();
    await jonas.dialog.getByText('A number from 1 to 20.').waitFor();
    await jonas.dialog.getByLabel('Chats at once').fill('5');
    await jonas.dialog.getByLabel('Hardware wallets').check();
    await save();
    await row('Skills', 'Hardware wallets').getByText(/Lin/).waitFor();
    await row('Agents', 'Lin').getByRole('cell', { name: '5', exact: true }).waitFor();

    await edit('What issue types ask for', 'Hardware wallet');
    await jonas.dialog.getByLabel('Hardware wallets').check();
    await jonas.dialog.getByLabel('Counts as so many chats').fill('1.5');
    await picture(page, '12-console-routing-needs-en');
    await expectClean('the needs of an issue type');
    await save();
    await row('What issue types ask for', 'Hardware wallets').getByText('1.5').waitFor();
    await edit('What issue types ask for', 'Suggestions');
    await jonas.dialog.getByLabel('Legal questions').check();
    await save();
    await page.getByText('Saved, but nobody could take it now.').waitFor();
    await row('What issue types ask for', 'Suggestions')
      .getByText(/Nobody has “Legal questions”/)
      .waitFor();

    await row('Skills', 'Legal questions')
      .getByRole('button', { name: /^Delete/ })
      .click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText(/Still asked for, by issue types: 1/).waitFor();
  });

  it('say when they can not be loaded, and load again', async () => {
    const { page } = jonas;
    await page.route('**/api/admin/skills', (route) => route.abort());
    await page.reload();
    await part('Skills').getByText('This could not be loaded.').waitFor();
    await page.unroute('**/api/admin/skills');
    await part('Skills').getByRole('button', { name: 'Try again' }).click();
    await row('Skills', 'Hardware wallets').waitFor();
  });

  it('are clean and whole in both languages and themes, wide and on a phone', async () => {
    for (const { theme, locale, ...size } of everyPairOfLooks) {
      const { page } = await people.agent('jonas', locale, { ...size, theme });
      await page.goto(`${server.url}/console/settings/routing`);
      const name = /^(Hardware wallets|硬件钱包)/;
      await page.getByRole('cell', { name }).first().waitFor();
      const look = `12-console-routing-${locale}-${theme}-${size.width}`;
      await picture(page, look);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      await page
        .getByRole('button', { name: /^(Edit|编辑)/ })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
      await picture(page, `${look}-queue`);
      if (theme === 'light') {
        const axe = createAxeLog();
        await axe.look(page, look);
        expect(axe.findings).toEqual([]);
      }
      await page.context().close();
    }
    expect(people.errors()).toEqual([]);
  });

  async function expectClean(screen: string): Promise<void> {
    const axe = createAxeLog();
    await axe.look(jonas.page, screen);
    expect(axe.findings).toEqual([]);
  }
});

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

jest.setTimeout(150_000);

describe('[RT16] a supervisor beside an agent', () => {
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
    ana = await people.agent('ana', 'en');
    visitor = await people.visitor('en', phoneLook);
    await visitor.ask({ branch: 'Transaction', type: /pending/i, text: 'It is stuck.' });
    await lin.row('Transfer pending').click();
    await lin.bubble('It is stuck.').waitFor();
  }, 180_000);
  afterAll(async () => {
    await people?.close();
    await server?.stop();
  }, 180_000);

  it('reads along without joining, and the agent sees that', async () => {
    await ana.page.getByRole('tab', { name: /^Team/ }).click();
    await ana.row('Transfer pending').click();
    await ana.page.getByText(/^You are watching .*Lin’s chat/).waitFor();
    await lin.page.getByText('Ana Sousa is watching. The visitor does not see that.').waitFor();
    await visitor.send('Are you there?');
    await ana.bubble('Are you there?').waitFor();
    await picture(lin.page, '13-console-watched-en');
    await expectClean(lin, 'watched');
    await lin.page.reload();
    await lin.page.getByText('Ana Sousa is watching. The visitor does not see that.').waitFor();
  });

  it('whispers to the agent, and the visitor’s page has no trace of it', async () => {
    await ana.writeNote('Ask for the hash.');
    await ana.page.getByRole('checkbox', { name: /^Whisper to .*Lin/ }).check();
    await picture(ana.page, '13-console-whispering-en');
    await expectClean(ana, 'whispering');
    await ana.button('Whisper').click();
    await lin.log.getByText('Whisper to you · Ana Sousa').waitFor();
    await lin.bubble('Ask for the hash.').waitFor();
    await ana.log.getByText(/^Whisper · Ana Sousa to .*Lin/).waitFor();
    await picture(lin.page, '13-console-whisper-en');
    await lin.reply('Can you send me the hash?');
    await visitor.bubble('Can you send me the hash?').waitFor();
    const page = (await visitor.page.textContent('body')) ?? '';
    expect(page).not.toMatch(/Ask for the hash|Ana|watching|Whisper/);
  });

  it('is gone for the agent as soon as they look elsewhere', async () => {
    await ana.page.getByRole('link', { name: 'Queues' }).click();
    await lin.page.getByText('Ana Sousa is watching', { exact: false }).waitFor({ state: 'detached' });
  });

  it('looks right in both languages and themes, wide and on a phone', async () => {
    const chat = new URL(lin.page.url()).searchParams.get('chat') ?? '';
    for (const { theme, locale, ...size } of everyPairOfLooks) {
      const watcher = await people.agent('ana', locale, { ...size, theme });
      await watcher.page.goto(`${server.url}/console/inbox?view=team&chat=${chat}`);
      await watcher.page.getByText(/You are watching|你正在旁观/).waitFor();
      await watcher.bubble('Ask for the hash.').waitFor();
      const look = `13-console-watching-${locale}-${theme}-${size.width}`;
      await picture(watcher.page, look);
      expect(await watcher.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      if (theme === 'dark') await expectClean(watcher, look);
      await watcher.page.context().close();
    }
    expect(people.errors()).toEqual([]);
  });

  async function expectClean({ page }: ConsolePage, screen: string): Promise<void> {
    const axe = createAxeLog();
    await axe.look(page, screen);
    expect(axe.findings).toEqual([]);
  }
});

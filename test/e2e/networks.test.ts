import { type BrowserPeople, createBrowserPeople, phoneLook } from '../support/browser-people.ts';
import { type Anvil, startAnvil } from '../support/anvil.ts';
import { picture } from '../support/browser.ts';
import type { ConsolePage } from '../support/console-page.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

jest.setTimeout(150_000);

describe('networks in the console', () => {
  let server: ServerProcess;
  let people: BrowserPeople;
  let node: Anvil;
  let jonas: ConsolePage;
  beforeAll(async () => {
    [server, node] = await Promise.all([startServer({ engine: 'embedded' }), startAnvil()]);
    people = await createBrowserPeople(server.url);
    jonas = await people.agent('jonas', 'en');
  }, 180_000);
  afterAll(async () => {
    await people?.close();
    await server?.stop();
    await node?.stop();
  }, 180_000);

  it('[SAFE8] an administrator adds one, whose source is tried before and masked after', async () => {
    const { page, dialog } = jonas;
    await page.goto(`${server.url}/console/settings/networks`);
    await page.getByText('No network yet. Agents cannot look into transactions.').waitFor();
    await picture(page, '15-networks-empty-en');
    await jonas.button('Add a network').click();
    await dialog.getByLabel('Network', { exact: true }).selectOption('other');
    await jonas.button('Save').click();
    await dialog.getByText('A whole number, such as 8453.').waitFor();
    await dialog.getByLabel('Chain id').fill('1');
    await dialog.getByLabel('Name (Chinese)').fill('测试网');
    await dialog.getByLabel('Name (English)').fill('Test network');
    const first = dialog.getByLabel('Address of source 1');
    await first.fill('https://10.0.0.1/');
    await dialog.getByRole('button', { name: 'Try' }).first().click();
    await dialog.getByText(/Haven may not call this address/).waitFor();
    await first.fill(`${node.url}/?key=a1b2c3d4`);
    await jonas.button('Save').click();
    await dialog.getByText('It knows another network.').waitFor();
    await picture(page, '15-networks-refused-en');
    await dialog.getByLabel('Chain id').fill('31337');
    await dialog.getByRole('button', { name: 'Try' }).first().click();
    await dialog.getByText(/It knows this network: block \d+/).waitFor();
    await dialog.getByLabel('Explorer').fill('https://explorer.example/tx/{hash}');
    await jonas.button('Save').click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /Test network/ }).waitFor();
    expect(await page.content()).not.toContain('a1b2c3d4');
    await jonas.button('Edit').click();
    expect(await dialog.getByLabel('Address of source 1').inputValue()).toBe(`${node.url}/…`);
    await jonas.button('Save').click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('[SAFE8] an agent sees beside a chat how it does', async () => {
    const visitor = await people.visitor('en');
    const lin = await people.agent('lin', 'en');
    await lin.setAvailability('online');
    await visitor.ask({ branch: 'Transaction', type: /pending/i, text: 'My transfer is pending.' });
    await lin.row('My transfer is pending.').first().click();
    await lin.context.getByRole('button', { name: 'Fees and pace now' }).click();
    await lin.context.getByText('Base fee').waitFor();
    await lin.context.getByText('Test network').waitFor();
    for (const theme of ['light', 'dark'] as const) {
      await lin.page.emulateMedia({ colorScheme: theme });
      await picture(lin.page, `15-networks-panel-en-${theme}`);
    }
  });

  it('is drawn in Chinese, dark and on a phone', async () => {
    for (const look of [{}, phoneLook]) {
      const desk = await people.agent('jonas', 'zh-CN', { ...look, theme: 'dark' });
      await desk.page.goto(`${server.url}/console/settings/networks`);
      await desk.page.getByText('测试网').waitFor();
      const size = 'width' in look ? 390 : 1440;
      await picture(desk.page, `15-networks-zh-dark-${size}`);
      await desk.button('添加网络').click();
      await desk.dialog.waitFor();
      await picture(desk.page, `15-networks-dialog-zh-dark-${size}`);
    }
    expect(people.errors()).toEqual([]);
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { type BrowserPeople, createBrowserPeople } from '../support/browser-people.ts';
import { picture } from '../support/browser.ts';
import { type ConsolePage, createConsolePage } from '../support/console-page.ts';
import { type HostPage, pageWithLoader, startHostPage } from '../support/host-page.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWidgetPage } from '../support/widget-page.ts';

jest.setTimeout(150_000);

const ownPassword = 'four unrelated words here';

describe('an admin in the console', () => {
  let server: ServerProcess;
  let people: BrowserPeople;
  let host: HostPage;
  let jonas: ConsolePage;
  let rosa: ConsolePage;

  beforeAll(async () => {
    server = await startServer({ engine: 'embedded' });
    people = await createBrowserPeople(server.url);
    host = await startHostPage(() => pageWithLoader(server.url, 'second'));
    jonas = await people.agent('jonas', 'en');
  }, 180_000);
  afterAll(async () => {
    await people?.close();
    await host?.close();
    await server?.stop();
  }, 180_000);

  it('adds an agent, who has to choose a password of their own at the first sign-in', async () => {
    await openSection('agents');
    await jonas.button('Add agent').click();
    await jonas.dialog.getByLabel('Name').fill('Rosa Lima');
    await jonas.dialog.getByLabel('Work email').fill('rosa@test.example');
    await jonas.dialog.getByLabel('Wallet & app').check();
    await jonas.dialog.getByLabel('English').setChecked(true);
    await jonas.button('Save').click();
    await jonas.page.getByRole('heading', { name: 'One-time password' }).waitFor();
    const password = (await jonas.dialog.locator('code').textContent()) ?? '';
    await picture(jonas.page, '8-console-one-time-password-en');
    await jonas.button('I have noted it').click();

    const page = await people.page();
    await page.goto(`${server.url}/console/`);
    rosa = createConsolePage(page, 'en');
    await rosa.tryToSignIn('rosa@test.example', password);
    await page.getByLabel('Current password').fill(password);
    await page.getByLabel('New password', { exact: true }).fill(ownPassword);
    await page.getByLabel('New password again').fill(ownPassword);
    await rosa.button('Set password').click();
    await page.getByText('No chats yet.').waitFor();
  });

  it('makes a key for an app: its secret is shown once and no slip loses it, and a private key never leaves the page', async () => {
    await openSection('identity');
    const inbox = jonas.page.getByRole('region', { name: 'Fernway support (demo)' });
    await inbox.getByRole('button', { name: 'Add key' }).click();
    await jonas.dialog.getByLabel('How it signs').selectOption('HS256');
    await jonas.dialog.getByLabel('Key name (kid)').fill('first');
    await jonas.button('Save').click();
    await jonas.page.getByRole('heading', { name: 'The secret of this key' }).waitFor();
    const secret = (await jonas.dialog.locator('code').textContent()) ?? '';
    expect(secret.length).toBeGreaterThanOrEqual(43);
    await jonas.page.keyboard.press('Escape');
    expect(await jonas.dialog.locator('code').textContent()).toBe(secret);
    await picture(jonas.page, '8-console-identity-secret-en');
    await jonas.button('I have stored it').click();
    await inbox.getByRole('row', { name: /first HS256/ }).waitFor();
    expect(await jonas.page.content()).not.toContain(secret);

    const asked: string[] = [];
    jonas.page.on('request', (request) => asked.push(request.postData() ?? ''));
    await inbox.getByRole('button', { name: 'Add key' }).click();
    await jonas.dialog.getByLabel('Key name (kid)').fill('second');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await jonas.dialog
      .getByLabel('Public key')
      .fill(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    await jonas.button('Save').click();
    await jonas.page.getByText('This is a private key. It was not sent.', { exact: false }).waitFor();
    await jonas.page.keyboard.press('Escape');
    expect(asked.join()).not.toContain('PRIVATE KEY');

    const isRequired = inbox.getByLabel('Only people whom the app vouches for');
    await isRequired.click();
    await inbox.getByRole('checkbox', { checked: true }).waitFor();
    await isRequired.click();
    await inbox.getByRole('checkbox', { checked: true }).waitFor({ state: 'detached' });
    await inbox.getByRole('button', { name: 'Retire' }).click();
    await jonas.page.getByRole('alertdialog').getByRole('button', { name: 'Retire' }).click();
    await inbox.getByText('retired', { exact: true }).waitFor();
    await picture(jonas.page, '8-console-identity-en');
  });

  it('makes an inbox for a second site, whose page can then embed the widget with its own words', async () => {
    // Pressed before the teams have arrived: the form waits for them, for it begins with all of them chosen.
    await jonas.page.route('**/api/admin/teams', (route) => setTimeout(() => void route.continue(), 500), {
      times: 1,
    });
    await openSection('inboxes');
    await jonas.button('Add inbox').click();
    await jonas.dialog.getByLabel('Key').fill('second');
    await jonas.dialog.getByLabel('Name (Chinese)').fill('第二个网站');
    await jonas.dialog.getByLabel('Name (English)').fill('Second site');
    await jonas.dialog.getByLabel('Greeting (Chinese)').fill('这里是第二个网站。');
    await jonas.dialog.getByLabel('Greeting (English)').fill('This is the second site.');
    await jonas.dialog.getByLabel('Host origins').fill(host.origin);
    await jonas.button('Save').click();
    await jonas.page.getByText('data-inbox="second"').waitFor();
    await picture(jonas.page, '8-console-inboxes-en');

    await openSection('faq');
    await jonas.button('Add article').click();
    await jonas.dialog.getByLabel('Title (Chinese)').fill('什么是网络费？');
    await jonas.dialog.getByLabel('Title (English)').fill('What is a network fee?');
    await jonas.dialog.getByLabel('Text (Chinese)').fill('付给打包交易的人。');
    await jonas.dialog.getByLabel('Text (English)').fill('It is paid to whoever includes the transaction.');
    await jonas.button('Save').click();
    await jonas.page.getByRole('cell', { name: 'What is a network fee?' }).waitFor();

    const page = await people.page();
    await page.goto(host.origin);
    await page.getByRole('button', { name: 'Open support' }).click();
    const widget = createWidgetPage(page, page.frameLocator('iframe'), 'en');
    await widget.on.getByText('Second site').waitFor();
    await widget.on.getByLabel('Search help articles').fill('network fee');
    await widget.button('What is a network fee?').click();
    await widget.on.getByText('It is paid to whoever includes the transaction.').waitFor();
    await widget.button('Back').click();

    await rosa.setAvailability('online');
    await widget.ask({ branch: 'Account', type: /Password/, text: 'Where is my password?' });
    await widget.log.getByText('This is the second site.').waitFor();
    await rosa.row('Password').click();
    await rosa.bubble('Where is my password?').waitFor();

    await rosa.button('Conversation actions').click();
    await rosa.page.getByRole('menuitem', { name: 'Block visitor' }).click();
    await rosa.page.getByRole('alertdialog').getByLabel('Reason').fill('abuse');
    await rosa.page.getByRole('alertdialog').getByRole('button', { name: 'Block visitor' }).click();
    await widget.on.getByText('Chats cannot be started here at the moment.').waitFor();
    await picture(page, '8-site-blocked-en');
    await openSection('blocked');
    await jonas.button('Lift block').click();
    await jonas.page.getByText('Nobody is blocked.').waitFor();
  });

  it('sets up a webhook, notes its secret, sends a test that nobody answers, and ends it', async () => {
    await openSection('webhooks');
    await jonas.page.getByText('No webhooks yet.').waitFor();
    await jonas.button('Add webhook').click();
    await jonas.dialog.getByLabel('Address').fill('wallet.example');
    await jonas.button('Save').click();
    await jonas.dialog.getByText('An address such as https://wallet.example/haven').waitFor();
    // The discard port: refused at once.
    await jonas.dialog.getByLabel('Address').fill('http://127.0.0.1:9/haven');
    await picture(jonas.page, '8-console-webhook-en');
    await jonas.button('Save').click();
    await jonas.page.getByRole('heading', { name: 'Signing secret' }).waitFor();
    expect(await jonas.dialog.locator('code').textContent()).toMatch(/^whsec_/);
    await jonas.button('I have noted it').click();

    const row = jonas.page.getByRole('row').filter({ hasText: 'http://127.0.0.1:9/haven' });
    await row.getByText('Enabled').waitFor();
    await jonas.button('More: http://127.0.0.1:9/haven').click();
    await jonas.page.getByRole('menuitem', { name: 'Send a test' }).click();
    await jonas.page.getByText('The test failed: no connection').waitFor();
    await jonas.button('Edit').click();
    await jonas.dialog.getByLabel(/^Enabled/).setChecked(false);
    await jonas.button('Save').click();
    await row.getByText('Disabled').waitFor();
    await picture(jonas.page, '8-console-webhooks-en');
    await jonas.button('More: http://127.0.0.1:9/haven').click();
    await jonas.page.getByRole('menuitem', { name: 'Delete' }).click();
    await jonas.button('Delete').click();
    await jonas.page.getByText('No webhooks yet.').waitFor();
  });

  it('disables the agent, whose open console ends at once', async () => {
    await openSection('agents');
    await jonas.button('More: Rosa Lima').click();
    await jonas.page.getByRole('menuitem', { name: 'Disable' }).click();
    await jonas.button('Disable').click();
    await rosa.page.getByText('This account was disabled.').waitFor();
    await rosa.tryToSignIn('rosa@test.example', ownPassword);
    await rosa.page.getByText('E-mail or password is wrong.').waitFor();
    await picture(rosa.page, '8-console-disabled-en');
    expect(people.errors()).toEqual([]);
  });

  async function openSection(section: string): Promise<void> {
    await jonas.page.goto(`${server.url}/console/settings/${section}`);
    await jonas.page.getByRole('heading', { name: 'Settings' }).waitFor();
  }
});

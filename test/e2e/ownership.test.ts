import type { SignatureAsked } from '@haven/shared/widget-bridge';
import type { Page } from 'playwright-core';
import { privateKeyToAccount } from 'viem/accounts';
import { type BrowserPeople, createBrowserPeople, phoneLook } from '../support/browser-people.ts';
import { picture } from '../support/browser.ts';
import { type ConsolePage, createConsolePage } from '../support/console-page.ts';
import { type HostPage, pageWithLoader, startHostPage } from '../support/host-page.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWidgetPage, type WidgetPage } from '../support/widget-page.ts';
import { createWorld, testPassword, type World } from '../support/world.ts';

jest.setTimeout(150_000);

declare global {
  interface Window {
    walletSigns?(asked: SignatureAsked): Promise<string | null>;
  }
}

const account = privateKeyToAccount(`0x${'1'.padStart(64, '0')}`);
const wallet = `<meta name="viewport" content="width=device-width, initial-scale=1"><script>
  window.Haven ??= function () { (Haven.q ??= []).push(arguments); };
  Haven('boot', { language: 'zh-CN', requestSignature: (asked) => window.walletSigns(asked) });
  Haven('context', { addresses: ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', '${account.address.toLowerCase()}'] });
</script>`;

describe('an agent who needs to know whose an address is', () => {
  let url: string;
  let world: World;
  let people: BrowserPeople;
  let host: HostPage;
  let page: Page;
  let visitor: WidgetPage;
  let lin: ConsolePage;
  const asked: SignatureAsked[] = [];
  /** Whether the user confirms in the wallet. */
  let isWilling = false;

  beforeAll(async () => {
    ({ url } = await useSharedServer());
    world = await createWorld(url);
    people = await createBrowserPeople(url);
    host = await startHostPage(() => pageWithLoader(url, world.inbox.key, wallet));
    await world.embedOn(host.origin);
    const agent = await world.agent({ name: 'Lin' });
    const desk = await people.page({ locale: 'en' });
    await desk.goto(`${url}/console/`);
    lin = createConsolePage(desk, 'en');
    await lin.signIn(agent.email, testPassword);

    page = await people.page({ ...phoneLook, locale: 'zh-CN' });
    await page.exposeFunction('walletSigns', async (wanted: SignatureAsked) => {
      asked.push(wanted);
      return isWilling ? account.signMessage({ message: wanted.message }) : null;
    });
    await page.goto(host.origin);
    await page.getByRole('button', { name: '打开在线客服' }).click();
    visitor = createWidgetPage(page, page.frameLocator('iframe'), 'zh-CN');
    await visitor.ask({ branch: '交易', type: /打包中/, text: '这个地址是我的。' });
    await lin.row('Transfer pending').click();
    await lin.bubble('这个地址是我的。').waitFor();
  }, 180_000);
  afterAll(async () => {
    world?.close();
    await people?.close();
    await host?.close();
  }, 60_000);

  const card = () => visitor.on.getByRole('region', { name: /需要一项信息/ });

  it('[SAFE7] asks for a proof, which the app’s wallet signs when its user wants to', async () => {
    await lin.chooseToAskFor(/^Proof of an address/);
    await picture(lin.page, '16-console-proof-dialog-en');
    await lin.button('Send card').click();
    // Only what could be proved is offered, and nothing is used or signed before a tap.
    await card()
      .getByRole('button', { name: /^使用 / })
      .click();
    await card()
      .getByText('校验正确。', { exact: false })
      .or(card().getByText('格式正确。', { exact: false }))
      .waitFor();
    await picture(page, '16-phone-proof-zh');
    expect(asked).toEqual([]);
    await card().getByRole('button', { name: '用我的钱包证明' }).click();
    await card().getByText('没有签名，可以重试。').waitFor();

    isWilling = true;
    await card().getByRole('button', { name: '用我的钱包证明' }).click();
    await card().getByText('已提交').waitFor();
    await card().getByText(account.address).waitFor();
    await picture(page, '16-phone-proved-zh');
    const [first, second] = asked;
    expect(second).toEqual({ address: account.address, network: 'eip155:1', message: expect.any(String) });
    expect(second?.message.startsWith(`${new URL(url).host} wants you to sign in`)).toBe(true);
    expect(second?.message).toContain('我向客服证明此地址属于我。');
    expect(first?.message).not.toBe(second?.message);
    const panel = lin.page.getByRole('complementary');
    await panel.getByText(account.address).waitFor();
    await panel.getByText(/Ownership proved/).waitFor();
    await lin.log.getByText(/^Ownership proved: 0x7E5F45…/).waitFor();
    await picture(lin.page, '16-console-proved-en');
    expect(people.errors()).toEqual([]);
  });

  it('[SAFE7] cannot ask where the app does not sign, and is told so; a webview’s app signs by a function too', async () => {
    const alone = await people.page({ ...phoneLook, locale: 'en', theme: 'dark' });
    await alone.goto(`${url}/widget/${world.inbox.key}/`);
    const other = createWidgetPage(alone, alone, 'en');
    await other.ask({ branch: 'Transaction', type: /pending/i, text: 'And this one is mine.' });
    await lin.row('And this one is mine.').click();
    await lin.bubble('And this one is mine.').waitFor();
    await lin.button('Ask for information').click();
    await lin.dialog.getByText('The visitor’s app cannot sign messages').waitFor();
    expect(await lin.dialog.getByLabel(/^Proof of an address/).count()).toBe(0);
    await picture(lin.page, '16-console-no-proof-en');
    await lin.dialog.getByRole('button', { name: 'Cancel' }).click();

    await alone.exposeFunction('walletSigns', ({ message }: SignatureAsked) =>
      account.signMessage({ message }),
    );
    await alone.evaluate(() =>
      window.Haven?.('boot', { requestSignature: (wanted: SignatureAsked) => window.walletSigns?.(wanted) }),
    );
    await lin.button('Ask for information').click();
    await lin.dialog.getByLabel(/^Transaction hash/).uncheck();
    await lin.dialog.getByLabel(/^Proof of an address/).check();
    await lin.dialog.getByLabel('Steps', { exact: true }).check();
    await lin.button('Send card').click();
    const form = other.on.getByRole('region', { name: /needs 3 things/ });
    await form.getByLabel('What you did, step by step').fill('I tapped send.');
    await form.getByLabel('Proof that an address is yours').fill(account.address);
    await form.getByRole('button', { name: 'Send', exact: true }).click();
    await form.getByText('Prove the address first, or leave it empty.').waitFor();
    await picture(alone, '16-phone-unproved-en');
    await form.getByRole('button', { name: 'Prove with my wallet' }).click();
    await form.getByText('Proved', { exact: true }).waitFor();
    await picture(alone, '16-phone-half-en');
    await form.getByRole('button', { name: 'Send', exact: true }).click();
    await form.getByText('I tapped send.').waitFor();
    await picture(alone, '16-phone-all-en');
    await lin.page
      .getByRole('complementary')
      .getByText(/Ownership proved/)
      .waitFor();
    expect(people.errors()).toEqual([]);
  });
});

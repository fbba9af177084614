import { setTimeout as sleep } from 'node:timers/promises';
import { demoPassword } from '@haven/server/seed/demo-people';
import type { Page } from 'playwright-core';
import { createAxeLog } from '../support/axe.ts';
import { picture } from '../support/browser.ts';
import { type BrowserPeople, createBrowserPeople, phoneLook } from '../support/browser-people.ts';
import { createConsolePage, type ConsolePage } from '../support/console-page.ts';
import { eventually } from '../support/eventually.ts';
import { connectVisitor } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWidgetPage, type WidgetPage } from '../support/widget-page.ts';

jest.setTimeout(120_000);

/** A page waits up to half a minute before it tries again by itself, and the machine may be busy. */
const patience = { timeout: 60_000 };

/** Nothing more is being loaded: what is not there yet, such as the checks of a text, is not there offline (SAFE1). */
async function whenLoaded(page: Page): Promise<void> {
  const count = () => page.evaluate(() => performance.getEntriesByType('resource').length);
  for (let before = -1, now = await count(); now !== before; ) {
    await sleep(1_000);
    [before, now] = [now, await count()];
  }
}

/**
 * A page without a service worker cannot be loaded while the browser is offline. So the browser's switch makes the
 * outage; before it is turned back, sockets and their polling are cut for good, the page is loaded anew from a server
 * that it can reach, as after a webview was killed, and only then the sockets are let through.
 */
async function createLine(page: Page) {
  let isCut = false;
  await page.routeWebSocket(/\/socket\//, async (socket) => {
    if (isCut) await socket.close();
    else socket.connectToServer();
  });
  await page.route('**/socket/**', (route) => (isCut ? route.abort() : route.continue()));
  return {
    async unplug(): Promise<void> {
      for (const each of page.context().pages()) await whenLoaded(each);
      await page.context().setOffline(true);
    },
    async reload(): Promise<void> {
      isCut = true;
      await page.context().setOffline(false);
      await page.reload();
    },
    plugIn(): void {
      isCut = false;
    },
  };
}
type Line = Awaited<ReturnType<typeof createLine>>;

describe('without a connection', () => {
  let server: ServerProcess;
  let people: BrowserPeople;
  let phone: WidgetPage;
  let phoneLine: Line;
  let lin: ConsolePage;
  let linLine: Line;
  const axe = createAxeLog();

  beforeAll(async () => {
    server = await startServer({ engine: 'embedded' });
    people = await createBrowserPeople(server.url);
    const desk = await people.page({ locale: 'en' });
    linLine = await createLine(desk);
    await desk.goto(`${server.url}/console/`);
    lin = createConsolePage(desk, 'en');
    await lin.signIn('lin@demo.haven.example', demoPassword);
    await lin.setAvailability('online');
    const page = await people.page({ ...phoneLook, locale: 'zh-CN' });
    phoneLine = await createLine(page);
    await page.goto(`${server.url}/widget/demo/`);
    phone = createWidgetPage(page, page, 'zh-CN');
    await phone.ask({ branch: '交易', type: /打包中/, text: '转账一直在等待' });
    await lin.row('Transfer pending').click();
    await lin.bubble('转账一直在等待').waitFor();
    await phone.log.getByText(/我是林晓/).waitFor();
  }, 180_000);
  afterAll(async () => {
    await people?.close();
    await server?.stop();
  }, 180_000);

  it('[LIVE4] three messages typed offline survive a reload and arrive once, in order, on both screens', async () => {
    await phoneLine.unplug();
    await phone.on.getByText('网络已断开，正在重新连接').waitFor();
    const texts = ['我刚才进了地铁', '信号不太好', '交易还是等待中'];
    for (const text of texts) await phone.send(text);
    await phone.on.getByText('网络已断开，3 条消息等待发送').waitFor();
    await phone.on.getByText('3 条消息已保存在本机，恢复后按顺序发送').waitFor();
    expect(await phone.log.getByText('等待发送', { exact: true }).count()).toBe(3);
    await picture(phone.page, 'offline-phone-zh');
    await axe.look(phone.page, 'offline, with messages that wait');

    await phoneLine.reload();
    await phone.on.getByText('3 条消息已保存在本机，恢复后按顺序发送').waitFor();
    await picture(phone.page, 'offline-phone-reloaded-zh');
    expect(await lin.bubble('我刚才进了地铁').count()).toBe(0);
    phoneLine.plugIn();
    await phone.button(/^继续/).click(patience);
    for (const side of [phone, lin]) await expectInOrder(side, texts);
    await phone.log.getByText('等待发送', { exact: true }).first().waitFor({ state: 'detached' });
  });

  it('[LIVE4] an agent’s replies typed offline survive a reload in the same way', async () => {
    await linLine.unplug();
    await lin.page.getByText(/^Connection lost/).waitFor();
    const texts = ['I am still here.', 'Nothing is lost.', 'One moment please.'];
    for (const text of texts) await lin.reply(text);
    await lin.page.getByText('3 messages waiting to be sent').waitFor();
    await picture(lin.page, 'offline-console-en');
    await axe.look(lin.page, 'console offline, with replies that wait');

    await linLine.reload();
    await lin.page.getByText('3 messages waiting to be sent').waitFor();
    await picture(lin.page, 'offline-console-reloaded-en');
    // It is shown for seconds only, and may be gone when the texts have been looked at.
    const back = lin.page.getByText('Connected again').first().waitFor(patience);
    linLine.plugIn();
    await Promise.all([back, ...[lin, phone].map((side) => expectInOrder(side, texts))]);
  });

  it('an availability that is chosen before the console is connected holds once it is, and is not said to hold before', async () => {
    await linLine.unplug();
    await linLine.reload();
    const availability = lin.shownAvailability('away');
    await lin.chooseAvailability('away');
    await availability.filter({ hasText: 'not set yet' }).waitFor();
    await picture(lin.page, 'offline-console-availability-en');
    await axe.look(lin.page, 'console offline, with an availability that waits');
    linLine.plugIn();
    await availability.and(lin.page.locator('[aria-busy=false]')).waitFor(patience);
    expect(await availability.innerText()).not.toContain('not set yet');
    expect(await lin.page.getByText('Haven cannot be reached right now.').count()).toBe(0);
    // What the server says of the agent now.
    await lin.page.reload();
    await lin.shownAvailability('away').waitFor();
    await lin.setAvailability('online');
  });

  it('[LIVE4] where storage is blocked it says so once, and everything else works', async () => {
    const page = await people.page({ ...phoneLook, locale: 'en', theme: 'dark' });
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        get() {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
    });
    await page.goto(`${server.url}/widget/demo/`);
    const visitor = createWidgetPage(page, page, 'en');
    await visitor.ask({ branch: 'Account', type: /Password/, text: 'I forgot it.' });
    await visitor.log.getByText(/^Hello, I’m/).waitFor();
    await page.context().setOffline(true);
    await page.getByText('Connection lost, reconnecting').waitFor();
    await visitor.send('Still stuck.');
    const notice = page.getByText('This browser does not store messages.');
    await notice.waitFor();
    await page.getByText('1 message will be sent in order. Please keep this page open until then.').waitFor();
    await picture(page, 'offline-phone-unkept-en-dark');
    await notice.waitFor({ state: 'detached' });
    await visitor.send('Hello?');
    await page.context().setOffline(false);
    await expectInOrder(visitor, ['Still stuck.', 'Hello?']);
    await visitor.log.getByText('Waiting to send').first().waitFor({ state: 'detached' });
    expect(await notice.count()).toBe(0);
  });

  it('[LIVE4] logging out wipes what waits from the device', async () => {
    const site = await people.page({ locale: 'en' });
    await site.goto(server.url);
    await site.getByRole('button', { name: 'Open support' }).click();
    const panel = createWidgetPage(site, site.frameLocator('iframe'), 'en');
    await panel.ask({ branch: 'Account', type: /Password/, text: 'On a shared device.' });
    await panel.log.getByText(/^Hello, I’m/).waitFor();
    await site.context().setOffline(true);
    await panel.on.getByText('Connection lost, reconnecting').waitFor();
    await panel.send('Nobody else may read this.');
    await eventually(async () => expect(await keptTexts(site)).toEqual(['Nobody else may read this.']));
    await site.evaluate(() => (Reflect.get(window, 'Haven') as (call: string) => void)('logout'));
    await eventually(async () => expect(await keptTexts(site)).toEqual([]));
  });

  it('[LIVE4] what an earlier visitor left on the device is neither shown to a later one nor sent', async () => {
    const page = await people.page({ ...phoneLook, locale: 'en' });
    const line = await createLine(page);
    await page.goto(`${server.url}/widget/demo/`);
    const visitor = createWidgetPage(page, page, 'en');
    await visitor.ask({ branch: 'Account', type: /Password/, text: 'Somebody else’s.' });
    await visitor.log.getByText(/^Hello, I’m/).waitFor();
    await line.unplug();
    await page.getByText('Connection lost, reconnecting').waitFor();
    await visitor.send('A secret of the first visitor.');
    await page.getByText('1 message is kept on this device and will be sent in order').waitFor();
    expect(await keptTexts(page)).toEqual(['A secret of the first visitor.']);

    // What another person at the same device has: the same storage, and a session of their own.
    await line.reload();
    await page.getByText('1 message is kept on this device and will be sent in order').waitFor();
    await page.evaluate(() => localStorage.clear());
    line.plugIn();
    await page.reload();
    await visitor.ask({ branch: 'Account', type: /Password/, text: 'My own.' });
    await visitor.log.getByText(/^Hello, I’m/).waitFor();
    await visitor.send('And more of my own.');
    await visitor.log.getByText('And more of my own.').waitFor();
    await eventually(async () => expect(await keptTexts(page)).toEqual([]));
    expect(await page.getByText('A secret of the first visitor.').count()).toBe(0);
  });

  it('[LIVE4] what was written into a chat that ended meanwhile keeps its text for another', async () => {
    const page = await people.page({ ...phoneLook, locale: 'en' });
    const line = await createLine(page);
    await page.goto(`${server.url}/widget/demo/`);
    const visitor = createWidgetPage(page, page, 'en');
    await visitor.ask({ branch: 'Account', type: /Password/, text: 'I forgot it.' });
    await visitor.log.getByText(/^Hello, I’m/).waitFor();
    await line.unplug();
    await page.getByText('Connection lost, reconnecting').waitFor();
    await visitor.send('Too late.');
    await eventually(async () => expect(await keptTexts(page)).toEqual(['Too late.']));

    // The same visitor ends the chat on another device.
    const token = (await page.evaluate(() => localStorage.getItem('haven.demo.session'))) ?? '';
    const other = await connectVisitor(server.url, token);
    const { conversations } = await other.get('conversation:resume', { have: {} });
    await other.get('conversation:cancel', { conversationId: conversations[0]?.conversation.id ?? '' });
    other.close();

    await line.reload();
    line.plugIn();
    const card = page.getByRole('region', { name: 'Not sent: the earlier chat is over' });
    await card.getByText('Too late.').waitFor(patience);
    await picture(page, 'offline-phone-stranded-en');
    await axe.look(page, 'home, with what could not be sent');
    await card.getByRole('button', { name: 'Use it in a new chat' }).click();
    await visitor.chooseType({ branch: 'Account', type: /Password/ });
    await visitor.next();
    expect(await page.getByLabel('What happened').inputValue()).toBe('Too late.');
    await eventually(async () => expect(await keptTexts(page)).toEqual([]));
  });

  it('[LIVE4] two tabs of one visitor send what both wrote once and in the order of writing', async () => {
    const [first, second] = await twoTabs();
    await first.line.unplug();
    for (const { tab } of [first, second]) await tab.on.getByText('Connection lost, reconnecting').waitFor();
    const texts = ['One, in the first tab.', 'Two, in the second.', 'Three, in the first again.'];
    await first.tab.send('One, in the first tab.');
    await first.tab.bubble('One, in the first tab.').waitFor();
    await second.tab.send('Two, in the second.');
    await second.tab.bubble('Two, in the second.').waitFor();
    await first.tab.send('Three, in the first again.');
    await eventually(async () => expect(await keptTexts(first.tab.page)).toEqual(texts));
    await first.tab.page.context().setOffline(false);
    for (const { tab } of [first, second]) await expectInOrder(tab, texts);
    await eventually(async () => expect(await keptTexts(first.tab.page)).toEqual([]));
  });

  it.each(['/widget/demo/', '/'])(
    '[LIVE3] catches up when the app of a page at %s comes to the foreground',
    async (path) => {
      const page = await people.page({ locale: 'en' });
      const resumes: string[] = [];
      page.on('websocket', (socket) =>
        socket.on('framesent', ({ payload }) => {
          if (String(payload).includes('conversation:resume')) resumes.push(String(payload));
        }),
      );
      await page.goto(server.url + path);
      const isFramed = path === '/';
      if (isFramed) await page.getByRole('button', { name: 'Open support' }).click();
      const visitor = createWidgetPage(page, isFramed ? page.frameLocator('iframe') : page, 'en');
      await visitor.ask({ branch: 'Other', type: /Suggestions/, text: 'An idea.' });
      await visitor.box.waitFor();
      const before = resumes.length;
      // Nothing else happens to the page. It asks at most once in five seconds, however often it is told.
      await eventually(async () => {
        await page.evaluate(() => (Reflect.get(window, 'Haven') as (call: string) => void)('foreground'));
        expect(resumes.length).toBeGreaterThan(before);
      }, 180_000);
    },
  );

  it('no page threw or logged an error of its own, and axe finds nothing serious', () => {
    expect([people.errors(), axe.findings]).toEqual([[], []]);
  });
  /** One visitor with a chat, in two tabs. */
  async function twoTabs() {
    const page = await people.page({ ...phoneLook, locale: 'en' });
    const line = await createLine(page);
    await page.goto(`${server.url}/widget/demo/`);
    const tab = createWidgetPage(page, page, 'en');
    await tab.ask({ branch: 'Account', type: /Password/, text: 'Twice open.' });
    await tab.log.getByText(/^Hello, I’m/).waitFor();
    const otherPage = await page.context().newPage();
    const otherLine = await createLine(otherPage);
    await otherPage.goto(`${server.url}/widget/demo/`);
    const other = createWidgetPage(otherPage, otherPage, 'en');
    await other.button(/^Continue/).click();
    await other.log.getByText(/^Hello, I’m/).waitFor();
    return [
      { tab, line },
      { tab: other, line: otherLine },
    ] as const;
  }
});

/** The texts that the origin of a page keeps, in their order. */
function keptTexts(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('haven.outbox');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const all = opening.result.transaction('items').objectStore('items').getAll();
          all.onerror = () => reject(new Error('no items'));
          all.onsuccess = () => {
            opening.result.close();
            resolve((all.result as { item: { text: string } }[]).map(({ item }) => item.text));
          };
        };
      }),
  );
}

/** Each text once, and one after the other. */
async function expectInOrder(side: WidgetPage | ConsolePage, texts: readonly string[]): Promise<void> {
  for (const text of texts) await side.bubble(text).waitFor(patience);
  const log = await side.log.innerText();
  expect(texts.map((text) => log.split(text).length - 1)).toEqual(texts.map(() => 1));
  const places = texts.map((text) => log.indexOf(text));
  expect(places).toEqual([...places].sort((a, b) => a - b));
}

import type { Page } from 'playwright-core';
import { type BrowserPeople, createBrowserPeople } from '../support/browser-people.ts';
import { eventually } from '../support/eventually.ts';
import { type HostPage, pageWithLoader, startHostPage } from '../support/host-page.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

jest.setTimeout(150_000);

const boot = { v: 1, type: 'boot', context: {}, language: 'en', theme: 'dark', layout: 'panel' };

describe('a page that embeds the widget', () => {
  let url: string;
  let world: World;
  let people: BrowserPeople;
  let allowed: HostPage;
  let foreign: HostPage;
  /** What `allowed` and `foreign` serve. */
  let allowedHtml = '';
  let foreignHtml = '';

  beforeAll(async () => {
    ({ url } = await useSharedServer());
    world = await createWorld(url);
    people = await createBrowserPeople(url);
    // As strict as a policy can be that lets the loader and its frame in.
    const policy = `default-src 'none'; script-src 'unsafe-inline' ${url}; frame-src http://127.0.0.1:*`;
    allowed = await startHostPage(() => allowedHtml, policy);
    foreign = await startHostPage(() => foreignHtml);
    await world.embedOn(allowed.origin);
  }, 180_000);
  afterAll(async () => {
    world?.close();
    await people?.close();
    await allowed?.close();
    await foreign?.close();
  });

  it('works on an origin of the inbox, under a strict policy of the page', async () => {
    allowedHtml = pageWithLoader(url, world.inbox.key);
    const page = await people.page();
    await page.goto(allowed.origin);
    await page.getByRole('button', { name: 'Open support' }).click();
    const widget = page.frameLocator('iframe');
    await widget.getByRole('button', { name: 'Leave a message' }).click();
    await widget.getByRole('heading', { name: 'What is this about?' }).waitFor();
    await widget.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Open support' }).waitFor();
    expect(people.errors()).toEqual([]);
  });

  it('is refused by frame-ancestors on every other origin', async () => {
    foreignHtml = pageWithLoader(url, world.inbox.key);
    const page = await people.page();
    const refusals: string[] = [];
    page.on('console', (message) => refusals.push(message.text()));
    await page.goto(foreign.origin);
    await page.getByRole('button', { name: 'Open support' }).click();
    await eventually(() => expect(refusals.join()).toContain('frame-ancestors'));
    await eventually(() => expect(page.frames()[1]?.url()).toMatch(/^chrome-error:/));
    expect(await page.frameLocator('iframe').getByRole('button', { name: 'Leave a message' }).count()).toBe(
      0,
    );
  });

  it('stores nothing and loads nothing but the loader before the first interaction', async () => {
    const page = await people.page();
    const paths: string[] = [];
    page.on('request', (request) => paths.push(new URL(request.url()).pathname));
    await page.goto(url);
    await page.getByRole('button', { name: 'Open support' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(paths.filter((path) => /^\/(widget|api|socket)/.test(path))).toEqual(['/widget/v1/loader.js']);
    expect(await storedBy(page)).toEqual([]);

    // Looking at the first screen is not yet asking for help.
    await page.getByRole('button', { name: 'Open support' }).click();
    const widget = page.frameLocator('iframe');
    await widget.getByRole('button', { name: /^(Leave a message|Start a new chat)$/ }).waitFor();
    expect(paths.filter((path) => /^\/(api\/visitor\/session|socket)/.test(path))).toEqual([]);
    expect(await storedBy(page)).toEqual([]);
  });

  it('is the only window that the frame listens to', async () => {
    // The frame stands in the document here: a frame in the loader's shadow root can't be reached by its neighbours.
    foreignHtml = `<script>parent.frames[0].postMessage(${JSON.stringify(boot)}, '*');
      parent.postMessage('posted', '*')</script>`;
    allowedHtml = `<!doctype html><iframe src="${url}/widget/${world.inbox.key}/"></iframe><script>
      window.onload = () => {
        const neighbour = document.createElement('iframe');
        neighbour.src = '${foreign.origin}/';
        onmessage = ({ origin }) => { if (origin === '${foreign.origin}') document.title = 'posted'; };
        document.body.append(neighbour);
      }</script>`;
    const page = await people.page();
    await page.goto(allowed.origin);
    await page.waitForFunction(() => document.title === 'posted');
    const frame = page.frameLocator('iframe').first();
    expect(await frame.locator('html').getAttribute('data-theme')).toBe('light');

    // The same message from the parent is heard.
    await page.evaluate((message) => window.frames[0]?.postMessage(message, '*'), boot);
    await frame.getByText('How can we help?').waitFor();
    expect(await frame.locator('html').getAttribute('data-theme')).toBe('dark');
  });

  it('hears nobody but its own frame', async () => {
    foreignHtml = `<script>parent.postMessage({ v: 1, type: 'close' }, '*');
      parent.postMessage({ v: 1, type: 'unread', count: 7 }, '*');
      parent.postMessage('posted', '*')</script>`;
    allowedHtml = pageWithLoader(url, world.inbox.key);
    const page = await people.page();
    await page.goto(allowed.origin);
    await page.getByRole('button', { name: 'Open support' }).click();
    await page.frameLocator('iframe').getByRole('button', { name: 'Leave a message' }).waitFor();
    await page.evaluate(async (src) => {
      window.postMessage({ v: 1, type: 'close' }, '*');
      const posted = new Promise((resolve) => {
        window.addEventListener('message', ({ data }) => data === 'posted' && resolve(data));
      });
      const neighbour = document.createElement('iframe');
      neighbour.src = src;
      document.body.append(neighbour);
      await posted;
    }, `${foreign.origin}/`);
    expect(await page.getByRole('button', { name: 'Close support' }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Close support' }).click();
    await page.getByRole('button', { name: 'Open support', exact: true }).waitFor();
  });

  it('answers a page or inbox that does not exist, and lets nobody frame the console', async () => {
    const page = await people.page();
    expect((await page.goto(`${url}/widget/nobody/`))?.status()).toBe(404);
    foreignHtml = `<iframe src="${url}/console/"></iframe>`;
    await page.goto(foreign.origin);
    await eventually(() => expect(page.frames()[1]?.url()).toMatch(/^chrome-error:/));
  });
});

/** Everything that the page's origin keeps in the browser. */
async function storedBy(page: Page): Promise<string[]> {
  const cookies = (await page.context().cookies()).map(({ name }) => name);
  const others = await page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(({ name }) => String(name)),
    ...(await caches.keys()),
  ]);
  return [...cookies, ...others];
}

import type { FrameLocator, Locator, Page } from 'playwright-core';
import { type BrowserPeople, createBrowserPeople } from '../support/browser-people.ts';
import { createConsolePage } from '../support/console-page.ts';
import { eventually } from '../support/eventually.ts';
import { type HostPage, pageWithLoader, startHostPage } from '../support/host-page.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, testPassword, type World } from '../support/world.ts';

jest.setTimeout(150_000);

describe('without a mouse', () => {
  let url: string;
  let world: World;
  let people: BrowserPeople;
  let host: HostPage;
  let page: Page;
  let widget: FrameLocator;

  beforeAll(async () => {
    ({ url } = await useSharedServer());
    world = await createWorld(url);
    people = await createBrowserPeople(url);
    host = await startHostPage(() => pageWithLoader(url, world.inbox.key));
    const { id, key: _, ...fields } = world.inbox;
    await fetch(`${url}/api/admin/inboxes/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', origin: url, cookie: world.admin },
      body: JSON.stringify({ ...fields, origins: [host.origin] }),
    });
  }, 180_000);
  afterAll(async () => {
    world?.close();
    await people?.close();
    await host?.close();
  });

  it('a visitor opens the panel, chooses a type, describes the problem and sends with Enter', async () => {
    page = await people.page();
    await page.goto(host.origin);
    widget = page.frameLocator('iframe');
    await tabTo(page.getByRole('button', { name: 'Open support' }));
    await page.keyboard.press('Enter');
    await tabTo(widget.getByRole('button', { name: 'Leave a message' }));
    await page.keyboard.press('Enter');
    await tabTo(widget.getByRole('button', { name: /^Other/ }));
    await page.keyboard.press('Enter');
    await tabTo(widget.getByRole('radio').first());
    await page.keyboard.press('ArrowUp');
    await eventually(async () =>
      expect(await widget.getByRole('radio', { name: /^Suggestions/ }).isChecked()).toBe(true),
    );
    await tabTo(widget.getByRole('button', { name: 'Next' }));
    await page.keyboard.press('Enter');
    await tabTo(widget.getByLabel('What happened'));
    await page.keyboard.type('Written without a mouse.');
    await tabTo(widget.getByRole('button', { name: 'Start chat' }));
    await page.keyboard.press('Enter');
    await widget.getByText('We have your message').waitFor();

    const box = widget.getByRole('textbox', { name: 'Message…' });
    await tabTo(box);
    await page.keyboard.type('line one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('line two');
    expect(await box.inputValue()).toBe('line one\nline two');
    await page.keyboard.press('Enter');
    await widget.getByText(/line one\s+line two/).waitFor();
    expect(await box.inputValue()).toBe('');
  });

  it('Escape closes the panel and gives the focus back to its button, which opens it again', async () => {
    await page.keyboard.press('Escape');
    const button = page.getByRole('button', { name: 'Open support' });
    await button.waitFor();
    await eventually(async () => expect(await isFocused(button)).toBe(true));
    await page.keyboard.press('Enter');
    await widget.getByText(/line one\s+line two/).waitFor();
  });

  it('an agent signs in, moves through chats, answers, and opens and leaves a dialog', async () => {
    const { email } = await world.agent({ away: true });
    const desk = createConsolePage(await people.page(), 'en');
    const { keyboard } = desk.page;
    await desk.page.goto(`${url}/console/`);
    await desk.page.getByLabel('Work email').waitFor();
    await keyboard.type(email);
    await keyboard.press('Tab');
    await keyboard.type(testPassword);
    await keyboard.press('Enter');
    const availability = desk.button(/^Availability/);
    await availability.waitFor();
    await tabTo(availability);
    await keyboard.press('Enter');
    await desk.page.getByRole('menuitemradio', { name: /^Available/ }).waitFor();
    await keyboard.press('Home');
    await keyboard.press('Enter');

    await desk.row('Suggestions').waitFor();
    await keyboard.press('j');
    await desk.bubble('Written without a mouse.').waitFor();
    await tabTo(desk.box);
    await keyboard.type('first');
    await keyboard.press('Shift+Enter');
    await keyboard.type('second');
    await keyboard.press('Enter');
    await widget.getByText(/first\s+second/).waitFor();

    await keyboard.press('Escape');
    await keyboard.press('r');
    await desk.dialog.waitFor();
    await keyboard.press('Escape');
    await desk.dialog.waitFor({ state: 'detached' });
    expect(await desk.row('Suggestions').isVisible()).toBe(true);
    expect(people.errors()).toEqual([]);
  });
});

/** Presses Tab until something has the focus; a person would give up after as many. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  const { keyboard } = target.page();
  for (let presses = 0; presses < 40; presses += 1) {
    if (await isFocused(target)) return;
    await keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    const root = element.getRootNode() as Document | ShadowRoot;
    return root.activeElement === element && element.ownerDocument.hasFocus();
  });
}

import type { Locator } from 'playwright-core';
import { createAxeLog } from '../support/axe.ts';
import { picture } from '../support/browser.ts';
import { type BrowserPeople, createBrowserPeople } from '../support/browser-people.ts';
import type { ConsolePage } from '../support/console-page.ts';
import { eventually } from '../support/eventually.ts';
import { connectVisitor, newMessageId, newVisitorToken, type VisitorClient } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

jest.setTimeout(150_000);

describe('[RT10] an agent who signs out with open chats', () => {
  let server: ServerProcess;
  let people: BrowserPeople;
  const visitors: VisitorClient[] = [];

  beforeAll(async () => {
    server = await startServer({ engine: 'embedded' });
    people = await createBrowserPeople(server.url);
  }, 180_000);
  afterAll(async () => {
    for (const visitor of visitors) visitor.close();
    await people?.close();
    await server?.stop();
  }, 180_000);

  /** Somebody asks, and somebody has it. */
  async function arrive(): Promise<VisitorClient & { id: string }> {
    const visitor = await connectVisitor(server.url, await newVisitorToken(server.url, 'demo'));
    visitors.push(visitor);
    const asked = { issueType: 'transaction.pending', language: 'en' as const, description: 'Please help.' };
    const started = { ...asked, clientMessageId: newMessageId(), context: {}, linkedTo: null };
    const { conversation } = await visitor.get('conversation:start', started);
    await visitor.hears('conversation:changed', (notice) => notice.conversation.status === 'assigned');
    return { ...visitor, id: conversation.id };
  }

  /** Chooses to sign out without a mouse; it is the last in the menu. */
  async function chooseSignOut({ page }: ConsolePage, opener: Locator): Promise<void> {
    await opener.focus();
    await page.keyboard.press('Enter');
    // Each key goes where the one before it led, which takes a moment on a busy machine.
    await page.locator('[role="menu"]:focus, [role="menu"] :focus').first().waitFor();
    await page.keyboard.press('End');
    await page.locator('[role="menuitem"]:focus').waitFor();
    await page.keyboard.press('Enter');
  }

  const isFocused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement);

  it('without a mouse: leaves the dialog, then finishes, gets no new chats, stays after all, and finishes again', async () => {
    const maya = await people.agent('maya', 'en');
    const { page, dialog } = maya;
    await maya.setAvailability('online');
    const visitor = await arrive();
    await maya.row('Pending').or(maya.row('pending')).first().waitFor();

    const opener = page.getByRole('button', { name: /preferences and sign-out/ });
    await chooseSignOut(maya, opener);
    await dialog.getByText('You still have 1 open chat.').waitFor();
    const axe = createAxeLog();
    await axe.look(page, 'sign-out');
    await picture(page, '8-console-sign-out-en');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await eventually(async () => expect(await isFocused(opener)).toBe(true));

    await chooseSignOut(maya, opener);
    const finish = dialog.getByRole('radio', { name: 'Finish my chats' });
    expect(await finish.isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Finish, then sign out' }).focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const availability = maya.button(/^Availability/);
    await availability.filter({ hasText: 'Finishing' }).waitFor();
    await maya.setAvailability('online');
    expect(await availability.filter({ hasText: 'Finishing' }).count()).toBe(0);

    await chooseSignOut(maya, opener);
    await dialog.getByRole('button', { name: 'Finish, then sign out' }).focus();
    await page.keyboard.press('Enter');
    await availability.filter({ hasText: 'Finishing' }).waitFor();
    await visitor.get('conversation:cancel', { conversationId: visitor.id });
    await page.getByText('You were signed out.').waitFor();
    expect(axe.findings).toEqual([]);
  });

  it('hands over with a note, in Chinese: the visitor waits again, and a supervisor reads the note', async () => {
    const lin = await people.agent('lin', 'zh-CN');
    const { page, dialog } = lin;
    await lin.setAvailability('online');
    const visitor = await arrive();
    // The visitor may hear of it first, and who has no chat on their screen is not asked.
    await lin.row('Please help.').first().waitFor();
    await chooseSignOut(lin, page.getByRole('button', { name: /偏好与退出登录/ }));
    await dialog.getByText('你还有 1 个进行中的对话。').waitFor();
    await dialog.getByRole('radio', { name: '处理完再退出' }).focus();
    // Held as fingers do: the group chooses what focus reaches while the key is down.
    await page.keyboard.press('ArrowRight', { delay: 200 });
    const note = dialog.getByRole('textbox', { name: '给接手同事的备注' });
    await note.fill('已确认网络。');
    await picture(page, '8-console-sign-out-zh');
    await dialog.getByRole('button', { name: '交接并退出' }).click();
    await page.getByText('你已退出登录。').waitFor();
    await visitor.hears('conversation:changed', ({ conversation }) => conversation.status === 'queued');

    const ana = await people.agent('ana', 'en');
    await ana.page.goto(`${server.url}/console/inbox?view=queue&chat=${visitor.id}`);
    await ana.log.getByText('已确认网络。').waitFor();
    await ana.log.getByText(/signed out$/).waitFor();
    expect(people.errors()).toEqual([]);
  });

  it('is not asked without any', async () => {
    const wei = await people.agent('wei', 'en');
    const { page } = wei;
    await chooseSignOut(wei, page.getByRole('button', { name: /preferences and sign-out/ }));
    await page.getByText('You were signed out.').waitFor();
  });
});

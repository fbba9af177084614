import { createAdminApi } from '../support/admin-api.ts';
import { createAxeLog } from '../support/axe.ts';
import { picture } from '../support/browser.ts';
import { type BrowserPeople, createBrowserPeople, everyPairOfLooks } from '../support/browser-people.ts';
import type { ConsolePage } from '../support/console-page.ts';
import { connectVisitor, newMessageId, newVisitorToken, type VisitorClient } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

jest.setTimeout(150_000);

describe('[RT8] an agent who is asked first', () => {
  let server: ServerProcess;
  let people: BrowserPeople;
  let admin: Awaited<ReturnType<typeof createAdminApi>>;
  let lin: ConsolePage;
  let maya: ConsolePage;
  const visitors: VisitorClient[] = [];

  beforeAll(async () => {
    server = await startServer({ engine: 'embedded' });
    people = await createBrowserPeople(server.url);
    admin = await createAdminApi(server.url);
    await admin.setQueues({ mode: 'offer', offerSeconds: 300 });
    lin = await people.agent('lin', 'en');
    await lin.setAvailability('online');
    maya = await people.agent('maya', 'en');
  }, 180_000);
  afterAll(async () => {
    for (const visitor of visitors) visitor.close();
    await people?.close();
    await server?.stop();
  }, 180_000);

  /** Somebody asks without being seen. */
  async function arrive(issueType = 'transaction.pending'): Promise<{ visitor: VisitorClient; id: string }> {
    const visitor = await connectVisitor(server.url, await newVisitorToken(server.url, 'demo'));
    visitors.push(visitor);
    const asked = { language: 'en' as const, description: 'Please help.', context: {}, linkedTo: null };
    const started = await visitor.get('conversation:start', {
      clientMessageId: newMessageId(),
      issueType,
      ...asked,
    });
    return { visitor, id: started.conversation.id };
  }

  const panel = ({ page }: ConsolePage) => page.getByRole('region', { name: /^(Offered to you|等你接受)$/ });
  const cards = (desk: ConsolePage) => panel(desk).getByRole('article');

  it('sees who asks, about what and how long there is, wherever they are, and after a reload too', async () => {
    const { page } = lin;
    await arrive();
    await cards(lin)
      .getByText(/Transfer pending/)
      .last()
      .waitFor();
    const text = await cards(lin).textContent();
    expect(text).toMatch(/Visitor [A-Z0-9]{4}/);
    expect(text).toMatch(/\d+ seconds left to answer/);
    expect(text).toContain('EN');
    expect(await page.title()).toBe('(1) Haven');
    await picture(page, '11-console-offer-en');
    await page.reload();
    await cards(lin)
      .getByText(/Transfer pending/)
      .last()
      .waitFor();
    await expectClean(lin, 'an offer');
  });

  it('declines by a key, and the next is asked, who accepts by a key and has the chat open', async () => {
    await maya.setAvailability('online');
    await lin.page.keyboard.press('d');
    await panel(lin).waitFor({ state: 'detached' });
    await cards(maya).waitFor();
    await maya.page.keyboard.press('a');
    await panel(maya).waitFor({ state: 'detached' });
    await maya.reply('I am with you.');
    await maya.bubble('I am with you.').waitFor();
    await maya.setAvailability('away');
    expect(await panel(lin).count()).toBe(0);
  });

  it('is told when the visitor has gone meanwhile', async () => {
    const { visitor, id } = await arrive('account.hardware');
    await cards(lin).waitFor();
    await visitor.get('conversation:cancel', { conversationId: id });
    await panel(lin)
      .getByText(/^Visitor .* no longer waits/)
      .waitFor();
    await picture(lin.page, '11-console-offer-ended-en');
    await lin.button('Understood, close').click();
    await panel(lin).waitFor({ state: 'detached' });
  });

  it('is told when their time is over, and answers one at a time when there are several', async () => {
    await admin.setQueues({ mode: 'offer', offerSeconds: 5 });
    await arrive('other.suggestion');
    await cards(lin).waitFor();
    await panel(lin)
      .getByText(/^Your time for Visitor .* is over/)
      .waitFor();
    await expectClean(lin, 'an offer that ran out');

    await admin.setQueues({ mode: 'offer', offerSeconds: 300 });
    await arrive('transaction.failed');
    await arrive('transaction.swap_bridge');
    await cards(lin).nth(1).waitFor();
    await cards(lin)
      .first()
      .getByRole('button', { name: /^Accept/ })
      .click();
    await cards(lin).nth(1).waitFor({ state: 'detached' });
    await lin.reply('Hello.');
    await lin.bubble('Hello.').waitFor();
    expect(await cards(lin).count()).toBe(1);
  });

  it('[LIVE2] is asked again after the connection was away', async () => {
    const { page } = lin;
    await page.context().setOffline(true);
    await page.getByText('Connection lost', { exact: false }).waitFor();
    expect(
      await cards(lin)
        .getByRole('button', { name: /^Accept/ })
        .isDisabled(),
    ).toBe(true);
    await arrive('transaction.pending');
    await page.context().setOffline(false);
    await cards(lin).nth(1).waitFor();
  });

  it('has all of it on the screen in both languages and themes, wide and on a phone', async () => {
    for (const { theme, locale, ...size } of everyPairOfLooks) {
      const desk = await people.agent('lin', locale, { ...size, theme });
      await cards(desk).first().waitFor();
      await picture(desk.page, `11-console-offers-${locale}-${theme}-${size.width}`);
      const box = await panel(desk).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(size.width ?? 0);
      await expectClean(desk, `offers, ${locale}, ${theme}, ${size.width}`);
      await desk.page.context().close();
    }
    expect(people.errors()).toEqual([]);
  });

  async function expectClean({ page }: ConsolePage, screen: string): Promise<void> {
    const axe = createAxeLog();
    await axe.look(page, screen);
    expect(axe.findings).toEqual([]);
  }
});

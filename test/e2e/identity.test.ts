import type { Page } from 'playwright-core';
import { callsTo } from '../http/api.ts';
import { type BrowserPeople, createBrowserPeople } from '../support/browser-people.ts';
import { eventually } from '../support/eventually.ts';
import { type HostPage, pageWithLoader, startHostPage } from '../support/host-page.ts';
import { createHostKey, honestClaims, signWith, tokenOf } from '../support/host-signer.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWidgetPage, type WidgetPage } from '../support/widget-page.ts';
import { createWorld, type World } from '../support/world.ts';

jest.setTimeout(150_000);

declare global {
  interface Window {
    Haven?(...call: unknown[]): void;
    hostToken?(): Promise<string | null>;
  }
}

const identified = `<script>
  window.Haven ??= function () { (Haven.q ??= []).push(arguments); };
  Haven('boot', { getToken: () => window.hostToken() });
</script>`;

describe('a device that several people use', () => {
  let url: string;
  let world: World;
  let people: BrowserPeople;
  let host: HostPage;
  let page: Page;
  let widget: WidgetPage;
  /** Who is signed in at the host; null: nobody. */
  let user: string | null = 'alice';
  /** What went over the wire in either direction. */
  let wire: string[] = [];
  const key = createHostKey('ec');

  beforeAll(async () => {
    ({ url } = await useSharedServer());
    world = await createWorld(url);
    people = await createBrowserPeople(url);
    host = await startHostPage(() => pageWithLoader(url, world.inbox.key, identified));
    await world.embedOn(host.origin);
    const admin = callsTo(url, { cookie: world.admin });
    await admin('POST', `/api/admin/inboxes/${world.inbox.id}/identity-keys`, {
      kid: 'host',
      algorithm: 'ES256',
      publicKey: key.publicPem,
    });

    page = await people.page();
    await page.exposeFunction('hostToken', () => (user === null ? null : signed(user)));
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => wire.push(String(payload)));
      socket.on('framesent', ({ payload }) => wire.push(String(payload)));
    });
    await page.goto(host.origin);
    await page.getByRole('button', { name: 'Open support' }).click();
    widget = createWidgetPage(page, page.frameLocator('iframe'), 'en');
  }, 180_000);
  afterAll(async () => {
    world?.close();
    await people?.close();
    await host?.close();
  }, 60_000);

  function signed(sub: string): string {
    const claims = { ...honestClaims(world.inbox.key, sub), name: `${sub} of the wallet` };
    return tokenOf({ alg: 'ES256', kid: 'host' }, claims, (text) => signWith(text, key));
  }

  const question = { branch: 'Transaction', type: /pending/i };

  /** Everything that the frame shows, and everything that Haven's origin keeps on the device. */
  async function left(): Promise<string> {
    const frame = page.frames().find((each) => each.url().startsWith(url));
    if (!frame) throw new Error('the widget is open');
    return frame.evaluate(async () => {
      const kept: unknown[] = [{ ...localStorage }, { ...sessionStorage }];
      for (const { name = '' } of await indexedDB.databases()) {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => resolve(opening.result);
          opening.onerror = () => reject(new Error(name));
        });
        for (const store of database.objectStoreNames) {
          const rows = database.transaction(store).objectStore(store).getAll();
          kept.push(await new Promise((resolve) => (rows.onsuccess = () => resolve(rows.result))));
        }
        database.close();
      }
      const typed = [...document.querySelectorAll('textarea, input')].map(
        (each) => (each as HTMLInputElement).value,
      );
      return JSON.stringify([kept, typed, document.body.textContent]);
    });
  }

  it('knows who asks, by what the host signed', async () => {
    const agent = await world.agent();
    await widget.ask({ ...question, text: 'The rent of Alice did not arrive.' });
    const told = await agent.hears(
      'conversation:changed',
      ({ conversation }) => conversation.visitor.verified !== undefined,
    );
    expect(told.conversation.visitor.verified?.name).toBe('alice of the wallet');
    await widget.bubble('The rent of Alice did not arrive.').waitFor();
    await widget.box.fill('Alice had not sent this.');
    // What she reads again is still there: the same person goes on after a reload.
    await page.reload();
    await page.getByRole('button', { name: /^Open support/ }).click();
    await widget.on.getByRole('button', { name: /continue/i }).click();
    await widget.bubble('The rent of Alice did not arrive.').waitFor();
    await widget.box.fill('Alice had not sent this.');
  });

  it('keeps nothing of who signed out', async () => {
    user = null;
    await page.evaluate(() => window.Haven?.('logout'));
    await widget.on.getByText('How can we help?').waitFor();
    await eventually(async () => expect(await left()).not.toMatch(/Alice|alice|session/));
  });

  it('shows and sends nothing of the one before to the next', async () => {
    user = 'bob';
    wire = [];
    await page.evaluate(() => window.Haven?.('boot', { getToken: () => window.hostToken?.() }));
    await widget.ask({ ...question, text: 'Bob asks.' });
    await widget.bubble('Bob asks.').waitFor();
    expect(await widget.box.inputValue()).toBe('');
    expect(await widget.on.locator('body').textContent()).not.toContain('Alice');
    expect(wire.join()).toContain('Bob asks.');
    expect(wire.join()).not.toMatch(/Alice/);
    await widget.box.fill('Bob had not sent this.');
  });

  it('changes from one to the other without a sign-out, and wipes first', async () => {
    wire = [];
    user = 'carol';
    await page.evaluate(async () => window.Haven?.('identify', await window.hostToken?.()));
    await widget.on.getByText('How can we help?').waitFor();
    await eventually(async () => expect(await left()).not.toMatch(/Bob/));
    await widget.ask({ ...question, text: 'Carol asks.' });
    await widget.bubble('Carol asks.').waitFor();
    expect(await widget.box.inputValue()).toBe('');
    expect(wire.join()).not.toMatch(/Bob had|Bob asks/);
    expect(people.errors()).toEqual([]);
  });
});

import type { Language } from '@haven/shared/language';
import type { Locator, Page } from 'playwright-core';

const words = {
  'zh-CN': {
    email: '工作邮箱',
    password: '密码',
    signIn: '登录',
    inbox: '收件箱',
    availability: '接待状态',
    online: /^可接待/,
    away: /^离开/,
    reply: '回复',
    note: '内部备注',
    send: '发送',
    addNote: '添加备注',
    search: '搜索对话',
    context: '上下文',
  },
  en: {
    email: 'Work email',
    password: 'Password',
    signIn: 'Sign in',
    inbox: 'Inbox',
    availability: 'Availability',
    online: /^Available/,
    away: /^Away/,
    reply: 'Reply',
    note: 'Internal note',
    send: 'Send',
    addNote: 'Add note',
    search: 'Search conversations',
    context: 'Context',
  },
} as const;

export type ConsolePage = ReturnType<typeof createConsolePage>;

/** The console as an agent uses it. */
export function createConsolePage(page: Page, language: Language) {
  const say = words[language];
  const button = (name: string | RegExp): Locator =>
    page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  const box = page.getByRole('textbox', { name: say.reply, exact: true });
  const availability = button(new RegExp(`^${say.availability}`));
  const list = page.getByRole('region', { name: say.inbox });

  return {
    page,
    button,
    box,
    list,
    dialog: page.getByRole('dialog'),
    /** The column about the visitor. */
    context: page.getByRole('complementary', { name: say.context }),
    log: page.getByRole('log'),
    /** A message in the log, by its whole text. */
    bubble: (text: string): Locator => page.getByRole('log').getByText(text, { exact: true }),
    /** Fills the form without waiting for what comes of it. */
    async tryToSignIn(email: string, password: string): Promise<void> {
      await page.getByLabel(say.email).fill(email);
      await page.getByLabel(say.password, { exact: true }).fill(password);
      await button(say.signIn).click();
    },
    async signIn(email: string, password: string): Promise<void> {
      await this.tryToSignIn(email, password);
      await availability.waitFor();
    },
    async setAvailability(to: 'online' | 'away'): Promise<void> {
      await this.chooseAvailability(to);
      await this.shownAvailability(to).and(page.locator('[aria-busy=false]')).waitFor();
    },
    /** Chooses without waiting for the server to have it. */
    async chooseAvailability(to: 'online' | 'away'): Promise<void> {
      await availability.click();
      await page.getByRole('menuitemradio', { name: say[to] }).click();
    },
    /** The button that says so, while it does. */
    shownAvailability: (to: 'online' | 'away'): Locator =>
      availability.filter({ hasText: new RegExp(say[to].source.slice(1)) }),
    /** The row of a conversation in the list at hand, by something that it shows. */
    row: (shows: string | RegExp): Locator => list.getByRole('button').filter({ hasText: shows }),
    async reply(text: string): Promise<void> {
      await page.getByRole('tab', { name: say.reply, exact: true }).click();
      await box.fill(text);
      await box.press('Enter');
    },
    /** Opens the field for a note with a text in it; `addNote` then keeps it. */
    async writeNote(text: string): Promise<void> {
      await page.getByRole('tab', { name: say.note, exact: true }).click();
      await page.getByRole('textbox', { name: say.note, exact: true }).fill(text);
    },
    addNote: () => button(say.addNote).click(),
    /** Opens the dialog, and chooses this instead of what the issue type suggests; in English. */
    async chooseToAskFor(field: RegExp): Promise<void> {
      await button('Ask for information').click();
      const dialog = page.getByRole('dialog');
      const chosen = dialog.getByRole('checkbox', { checked: true });
      await chosen.first().waitFor();
      while ((await chosen.count()) > 0) await chosen.first().uncheck();
      await dialog.getByLabel(field).check();
    },
    async search(query: string): Promise<void> {
      await button(say.search).click();
      await page.getByRole('searchbox', { name: say.search }).fill(query);
    },
  };
}

import { demoPassword } from '@haven/server/seed/demo-people';
import type { Language } from '@haven/shared/language';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Look, launchBrowser, openContext, watchErrors } from './browser.ts';
import { type ConsolePage, createConsolePage } from './console-page.ts';
import { createWidgetPage, type WidgetPage } from './widget-page.ts';

/** Milliseconds: what a slow machine may need for one step on a page. */
const stepMs = 30_000;

/** A phone as tests use it: 390×844, touch. */
export const phoneLook: Look = { width: 390, height: 844, isPhone: true };
const wideLook = { width: 1440, height: 900 };
/** Each pair of language, theme and width once: what breaks by two of them together shows, at half the pages. */
export const everyPairOfLooks = [
  { ...phoneLook, theme: 'light', locale: 'zh-CN' },
  { ...phoneLook, theme: 'dark', locale: 'en' },
  { ...wideLook, theme: 'dark', locale: 'zh-CN' },
  { ...wideLook, theme: 'light', locale: 'en' },
] as const;

export type BrowserPeople = {
  browser: Browser;
  /** A page of somebody's own, with fresh storage. */
  page(look?: Look): Promise<Page>;
  /** A visitor whose widget fills the window, as in an app's webview. */
  visitor(language: Language, look?: Look): Promise<WidgetPage>;
  /** A demo account on the sign-in screen, signed in from there. */
  agent(name: DemoName, language: Language, look?: Look): Promise<ConsolePage>;
  /** What pages threw or logged as an error so far, without what a browser logs about a server that is down. */
  errors(): string[];
  close(): Promise<void>;
};
type DemoName = 'lin' | 'maya' | 'wei' | 'ana' | 'jonas';

/** The browser and everybody who uses it against one server. */
export async function createBrowserPeople(url: string): Promise<BrowserPeople> {
  const browser = await launchBrowser();
  const contexts: BrowserContext[] = [];
  const logs: string[][] = [];

  async function page(look: Look = {}): Promise<Page> {
    const context = await openContext(browser, look);
    contexts.push(context);
    const opened = await context.newPage();
    opened.setDefaultTimeout(stepMs);
    logs.push(watchErrors(opened));
    return opened;
  }

  return {
    browser,
    page,
    async visitor(language, look = {}) {
      const opened = await page({ locale: language, ...look });
      await opened.goto(`${url}/widget/demo/`);
      return createWidgetPage(opened, opened, language);
    },
    async agent(name, language, look = {}) {
      const opened = await page({ locale: language, ...look });
      await opened.goto(`${url}/console/`);
      const desk = createConsolePage(opened, language);
      await desk.signIn(`${name}@demo.haven.example`, demoPassword);
      return desk;
    },
    errors: () => logs.flat().filter((line) => !/Failed to load resource|WebSocket|net::ERR/.test(line)),
    async close() {
      for (const context of contexts) await context.close();
      await browser.close();
    },
  };
}

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** A new profile each time, and nothing that looks for the outside world. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser that `CHROMIUM_PATH` names, else the distribution's. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, headless: true, args });
}

export type Look = {
  width?: number;
  height?: number;
  locale?: string;
  timeZone?: string;
  theme?: 'light' | 'dark';
  /** Touch, and no mouse. */
  isPhone?: boolean;
};

/** A person of their own: fresh storage, a size, a language and a theme. */
export function openContext(browser: Browser, look: Look = {}): Promise<BrowserContext> {
  const { width = 1440, height = 900, locale = 'en-GB', theme = 'light', isPhone = false } = look;
  const { timeZone = 'Europe/Berlin' } = look;
  return browser.newContext({
    viewport: { width, height },
    locale,
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: timeZone,
    isMobile: isPhone,
    hasTouch: isPhone,
  });
}

const folder = fileURLToPath(new URL('../.tmp/screens', import.meta.url));

/** Keeps a picture of a page to look at, under `test/.tmp/screens`; none in a run of all tests. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env['PICTURES'] === '0') return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png` });
}

/** Fails a test later for what a page threw or logged as an error meanwhile. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

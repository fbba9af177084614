import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

type Violation = { id: string; impact: string | null; nodes: { target: unknown[]; html: string }[] };
type Axe = { run(root: Document, options: object): Promise<{ violations: Violation[] }> };

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Looks at one screen after the other and keeps what axe calls serious or critical, as short lines. */
export function createAxeLog() {
  const findings: string[] = [];

  async function look(page: Page, screen: string, options: object): Promise<void> {
    const violations = await page.evaluate(async (given) => {
      // Half faded in, everything has too little contrast.
      const isEnding = (animation: Animation) => animation.effect?.getTiming().iterations !== Infinity;
      const ends = document.getAnimations().filter(isEnding);
      await Promise.allSettled(ends.map((animation) => animation.finished));
      const axe = Reflect.get(globalThis, 'axe') as Axe;
      return (await axe.run(document, { ...given, resultTypes: ['violations'], iframes: false })).violations;
    }, options);
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      const places = nodes.map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 160)}`);
      findings.push(`${screen}: ${id}: ${places.join(' | ')}`);
    }
  }

  return {
    findings,
    /** Every rule in the light theme, and the contrast again in the dark one. */
    async look(page: Page, screen: string): Promise<void> {
      await page.evaluate(`${source};undefined`);
      await look(page, screen, {});
      await page.emulateMedia({ colorScheme: 'dark' });
      await look(page, `${screen}, dark`, { runOnly: ['color-contrast'] });
      await page.emulateMedia({ colorScheme: 'light' });
    },
  };
}

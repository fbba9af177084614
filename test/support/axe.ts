import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

type Violation = { id: string; impact: string | null; nodes: { target: unknown[]; html: string }[] };
type Axe = { run(root: Document, options: object): Promise<{ violations: Violation[] }> };

const require = createRequire(`${process.cwd()}/package.json`);
const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical on a page or in a frame, as short lines; empty is good. */
export async function seriousFindings(target: Page | Frame): Promise<string[]> {
  await target.evaluate(source);
  const violations = await target.evaluate(async () => {
    const axe = Reflect.get(globalThis, 'axe') as Axe;
    return (await axe.run(document, { resultTypes: ['violations'] })).violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target: at, html }) => `${at.join(' ')} ${html.slice(0, 120)}`).join(' | ')}`);
}

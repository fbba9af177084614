import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './planted-project.ts';

describe('what the widget costs a host page', () => {
  it('keeps loader, first view and each language within their budgets', () => {
    // It exits with a code and says which part is over; without a build it says which file is missing.
    const script = join(projectRoot, 'widget/bin/budget.mjs');
    const said = execFileSync(process.execPath, [script], { encoding: 'utf8' });
    expect(said.match(/^ok /gm)).toHaveLength(4);
  });
});

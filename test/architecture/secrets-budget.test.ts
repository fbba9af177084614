import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './planted-project.ts';

describe('what the detection of secrets costs the widget', () => {
  it('[SAFE2] is at most 3 KB with the first view, lists and checks come when they are needed', () => {
    // It exits with a code and says which part is over, or what an old webview could not load.
    const script = join(projectRoot, 'widget/bin/secrets-budget.mjs');
    const said = execFileSync(process.execPath, [script], { encoding: 'utf8' });
    expect(said.match(/^ok /gm)).toHaveLength(3);
  });
});

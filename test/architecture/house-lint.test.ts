import { type PlantedProject, plantProject } from './planted-project.ts';

const HOOKED = `import { useState } from 'react';
export function Hooked({ isOpen }: { isOpen: boolean }) {
  if (isOpen) useState(1);
  return null;
}`;

/** What is planted, and the rule that must refuse it. */
const refused: [rule: string, file: string, text: string][] = [
  ['max-lines', 'server/src/long.ts', `${'export {};\n'.repeat(401)}`],
  [
    'no-floating-promises',
    'server/src/floats.ts',
    'const load = async () => 1;\nexport const go = () => { load(); };',
  ],
  [
    'no-floating-promises',
    'shared/src/browser/floats.ts',
    'const load = async () => 1;\nload();\nexport {};',
  ],
  [
    'no-misused-promises',
    'server/src/misuses.ts',
    'const load = async () => true;\nexport const is = load() ? 1 : 2;',
  ],
  ['no-explicit-any', 'shared/src/any.ts', 'export const value: any = 1;'],
  ['no-explicit-any', 'server/src/as-any.ts', 'export const value = 1 as any;'],
  ['ban-ts-comment', 'server/src/ignores.ts', '// @ts-ignore\nexport const value: number = "text";'],
  ['no-console', 'server/src/prints.ts', 'console.log(1);\nexport {};'],
  ['no-console', 'console/src/prints.tsx', 'console.log(1);\nexport {};'],
  ['no-process-env', 'server/src/reads-environment.ts', 'export const home = process.env.HOME;'],
  [
    'switch-exhaustiveness-check',
    'server/src/half.ts',
    "export function half(kind: 'a' | 'b') {\n  switch (kind) { case 'a': return 1; }\n  return 2;\n}",
  ],
  [
    'switch-exhaustiveness-check',
    'console/src/half.tsx',
    "export function Half({ kind }: { kind: 'a' | 'b' }) {\n  switch (kind) { case 'a': return <p />; }\n  return null;\n}",
  ],
  ['no-default-export', 'widget/src/app/default.tsx', 'export default function Default() { return <p />; }'],
  ['no-warning-comments', 'server/src/later.ts', '// TODO: write this\nexport {};'],
  ['no-non-null-assertion', 'server/src/surely.ts', 'export const first = (all: string[]) => all[0]!;'],
  ['rules-of-hooks', 'console/src/hooked.tsx', HOOKED],
  ['no-disabled-tests', 'server/src/skipped.test.ts', "it.skip('skips', () => { expect(1).toBe(1); });"],
  ['no-focused-tests', 'server/src/focused.test.ts', "it.only('is alone', () => { expect(1).toBe(1); });"],
  ['no-restricted-jest-methods', 'server/src/mocks.test.ts', "jest.mock('./log.ts');"],
];

const allowed: Record<string, string> = {
  'server/src/config.ts': 'export const home = process.env.HOME;\n',
  'server/src/awaits.ts': 'const load = async () => 1;\nexport const go = async () => { await load(); };\n',
  'server/src/fits.ts': `${'export {};\n'.repeat(400)}`,
  'console/vite.config.ts': 'export default {};\n',
};

let planted: PlantedProject;
let output: string;

beforeAll(async () => {
  const files = Object.fromEntries(refused.map(([, file, text]) => [file, text]));
  planted = await plantProject({ ...allowed, ...files });
  output = (await planted.run('node_modules/oxlint/bin/oxlint', '--type-aware', '--format', 'unix')).output;
}, 180_000);
afterAll(() => planted.remove());

it.each(refused)('%s refuses %s', (rule, file) => {
  const lines = output.split('\n').filter((line) => line.startsWith(`${file}:`));
  expect(lines.join('\n')).toContain(`(${rule})`);
});

it('what keeps the rules is not refused', () => {
  const blamed = output.split('\n').map((line) => line.split(':')[0] ?? '');
  expect(blamed.filter((file) => file in allowed)).toEqual([]);
});

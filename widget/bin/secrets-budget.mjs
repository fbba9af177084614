// What the detection of secrets costs the widget: at once, and when somebody begins to write. Bundled by itself, as the
// widget's own chunks hold more than that.
import { gzipSync } from 'node:zlib';
import { build, defaultClientConditions } from 'vite';

/** Gzipped bytes: with the first view; what one Latin text waits for; all lists and checks together. */
const budgets = { first: 3 * 1024, latin: 92 * 1024, everything: 120 * 1024 };
const entry = `
  import { cutSecrets, maskSecrets, mayHoldPart, scanSecrets, warmUp } from '@haven/shared/secrets';
  globalThis.secrets = { cutSecrets, maskSecrets, mayHoldPart, scanSecrets, warmUp };
`;

const { output } = await build({
  configFile: false,
  logLevel: 'silent',
  resolve: { conditions: ['haven-source', ...defaultClientConditions] },
  build: {
    write: false,
    target: 'es2020',
    modulePreload: { polyfill: false },
    rollupOptions: { input: '\0entry' },
  },
  plugins: [
    {
      name: 'entry',
      resolveId: (id) => (id === '\0entry' ? id : id === '@haven/shared/secrets' ? undefined : null),
      load: (id) => (id === '\0entry' ? entry : null),
    },
  ],
});

const sizeOf = (chunks) => chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0);
const chunks = output.filter(({ type }) => type === 'chunk');
const first = new Set(chunks.filter(({ isEntry }) => isEntry));
for (const { imports } of first)
  for (const name of imports) first.add(chunks.find(({ fileName }) => fileName === name));
const isForOthers = ({ fileName }) => /chinese|japanese|korean/.test(fileName);
const sizes = {
  first: sizeOf([...first]),
  latin: sizeOf(chunks.filter((chunk) => !first.has(chunk) && !isForOthers(chunk))),
  everything: sizeOf(chunks),
};
for (const [name, budget] of Object.entries(budgets)) {
  console.log(`${sizes[name] <= budget ? 'ok ' : 'OVER'} ${name}: ${sizes[name]} of ${budget} bytes gzipped`);
  if (sizes[name] > budget) process.exitCode = 1;
}
// What cannot be parsed cannot be loaded, and then nothing is sent at all.
for (const { fileName, code } of chunks) {
  if (/\(\?<[=!]/.test(code)) {
    console.log(
      `OVER ${fileName} looks behind in a regular expression, which webviews before iOS 16.4 refuse`,
    );
    process.exitCode = 1;
  }
}
if (process.argv.includes('--chunks'))
  for (const chunk of chunks) console.log(chunk.fileName, sizeOf([chunk]));

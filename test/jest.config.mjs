// One runner for everything: units beside their sources, the architecture, and the server on both columns of
// engines, and the browser. The server under test is always the built one, in a process of its own.

import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const rootDir = fileURLToPath(new URL('..', import.meta.url));

// Packages that are ESM only; jest runs CommonJS, so they are compiled like our own files.
const ESM_ONLY = ['@noble', '@scure', 'jose', 'preact', 'virtua', 'kysely'];

/** Folders whose tests run on the embedded engines and again on the native ones. */
const EVERY_ENGINE = ['contract', 'http', 'realtime', 'routing', 'security'];

const base = {
  rootDir,
  testEnvironment: 'node',
  // Workspaces are read from their sources.
  testEnvironmentOptions: { customExportConditions: ['haven-source', 'node', 'node-addons'] },
  transform: transformOf('react'),
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/test/\\.tmp/'],
  restoreMocks: true,
};

/** What talks to a running server, an engine or both. */
const onEngine = (engine, globalSetup, folders) => ({
  ...base,
  displayName: `server-${engine}`,
  globals: { HAVEN_ENGINE: engine },
  testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
  globalSetup: `<rootDir>/test/support/${globalSetup}.ts`,
  globalTeardown: '<rootDir>/test/support/finish-run.ts',
});

export default {
  rootDir,
  testTimeout: 90_000,
  testSequencer: '<rootDir>/test/bin/long-first.mjs',
  // Tests wait more than they compute. Every worker has a server or two of its own, hence a bound.
  maxWorkers: Math.min(5, 1 + availableParallelism()),
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{shared,server,console}/src/**/*.test.{ts,tsx}',
        '<rootDir>/test/{chain,client-core,phishing,secrets}/*.test.ts',
      ],
    },
    {
      ...base,
      displayName: 'unit-widget',
      testMatch: ['<rootDir>/widget/src/**/*.test.{ts,tsx}'],
      transform: transformOf('preact'),
    },
    { ...base, displayName: 'architecture', testMatch: ['<rootDir>/test/architecture/**/*.test.ts'] },
    onEngine('embedded', 'setup-run', EVERY_ENGINE),
    // Two servers can only share engines of their own.
    onEngine('native', 'setup-native-run', [...EVERY_ENGINE, 'two-nodes', 'faults', 'bench']),
    { ...onEngine('embedded', 'setup-browser-run', ['e2e']), displayName: 'browser' },
    // Bounds of time that the product promises: run.mjs lets nothing else run beside these.
    { ...onEngine('native', 'setup-native-run', ['timed']), displayName: 'timed' },
  ],
};

function transformOf(jsxSource) {
  return {
    '\\.tsx$': ['@swc/jest', swcOptions({ syntax: 'typescript', tsx: true }, jsxSource)],
    '\\.(ts|js|mjs)$': ['@swc/jest', swcOptions({ syntax: 'typescript' }, jsxSource)],
  };
}

function swcOptions(parser, importSource) {
  const transform = { react: { runtime: 'automatic', importSource } };
  return { jsc: { target: 'es2023', parser, transform }, sourceMaps: 'inline' };
}

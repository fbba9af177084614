import { defaultClientConditions, defineConfig, type Rolldown } from 'vite';

/**
 * Keeps all that the first view needs in one chunk. Left to itself, the bundler splits off what later chunks share with
 * it, and pieces compress worse than the whole: 1.2 KB of a budget of 35.
 */
function firstView(id: string, graph: Rolldown.ChunkingContext): string | null {
  const seen = new Set<string>();
  const isNeeded = (one: string): boolean => {
    if (seen.has(one)) return false;
    seen.add(one);
    const info = graph.getModuleInfo(one);
    return info !== null && (info.isEntry || info.importers.some(isNeeded));
  };
  return isNeeded(id) ? 'first' : null;
}

/** The app inside the iframe. Its page is served at `/widget/:inboxKey/`, its assets at `/widget/assets/`. */
export default defineConfig({
  root: 'src/app',
  base: '/widget/',
  resolve: { conditions: ['haven-source', ...defaultClientConditions] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/app',
    emptyOutDir: true,
    // The budget check reads which chunks the first view needs.
    manifest: true,
    // Wallet webviews lag behind browsers by years.
    target: 'es2020',
    // The content security policy allows no `data:` scripts or styles, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: (id, graph) => firstView(id, graph), debugName: 'first view' }] },
      },
    },
  },
});

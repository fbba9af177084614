import { defaultClientConditions, defineConfig, type Rolldown } from 'vite';

type Chunking = Pick<Rolldown.PluginContext, 'getModuleInfo'>;

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
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: firstView }] } } },
  },
});

/** Everything that the page needs at once is one part: in several it would compress worse, by a thirtieth. */
function firstView(id: string, context: Chunking): string | null {
  const seen = new Set<string>();
  const isNeeded = (module: string): boolean => {
    if (seen.has(module)) return false;
    seen.add(module);
    const info = context.getModuleInfo(module);
    // What it answers with is written anew by the next question.
    return info !== null && (info.isEntry || [...info.importers].some(isNeeded));
  };
  return isNeeded(id) ? 'first' : null;
}

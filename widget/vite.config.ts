import { defaultClientConditions, defineConfig } from 'vite';

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
  },
});

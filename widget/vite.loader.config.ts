import { defaultClientConditions, defineConfig } from 'vite';

/** The script a host page embeds: one classic script, nothing loaded before the first interaction. */
export default defineConfig({
  resolve: { conditions: ['haven-source', ...defaultClientConditions] },
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2020',
    lib: {
      entry: 'src/loader/main.ts',
      formats: ['iife'],
      name: 'HavenLoader',
      fileName: () => 'loader.js',
    },
  },
});

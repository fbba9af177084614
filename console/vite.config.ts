import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

/**
 * The toast library adds a `<style>` element when it loads, which the content security policy refuses. Its sheet is
 * imported in `styles.css` instead, so the call is taken out.
 */
function withoutInlineSheet(): Plugin {
  return {
    name: 'without-inline-sheet',
    transform(code, id) {
      if (!id.includes('/sonner/dist/')) return null;
      const changed = code.replace(/^__insertCSS\(".*"\);$/m, '');
      if (changed === code) this.error('sonner no longer calls __insertCSS as expected');
      return { code: changed, map: null };
    },
  };
}

/** Served by the server at `/console/`; everything below `/console/assets/` is immutable. */
export default defineConfig({
  base: '/console/',
  plugins: [react(), tailwindcss(), withoutInlineSheet()],
  resolve: { conditions: ['haven-source', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The content security policy allows no `data:` scripts or styles, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});

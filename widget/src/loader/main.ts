import { createWidget } from './widget.ts';

type Haven = { (...call: unknown[]): void; q?: ArrayLike<unknown>[]; isLoaded?: true };
declare global {
  interface Window {
    Haven?: Haven;
  }
}

/** The script a host page embeds: `<script async src=".../widget/v1/loader.js" data-inbox="key"></script>`. */
function load(script: HTMLScriptElement): void {
  const queue = window.Haven;
  // Embedded twice by mistake, the first one stays.
  if (queue?.isLoaded) return;
  const haven: Haven = createWidget(new URL(script.src).origin);
  haven.isLoaded = true;
  window.Haven = haven;
  const begin = () => {
    // What else stands there is left out, as of any boot.
    haven('boot', script.dataset);
    for (const call of Array.from(queue?.q ?? [])) haven(...Array.from(call));
  };
  if (document.body) begin();
  else document.addEventListener('DOMContentLoaded', begin);
}

if (document.currentScript instanceof HTMLScriptElement) load(document.currentScript);

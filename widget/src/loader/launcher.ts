import type { LoaderStrings } from './strings.ts';

/** Pixels: under this width the panel fills the screen. */
export const fullBelowPx = 480;

const css = `
:host{all:initial}
.b{position:fixed;right:24px;bottom:calc(24px + env(safe-area-inset-bottom));width:56px;height:56px;border:0;padding:0;border-radius:50%;background:#0b667c;color:#fff;display:grid;place-items:center;cursor:pointer;outline:0;z-index:2147483000;box-shadow:0 8px 24px #101e242e;-webkit-tap-highlight-color:transparent}
.b:hover{background:#095264}
.b:focus-visible{box-shadow:0 0 0 2px #fff,0 0 0 4px #157a91}
.b svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.n{position:absolute;top:-3px;right:-3px;min-width:20px;height:20px;box-sizing:border-box;padding:0 5px;border-radius:10px;background:#c93a2f;color:#fff;font:600 11px/20px sans-serif;text-align:center;box-shadow:0 0 0 2px #fff}
.p{position:fixed;inset:0;overflow:hidden;background:#fff;z-index:2147483000}
.d{background:#111719}
iframe{border:0;width:100%;height:100%;display:block;color-scheme:normal}
[hidden]{display:none!important}
@media(min-width:${fullBelowPx + 1}px){.p:not(.f){inset:auto 24px 96px auto;width:400px;height:640px;max-height:calc(100vh - 120px);border-radius:16px;box-shadow:0 24px 64px #101e242e}}
@media(prefers-reduced-motion:no-preference){.p{animation:r .22s ease-out}@keyframes r{from{opacity:0;transform:translateY(8px)}}}
`;

const bubble =
  'M5 5.5h14a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-7L7.5 20v-3.5H5A1.5 1.5 0 0 1 3.5 15V7A1.5 1.5 0 0 1 5 5.5z';
const down = 'M6 9.5l6 6 6-6';

export type Launcher = {
  readonly panel: HTMLElement;
  readonly button: HTMLButtonElement;
  draw(state: {
    isShown: boolean;
    unread: number;
    isFull: boolean;
    isDark: boolean;
    strings: LoaderStrings;
  }): void;
};

/** The button on the host page and the place for the panel, in a shadow root that the page's styles do not reach. */
export function createLauncher(toggle: () => void): Launcher {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  style(root);

  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'b';
  button.addEventListener('click', toggle);
  const badge = document.createElement('span');
  badge.className = 'n';
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  icon.append(path);
  button.append(icon, badge);

  const panel = document.createElement('div');
  root.append(button, panel);
  document.body.append(host);

  return {
    panel,
    button,
    draw({ isShown, unread, isFull, isDark, strings }) {
      const hasUnread = unread > 0 && !isShown;
      panel.hidden = !isShown;
      panel.className = `p${isFull ? ' f' : ''}${isDark ? ' d' : ''}`;
      button.hidden = isFull;
      button.setAttribute('aria-expanded', String(isShown));
      button.setAttribute(
        'aria-label',
        isShown ? strings.close : hasUnread ? strings.unread(unread) : strings.open,
      );
      badge.hidden = !hasUnread;
      badge.textContent = unread > 99 ? '99+' : String(unread);
      path.setAttribute('d', isShown ? down : bubble);
    },
  };
}

/** A constructed sheet passes a host's strict content security policy; older browsers take an element. */
function style(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const element = document.createElement('style');
    element.textContent = css;
    root.append(element);
  }
}

import { strings } from './strings.js';

// Calls made before the loader is there wait in its queue.
window.Haven =
  window.Haven ||
  function haven() {
    (window.Haven.q = window.Haven.q || []).push(arguments);
  };

const language = document.getElementById('language');
const theme = document.getElementById('theme');
const system = window.matchMedia('(prefers-color-scheme: dark)');

function speak(tag) {
  document.documentElement.lang = tag;
  for (const element of document.querySelectorAll('[data-t]'))
    element.textContent = strings[tag][element.dataset.t];
  window.Haven('language', tag);
}

function paint() {
  const isDark = theme.value === 'dark' || (theme.value === 'system' && system.matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}

language.value = navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
speak(language.value);
paint();
language.addEventListener('change', () => speak(language.value));
theme.addEventListener('change', () => {
  paint();
  window.Haven('theme', theme.value);
});
system.addEventListener('change', paint);
document.getElementById('help').addEventListener('click', () => window.Haven('show'));

// What a wallet knows about itself and the device, so that support need not ask.
window.Haven('context', {
  platform: 'web',
  appVersion: '2.14.1',
  device: navigator.userAgentData?.platform || navigator.platform || 'unknown',
  osVersion: /\(([^)]*)\)/.exec(navigator.userAgent)?.[1]?.slice(0, 60),
});

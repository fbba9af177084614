import type { ToFrame } from '@haven/shared/widget-bridge';

type Boot = Extract<ToFrame, { type: 'boot' }>;

/** What a host page chooses. Parsed by hand: the loader has no dependencies. */
export type Options = {
  inbox: string;
  language: Boot['language'];
  theme: Boot['theme'];
  layout: Boot['layout'];
  context: Boot['context'];
};

export const noOptions: Options = {
  inbox: '',
  language: null,
  theme: 'system',
  layout: 'panel',
  context: {},
};

const contextNames = ['platform', 'appVersion', 'device', 'osVersion', 'timeZone'] as const;
const walletNames = ['addresses', 'hashes'] as const;
/** Characters of one context value; the frame refuses a message with a longer one. */
const contextMaxChars = 120;

/** The options with whatever is valid in `given`; the rest is left as it was, so that one slip breaks nothing. */
export function withOptions(options: Options, given: Record<string, unknown>): Options {
  const { inbox, language, theme, layout, context } = given;
  return {
    inbox: typeof inbox === 'string' && /^[a-z0-9][a-z0-9-]{0,39}$/.test(inbox) ? inbox : options.inbox,
    language: language === undefined ? options.language : languageOf(language),
    theme: theme === 'light' || theme === 'dark' || theme === 'system' ? theme : options.theme,
    layout: layout === 'panel' || layout === 'full' ? layout : options.layout,
    context: { ...options.context, ...contextOf(context) },
  };
}

/** The product's language for a tag such as `zh-TW`; null lets the browser's preference decide. */
export function languageOf(tag: unknown): Options['language'] {
  const base = typeof tag === 'string' ? tag.slice(0, 2).toLowerCase() : '';
  if (base === 'zh') return 'zh-CN';
  return base === 'en' ? 'en' : null;
}

/** Known names with texts, shortened to the limit, and lists; anything else stays on the page. */
export function contextOf(given: unknown): Options['context'] {
  const context: Options['context'] = {};
  const known = Object(given) as Record<string, unknown>;
  for (const name of contextNames) {
    const value = known[name];
    if (typeof value === 'string') context[name] = value.slice(0, contextMaxChars);
  }
  for (const name of walletNames) {
    const list = known[name];
    if (Array.isArray(list)) context[name] = list.map(String);
  }
  return context;
}

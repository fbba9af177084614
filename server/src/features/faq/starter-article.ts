import type { Localized } from '@haven/shared/language';

/** An article that Haven brings along. `key` names it for good, whatever an operator makes of its words. */
export type StarterArticle = { key: string; title: Localized; body: Localized };

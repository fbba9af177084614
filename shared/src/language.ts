import * as z from 'zod/mini';

export const languages = ['zh-CN', 'en'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

/** A text that exists in every language of the product. */
export const localizedSchema = z.strictObject({ 'zh-CN': z.string(), en: z.string() });
export type Localized = z.infer<typeof localizedSchema>;

/** Chooses the product's language for a BCP 47 tag such as `zh-TW` or `en-GB`; `fallback` when it is neither. */
export function languageFor(tag: string | undefined, fallback: Language = 'en'): Language {
  if (tag === undefined) return fallback;
  const base = tag.toLowerCase();
  if (base === 'zh' || base.startsWith('zh-')) return 'zh-CN';
  if (base === 'en' || base.startsWith('en-')) return 'en';
  return fallback;
}

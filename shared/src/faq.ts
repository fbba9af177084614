import * as z from 'zod/mini';
import { idSchema } from './ids.ts';

/** An article in one language. `body` is plain text with blank lines between paragraphs and `- ` before list items. */
export const faqArticleSchema = z.strictObject({ id: idSchema, title: z.string(), body: z.string() });
export type FaqArticle = z.infer<typeof faqArticleSchema>;

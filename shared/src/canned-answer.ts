import * as z from 'zod/mini';
import { idSchema } from './ids.ts';
import { localizedSchema } from './language.ts';
import { messageMaxChars } from './limits.ts';

/** What an agent types after `/`. */
export const shortcutSchema = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));

export const cannedAnswerSchema = z.strictObject({
  id: idSchema,
  shortcut: shortcutSchema,
  title: localizedSchema,
  body: z.strictObject({
    'zh-CN': z.string().check(z.maxLength(messageMaxChars)),
    en: z.string().check(z.maxLength(messageMaxChars)),
  }),
});
export type CannedAnswer = z.infer<typeof cannedAnswerSchema>;

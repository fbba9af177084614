import { idSchema } from '@haven/shared/ids';
import { queryMaxChars } from '@haven/shared/limits';
import { conversationViews } from '@haven/shared/realtime/agent-events';
import * as z from 'zod/mini';

/** What the inbox's address holds: the list, the open chat and what is searched for. Anything else is dropped. */
export const inboxSearchSchema = z.object({
  view: z.catch(z.enum(conversationViews), 'mine'),
  chat: z.catch(z.optional(idSchema), undefined),
  q: z.catch(z.optional(z.string().check(z.maxLength(queryMaxChars))), undefined),
});
export type InboxSearch = {
  view: (typeof conversationViews)[number];
  chat?: string | undefined;
  q?: string | undefined;
};

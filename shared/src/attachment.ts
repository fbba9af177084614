import * as z from 'zod/mini';
import { idSchema } from './ids.ts';

/** The image types that are accepted; what is stored is always re-encoded, so it may differ from what was sent. */
export const imageTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'] as const;

/** An image as an entry shows it. The bytes come by fetch with the session's header, never by a bare URL. */
export const attachmentSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number(),
  width: z.number(),
  height: z.number(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

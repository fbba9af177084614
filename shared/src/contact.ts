import * as z from 'zod/mini';
import { hostReasonSchema } from './hosts.ts';

export const contactKinds = ['website', 'email', 'phone', 'handle'] as const;
export const contactKindSchema = z.enum(contactKinds);
export type ContactKind = z.infer<typeof contactKindSchema>;

/** Where a handle lives; also told from its address, `t.me/name`. */
export const platforms = ['telegram', 'x', 'discord', 'wechat', 'whatsapp', 'instagram', 'youtube'] as const;
export const platformSchema = z.enum(platforms);
export type Platform = z.infer<typeof platformSchema>;

/** Characters of what is asked about: a long URL. */
export const contactMaxChars = 300;

/** Normalised: a host, an address in small letters, E.164, or a handle without its @; `platform` is of handles alone. */
export type Contact = { kind: ContactKind; platform: Platform | ''; value: string };

/** What somebody is told about a contact. `like`: the official one that it could be taken for. */
export const contactVerdictSchema = z.strictObject({
  kind: contactKindSchema,
  value: z.string(),
  verdict: z.enum(['official', 'looks_like', 'not_official', 'denied']),
  like: z.nullable(z.string()),
  reasons: z.array(hostReasonSchema),
});
export type ContactVerdict = z.infer<typeof contactVerdictSchema>;

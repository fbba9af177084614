import * as z from 'zod/mini';
import { networkIdSchema } from './chain/network-id.ts';
import { idSchema } from './ids.ts';
import { localizedSchema } from './language.ts';
import { messageMaxChars, noticeTextMaxChars, questionMaxChars } from './limits.ts';
import { requiredTextUpTo, textUpTo } from './text.ts';

/** How much is wrong, as the operator says: nothing yet, something is slow, something does not work. */
export const noticeSeverities = ['info', 'degraded', 'outage'] as const;
export const noticeSeveritySchema = z.enum(noticeSeverities);
export type NoticeSeverity = z.infer<typeof noticeSeveritySchema>;

const momentSchema = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/));

/** What the operator tells everybody while something is wrong: what widgets and consoles show. */
export const serviceNoticeSchema = z.strictObject({
  id: idSchema,
  severity: noticeSeveritySchema,
  /** What it is about: a network, one version of the app, or (both null) everything. */
  network: z.nullable(z.string()),
  appVersion: z.nullable(z.string()),
  title: localizedSchema,
  body: localizedSchema,
  link: z.nullable(z.string()),
  startsAt: z.string(),
  updatedAt: z.string(),
});
export type ServiceNotice = z.infer<typeof serviceNoticeSchema>;

const title = requiredTextUpTo(questionMaxChars);
const body = requiredTextUpTo(noticeTextMaxChars);
/** What the operator writes. */
export const noticeFields = {
  severity: noticeSeveritySchema,
  network: z.nullable(networkIdSchema),
  appVersion: z.nullable(requiredTextUpTo(120)),
  title: z.strictObject({ 'zh-CN': title, en: title }),
  body: z.strictObject({ 'zh-CN': body, en: body }),
  /** `https://…` to a host that agents may link to (SAFE5). */
  link: z.nullable(z.string().check(z.trim(), z.regex(/^https:\/\/\S+$/), z.maxLength(500))),
  /** Null: from now on. */
  startsAt: z.nullable(momentSchema),
  /** When it ends by itself; null: when somebody ends it. */
  endsAt: z.nullable(momentSchema),
};
const noticeDraftSchema = z.strictObject(noticeFields);
export type NoticeDraft = z.infer<typeof noticeDraftSchema>;

const ending = textUpTo(Math.min(noticeTextMaxChars, messageMaxChars));
/** What the followers are told at the end, beside Haven's own words; may be empty. */
export const noticeEndingSchema = z.strictObject({ 'zh-CN': ending, en: ending });
export type NoticeEnding = z.infer<typeof noticeEndingSchema>;

export const noticePhases = ['scheduled', 'active', 'ended'] as const;

/** The same for who manages them. */
export const managedNoticeSchema = z.strictObject({
  ...serviceNoticeSchema.shape,
  endsAt: z.nullable(z.string()),
  endedAt: z.nullable(z.string()),
  phase: z.enum(noticePhases),
  /** Open conversations that it concerns; 0 unless it is active. */
  conversations: z.number(),
  /** Conversations that asked to be told of the end, and those that were. */
  followers: z.number(),
  told: z.number(),
});
export type ManagedNotice = z.infer<typeof managedNoticeSchema>;

/** Whether an app of this version is meant; one whose version is unknown is. */
export function concernsVersion({ appVersion }: ServiceNotice, own: string | undefined): boolean {
  return appVersion === null || own === undefined || own === '' || appVersion === own;
}

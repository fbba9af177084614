import * as z from 'zod/mini';
import { localizedSchema } from './language.ts';

/** How urgent an issue type is; a higher band moves a conversation forward in its queue (RT3). */
export const priorities = ['low', 'normal', 'high', 'urgent'] as const;
export const prioritySchema = z.enum(priorities);
export type Priority = z.infer<typeof prioritySchema>;

/** What an agent asks for first under an issue type. A closed set: each key has its words in both interfaces. */
export const collectKeys = [
  'address',
  'amount',
  'app_version',
  'action',
  'banner',
  'ble_state',
  'chain',
  'contract',
  'destination_type',
  'device',
  'error_text',
  'firmware',
  'has_backup',
  'hash',
  'import_type',
  'intended_target',
  'old_address',
  'old_wallet',
  'os',
  'period',
  'provider',
  'region',
  'route',
  'rpc',
  'screenshot',
  'signed_what',
  'site',
  'time',
  'url',
  'validator',
] as const;
export const collectKeySchema = z.enum(collectKeys);
export type CollectKey = z.infer<typeof collectKeySchema>;

/** A key such as `transaction` (branch) or `transaction.pending` (type): two levels, no more. */
export const issueTypeKeySchema = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?$/));

export const issueTypeSchema = z.strictObject({
  key: issueTypeKeySchema,
  label: localizedSchema,
  priority: prioritySchema,
  collect: z.array(collectKeySchema),
});
export type IssueType = z.infer<typeof issueTypeSchema>;

export const issueBranchSchema = z.strictObject({
  key: issueTypeKeySchema,
  label: localizedSchema,
  types: z.array(issueTypeSchema),
});
export type IssueBranch = z.infer<typeof issueBranchSchema>;

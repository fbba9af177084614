import * as z from 'zod/mini';
import {
  managedNoticeSchema,
  noticeEndingSchema,
  noticeFields,
  serviceNoticeSchema,
} from '../service-notice.ts';
import { endpoint } from './define.ts';

const path = '/api/agent/service-notices';

/** For widgets without a connection; apart from the other visitors' endpoints, as the first view does without it. */
export const visitorNoticeEndpoints = {
  /** What the operator tells everybody now; cacheable for some seconds. */
  current: endpoint('GET', '/api/inboxes/:key/service-notices', {
    reply: z.strictObject({ notices: z.array(serviceNoticeSchema) }),
  }),
};

/** Service notices in the console; whoever may intervene writes them, and each change is audited. */
export const noticeEndpoints = {
  /** What holds now, with the number of open conversations that each concerns; for all staff. */
  serviceNotices: endpoint('GET', path, {
    reply: z.strictObject({
      items: z.array(z.strictObject({ ...serviceNoticeSchema.shape, conversations: z.number() })),
    }),
  }),
  /** Those to come, those that hold, and the last that ended. */
  listNotices: endpoint('GET', `${path}/all`, {
    reply: z.strictObject({ items: z.array(managedNoticeSchema) }),
  }),
  /** `invalid` with `details.field` `endsAt` for an end before the beginning. */
  createNotice: endpoint('POST', path, {
    body: z.strictObject(noticeFields),
    reply: managedNoticeSchema,
  }),
  /** `conflict` for one that has ended. */
  updateNotice: endpoint('PATCH', `${path}/:id`, {
    body: z.strictObject(noticeFields),
    reply: managedNoticeSchema,
  }),
  /** Ends it now; its followers are told, once each. `conflict` for one that has ended. */
  endNotice: endpoint('POST', `${path}/:id/end`, {
    body: z.strictObject({ ending: noticeEndingSchema }),
    reply: managedNoticeSchema,
  }),
};

import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import { queueSettingsSchema } from '../queue.ts';
import { endpoint } from './define.ts';

const queueSchema = z.strictObject({
  inboxId: idSchema,
  teamId: idSchema,
  settings: queueSettingsSchema,
  /** `empty_team`: stored, and nobody will be served until the team has an agent. */
  warnings: z.array(z.strictObject({ code: z.literal('empty_team') })),
});
export type QueueSetting = z.infer<typeof queueSchema>;

/** Queues: a part of the administrator's endpoints. */
export const queueEndpoints = {
  /** Every inbox with each team that serves it, teams of tier 2 too. */
  listQueues: endpoint('GET', '/api/admin/queues', {
    reply: z.strictObject({ items: z.array(queueSchema) }),
  }),
  /**
   * Replaces how one queue is run, for those who wait as well. `not_found` when the team does not serve the inbox;
   * `invalid` with `details.problems` (`HoursProblem`) for hours that make no sense, or `details.problem`
   * (`OverflowProblem`) for an overflow team that can not be one.
   */
  updateQueue: endpoint('PATCH', '/api/admin/queues', {
    body: z.strictObject({ inboxId: idSchema, teamId: idSchema, settings: queueSettingsSchema }),
    reply: queueSchema,
  }),
};

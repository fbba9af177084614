import type { QueueSetting } from '@haven/shared/http/queue-endpoints';
import type { QueueSettings } from '@haven/shared/queue';
import type { Result } from '@haven/shared/result';
import type { Queues } from '../features/queues.ts';
import type { RoutingRecords } from '../features/routing/load.ts';
import type { Dispatch } from './dispatch.ts';

type Deps = {
  queues: Pick<Queues, 'update'>;
  records: Pick<RoutingRecords, 'rule'>;
  dispatch: Pick<Dispatch, 'ruleChanged'>;
};

export type ManageQueues = ReturnType<typeof createManageQueues>;

/** How queues are run; those who wait follow the new rule at once. The transport audits it. */
export function createManageQueues({ queues, records, dispatch }: Deps) {
  return {
    async update(inboxId: string, teamId: string, settings: QueueSettings): Promise<Result<QueueSetting>> {
      const updated = await queues.update(inboxId, teamId, settings);
      if (updated.ok) await dispatch.ruleChanged(await records.rule({ inboxId, teamId }));
      return updated;
    },
  };
}

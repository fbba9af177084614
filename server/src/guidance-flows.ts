import type { Features } from './features.ts';
import type { FlowDeps } from './flows/flow-deps.ts';
import { createMarkPlaybook } from './flows/mark-playbook.ts';
import type { Publish } from './flows/publish.ts';
import { createTellServiceNotices } from './flows/service-notices.ts';
import type { Logger } from './log.ts';

/** What guides through a problem: playbooks for agents, the operator's notices for everybody. */
export function createGuidanceFlows(
  { serviceNotices: notices }: Pick<Features, 'serviceNotices'>,
  flowDeps: FlowDeps & { publish: Publish },
  log: Logger,
) {
  return {
    markPlaybook: createMarkPlaybook(flowDeps),
    tellServiceNotices: createTellServiceNotices({ ...flowDeps, notices, log }),
  };
}

import { type ReleaseCause, releaseCauses } from '@haven/shared/entry';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Logger } from '../../log.ts';
import type { QueueDepth } from './queue-depths.ts';

export type Mended = 'proposal' | 'item' | 'agent' | 'rule' | 'rebuild';

export type Reclaimed = 'gone' | ReleaseCause;

export type Metrics = {
  /** Somebody was given something; `waitedMs` is how long it had waited, undefined when nobody knows. */
  assigned(role: 'contact' | 'specialist', rule: string, waitedMs?: number): void;
  /** A conversation left its agent, who is gone, did not reply or signed out, and waits again. */
  reclaimed(why: Reclaimed): void;
  /** RT17: the sweep repaired something; in a healthy system never. */
  mended(kind: Mended, count: number): void;
  /** Adds memory, processor and event loop of this process. Once. */
  watchProcess(): void;
  /** Everything in Prometheus' text format. Queues are left out while the database is away; never rejects for that. */
  text(): Promise<string>;
  contentType: string;
};

const kindsOfMending: readonly Mended[] = ['proposal', 'item', 'agent', 'rule', 'rebuild'];
const waitBuckets = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600];
const queueLabels = ['role', 'inbox', 'team', 'language'] as const;

/** What an operator watches, counted since the start of this process; lengths and ages are read when asked for. */
export function createMetrics({
  readQueues,
  log,
}: {
  readQueues: () => Promise<QueueDepth[]>;
  log: Logger;
}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const assignments = new Counter({
    name: 'haven_assignments_total',
    help: 'Conversations and cases given to agents, by the rule that chose the agent.',
    labelNames: ['role', 'rule'] as const,
    registers,
  });
  const waits = new Histogram({
    name: 'haven_wait_seconds',
    help: 'How long conversations waited for their agent.',
    buckets: waitBuckets,
    registers,
  });
  const reclaims = new Counter({
    name: 'haven_reclaims_total',
    help: 'Conversations that left their agent and were queued again, by why.',
    labelNames: ['why'] as const,
    registers,
  });
  for (const why of ['gone', ...releaseCauses] as const) reclaims.inc({ why }, 0);
  const mendings = new Counter({
    name: 'haven_routing_mended_total',
    help: 'What a sweep repaired in Redis; zero in health.',
    labelNames: ['kind'] as const,
    registers,
  });
  for (const kind of kindsOfMending) mendings.inc({ kind }, 0);
  const lengths = new Gauge({
    name: 'haven_queue_length',
    help: 'Conversations and cases that wait.',
    labelNames: queueLabels,
    registers,
  });
  const oldest = new Gauge({
    name: 'haven_queue_oldest_wait_seconds',
    help: 'How long the one that has waited longest has waited.',
    labelNames: queueLabels,
    registers,
  });

  /** A queue that is empty now is not there, so that nothing stale is told. */
  async function readDepths(): Promise<void> {
    const depths = await readQueues().catch((err: unknown) => {
      log.warn({ err }, 'The metrics are told without the queues.');
      return [];
    });
    lengths.reset();
    oldest.reset();
    for (const { length, oldestMs, ...labels } of depths) {
      lengths.set(labels, length);
      oldest.set(labels, oldestMs / 1_000);
    }
  }

  return {
    assigned(role, rule, waitedMs) {
      assignments.inc({ role, rule });
      if (waitedMs !== undefined) waits.observe(waitedMs / 1_000);
    },
    reclaimed: (why) => reclaims.inc({ why }),
    mended: (kind, count) => mendings.inc({ kind }, count),
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    async text() {
      await readDepths();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

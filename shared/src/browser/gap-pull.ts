import { backoffMs } from '../backoff.ts';
import type { Entry } from '../entry.ts';
import type { Id } from '../ids.ts';
import { isRetryable, ok, type Result } from '../result.ts';
import { applyEntries, lastSeq, missingAfter, type Timeline } from '../timeline.ts';
import { pageSchedule, type Schedule } from './schedule.ts';

/** The logs that a client holds: the widget's one, the console's many. */
export type Logs = {
  ids(): readonly Id[];
  get(conversationId: Id): Timeline | undefined;
  /** Changes a log; nothing when it is not held. */
  change(conversationId: Id, by: (timeline: Timeline) => Timeline): void;
};

export type GapPullDeps = {
  logs: Logs;
  /** Asks for the page after a seq. */
  page: (
    conversationId: Id,
    after: number,
  ) => Promise<Result<{ entries: readonly Entry[]; headSeq: number }>>;
  /** Whether commands reach the server; while they do not, the next resume pulls. */
  isLive: () => boolean;
  random?: () => number;
  schedule?: Schedule;
};

/** A notice that is merely late fills its own hole within this many milliseconds; then the hole is pulled (LIVE1). */
const graceMs = 300;

/** Pulls what logs are missing, one request per conversation at a time. Rule LIVE1. */
export function createGapPull(deps: GapPullDeps) {
  const { logs, page, isLive, random = Math.random, schedule = pageSchedule } = deps;
  /** Conversations that wait for their pull or are in it. */
  const busy = new Set<Id>();
  const waits = new Map<Id, () => void>();
  const attempts = new Map<Id, number>();
  // Raised by `stop`: what was asked before it changes nothing.
  let era = 0;

  /** Fetches pages of one log until nothing is missing. */
  async function pull(conversationId: Id): Promise<Result<unknown>> {
    const startedIn = era;
    for (;;) {
      const timeline = logs.get(conversationId);
      const after = timeline === undefined ? null : missingAfter(timeline);
      if (after === null) return ok(null);
      const answer = await page(conversationId, after);
      if (startedIn !== era) return ok(null);
      if (!answer.ok) return answer;
      const { entries, headSeq } = answer.value;
      logs.change(conversationId, (held) => applyEntries(held, entries, { headSeq }));
      const held = logs.get(conversationId);
      // A page that brings nothing although something should be there would be asked for again without end.
      if (held !== undefined && lastSeq(held) <= after) return ok(null);
    }
  }

  function wait(conversationId: Id, ms: number): void {
    busy.add(conversationId);
    waits.set(
      conversationId,
      schedule(() => void run(conversationId), ms),
    );
  }

  async function run(conversationId: Id): Promise<void> {
    const startedIn = era;
    waits.delete(conversationId);
    const answer = isLive() ? await pull(conversationId) : ok(null);
    if (startedIn !== era) return;
    busy.delete(conversationId);
    if (answer.ok || !isRetryable(answer.error.code)) return void attempts.delete(conversationId);
    const attempt = attempts.get(conversationId) ?? 0;
    attempts.set(conversationId, attempt + 1);
    wait(conversationId, backoffMs(attempt, random));
  }

  return {
    /** Pulls every hole that is still there after a moment. */
    soon(): void {
      for (const conversationId of logs.ids()) {
        const timeline = logs.get(conversationId);
        const hasHole = timeline !== undefined && missingAfter(timeline) !== null;
        if (hasHole && !busy.has(conversationId)) wait(conversationId, graceMs);
      }
    },
    /** Pulls every hole now, as part of a resume; a log that is refused for good holds up no other. */
    async now(): Promise<Result<unknown>> {
      for (const conversationId of logs.ids()) {
        const answer = await pull(conversationId);
        if (!answer.ok && isRetryable(answer.error.code)) return answer;
      }
      return ok(null);
    },
    stop(): void {
      era += 1;
      for (const cancel of waits.values()) cancel();
      waits.clear();
      busy.clear();
      attempts.clear();
    },
  };
}

import { sql } from 'kysely';
import type { UpdateObject } from 'kysely';
import type { Database } from './schema.ts';
import type { Patch } from './write.ts';

type ConversationSet = UpdateObject<Database, 'conversation'>;

/** Turns a patch into columns; keys that are absent are not touched. */
export function patchColumns(patch: Patch): ConversationSet {
  return withoutAbsent({
    status: patch.status,
    close_reason: patch.closeReason,
    team_id: patch.teamId,
    assignee_id: patch.assigneeId,
    assign_epoch: patch.raiseEpoch ? sql<number>`assign_epoch + 1` : undefined,
    preferred_agent_id: patch.preferredAgentId,
    preferred_until: patch.preferredUntil,
    passed_agent_id: patch.passed && patch.passed.agentId,
    passed_until: patch.passed && patch.passed.until,
    language: patch.language,
    issue_type: patch.issueType,
    priority: patch.priority,
    skills: patch.needs?.skills,
    weight: patch.needs?.weight,
    cause: patch.cause,
    rating: patch.rating,
    preview: patch.preview === undefined ? undefined : JSON.stringify(patch.preview),
    enqueued_at: patch.enqueuedAt,
    queued_since: patch.queuedSince,
    relaxed: patch.relaxed && [...patch.relaxed],
    resolved_at: patch.resolvedAt,
    closed_at: patch.closedAt,
    last_activity_at: patch.lastActivityAt,
    // Who waits already keeps the time since when; the columns' old values stand on the right-hand side.
    waiting_since: patch.waitingSince
      ? sql<Date>`coalesce(waiting_since, ${patch.waitingSince})`
      : patch.waitingSince,
  });
}

function withoutAbsent(columns: ConversationSet): ConversationSet {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

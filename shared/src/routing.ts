import * as z from 'zod/mini';
import { severitySchema } from './case.ts';
import { relaxStepSchema } from './entry.ts';
import { idSchema } from './ids.ts';
import { prioritySchema } from './issue-type.ts';
import { languageSchema } from './language.ts';
import { agentCardSchema, colleagueSchema } from './people.ts';

/** Why one agent can't be given something now (RT4, RT8); `away` is busy too. */
const obstacles = [
  'not_in_team',
  'wrong_language',
  'missing_skill',
  'away',
  'absent',
  'full',
  'declined',
  'warming_up',
  'reserved',
] as const;
const obstacleSchema = z.enum(obstacles);

/** By what an agent was chosen: had this visitor before, has the least to do, waited longest, or was named (RT5). */
const assignmentRules = ['sticky', 'least_load', 'round_robin', 'named'] as const;
const assignmentRuleSchema = z.enum(assignmentRules);

/** An agent with how much they hold; load and capacity in chats. */
const loadedAgent = { agent: agentCardSchema, load: z.number(), capacity: z.number() };

/** Who got it and why (RT14). `rule` is null where no reason was kept. */
export const decisionSchema = z.strictObject({
  agent: agentCardSchema,
  at: z.string(),
  rule: z.nullable(assignmentRuleSchema),
  /** Who named the agent; null when the rules chose, or the agent took it by hand. */
  by: z.nullable(agentCardSchema),
  /** What it had stopped asking for by then (RT7). */
  relaxed: z.array(relaxStepSchema),
  /** The next best, best first, at most three; with the load that they had then. */
  runnersUp: z.array(z.strictObject(loadedAgent)),
  /** How many of the team each obstacle ruled out; those that ruled out nobody are left out. */
  excluded: z.array(z.strictObject({ obstacle: obstacleSchema, count: z.number() })),
});
export type Decision = z.infer<typeof decisionSchema>;

/** Why nobody has it yet (RT14): agent by agent of its team, as of this moment. */
export const waitingReasonSchema = z.strictObject({
  since: z.string(),
  /** Null when it would be a guess. */
  position: z.nullable(z.number()),
  /** What it has stopped asking for (RT7). */
  relaxed: z.array(relaxStepSchema),
  /** `obstacle` is null for who could take it now. Who comes closest is first. */
  agents: z.array(z.strictObject({ ...loadedAgent, obstacle: z.nullable(obstacleSchema) })),
});
export type WaitingReason = z.infer<typeof waitingReasonSchema>;

/** One of the two is set: somebody has it, or it waits. */
const standingSchema = z.strictObject({
  decision: z.nullable(decisionSchema),
  waiting: z.nullable(waitingReasonSchema),
});
export type RoutingStanding = z.infer<typeof standingSchema>;

/** How a conversation was routed: its contact, and the specialist of its case; null where there is nothing to say. */
export const routingRecordSchema = z.strictObject({
  contact: z.nullable(standingSchema),
  specialist: z.nullable(standingSchema),
});
export type RoutingRecord = z.infer<typeof routingRecordSchema>;

/** Something that waits, as the queue page shows it: a conversation, or with `caseId` the case of one. */
export const queuedSchema = z.strictObject({
  conversationId: idSchema,
  caseId: z.nullable(idSchema),
  reference: z.string(),
  visitorLabel: z.string(),
  issueType: z.string(),
  priority: prioritySchema,
  /** A case's; null for a conversation. */
  severity: z.nullable(severitySchema),
  since: z.string(),
  /** The conversation's, for whoever assigns it. */
  epoch: z.number(),
});
export type Queued = z.infer<typeof queuedSchema>;

/** People of one team, for one inbox and language, and who waits for them. */
export const boardQueueSchema = z.strictObject({
  inboxId: idSchema,
  teamId: idSchema,
  language: languageSchema,
  length: z.number(),
  oldestSince: z.nullable(z.string()),
  /** Who is there and takes chats of it, with room or without; `free` of them have room. */
  serving: z.number(),
  free: z.number(),
  /** The first in order, at most `boardRows` of them. */
  waiting: z.array(queuedSchema),
});
export type BoardQueue = z.infer<typeof boardQueueSchema>;

/** What supervisors watch: the queues and the people of their teams; an admin sees all. */
export const queueBoardSchema = z.strictObject({
  queues: z.array(boardQueueSchema),
  agents: z.array(colleagueSchema),
});
export type QueueBoard = z.infer<typeof queueBoardSchema>;

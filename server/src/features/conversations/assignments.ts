import type { Kysely } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';

export type AssignmentFacts = {
  role: 'contact' | 'specialist';
  agentId: string;
  agentName: string;
  /** As it was stored with the assignment (RT14); empty where none was kept. */
  reason: Record<string, unknown>;
  startedAt: Date;
};

/**
 * Each role's latest assignment, ended or not. O(the conversation's assignments). One is open at most, and when one
 * ended is read off the database's clock: servers' clocks differ.
 */
export function latestAssignments(db: Kysely<Database>, conversationId: string): Promise<AssignmentFacts[]> {
  return db
    .selectFrom('assignment')
    .innerJoin('agent', 'agent.id', 'assignment.agent_id')
    .select([
      'assignment.role as role',
      'assignment.agent_id as agentId',
      'agent.name as agentName',
      'assignment.reason as reason',
      'assignment.started_at as startedAt',
    ])
    .distinctOn('assignment.role')
    .where('assignment.conversation_id', '=', conversationId)
    .orderBy('assignment.role')
    .orderBy('assignment.ended_at', (order) => order.desc().nullsFirst())
    .execute();
}

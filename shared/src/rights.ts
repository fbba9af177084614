import type { Role } from './people.ts';

/** What a person in the console may do; the table below is the only place that says who may. */
export const rights = [
  'conversation.own', // work on a conversation that is assigned to them
  'conversation.team', // read what is queued in, or belongs to, their teams
  'conversation.any', // read every conversation; each view of another's chat is audited
  'conversation.intervene', // assign, take over and act in conversations of their teams
  'case.work', // be given cases of a tier-2 team and report progress
  'visitor.block',
  'entry.redact',
  'configure', // agents, inboxes, issue types, FAQ, canned answers
] as const;
export type Right = (typeof rights)[number];

const table: Record<Role, readonly Right[]> = {
  agent: ['conversation.own', 'conversation.team', 'visitor.block', 'entry.redact'],
  specialist: ['conversation.own', 'conversation.team', 'case.work', 'visitor.block', 'entry.redact'],
  supervisor: [
    'conversation.own',
    'conversation.team',
    'conversation.intervene',
    'case.work',
    'visitor.block',
    'entry.redact',
  ],
  admin: [
    'conversation.own',
    'conversation.team',
    'conversation.any',
    'conversation.intervene',
    'case.work',
    'visitor.block',
    'entry.redact',
    'configure',
  ],
};

/** Whether a role carries a right. */
export function roleHas(role: Role, right: Right): boolean {
  return table[role].includes(right);
}

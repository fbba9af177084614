import type { Inbox, IssueTypeSetting } from '@haven/shared/http/admin-endpoints';
import type { Priority } from '@haven/shared/issue-type';
import type { Needs } from '@haven/shared/skill';
import type { Team } from '@haven/shared/people';
import { ok, refuse, type Result } from '@haven/shared/result';

type Deps = {
  skills: { needsOf(issueType: string): Promise<Needs> };
  issueTypes: { find(key: string): Promise<IssueTypeSetting | null> };
  inboxes: { find(id: string): Promise<Inbox | null> };
  teams: { list(): Promise<Team[]> };
};

/** What an issue type means for a conversation: how urgent it is, and what it asks of whoever takes it. */
export type Classed = { priority: Priority; needs: Needs };

/** Which team answers what: an issue type names its team, else the inbox's default team does. */
export function createChooseTeam({ skills, issueTypes, inboxes, teams }: Deps) {
  async function typeFor(key: string): Promise<Result<IssueTypeSetting>> {
    const type = await issueTypes.find(key);
    // A branch is only a way to a type.
    const isType = key.includes('.');
    return type && isType && !type.isRetired
      ? ok(type)
      : refuse('invalid', { details: { at: ['issueType'] } });
  }

  return {
    async teamFor(inboxId: string, issueType: string): Promise<Result<{ teamId: string } & Classed>> {
      const type = await typeFor(issueType);
      if (!type.ok) return type;
      const inbox = await inboxes.find(inboxId);
      if (!inbox) return refuse('not_found');
      const { teamId, priority } = type.value;
      const isOfInbox = teamId !== null && inbox.teamIds.includes(teamId);
      const needs = await skills.needsOf(issueType);
      return ok({ teamId: isOfInbox ? teamId : inbox.defaultTeamId, priority, needs });
    },

    async classOf(issueType: string): Promise<Result<Classed>> {
      const type = await typeFor(issueType);
      if (!type.ok) return type;
      return ok({ priority: type.value.priority, needs: await skills.needsOf(issueType) });
    },

    /** A team that serves this inbox; a tier-2 team serves every inbox, for it works on cases. */
    async teamOfInbox(inboxId: string, teamId: string): Promise<Team | null> {
      const team = (await teams.list()).find(({ id }) => id === teamId);
      if (!team || team.tier === 2) return team ?? null;
      const inbox = await inboxes.find(inboxId);
      return inbox?.teamIds.includes(teamId) ? team : null;
    },

    async greetingOf(inboxId: string) {
      return (await inboxes.find(inboxId))?.greeting ?? { 'zh-CN': '', en: '' };
    },
  };
}

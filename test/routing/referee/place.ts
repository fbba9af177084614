import { randomUUID } from 'node:crypto';
import { newId } from '@haven/server/new-id';
import type { AgentPrincipal, VisitorPrincipal } from '@haven/server/principal';
import type { Database } from '@haven/server/storage/postgres/schema';
import { defaultQueueSettings, type QueueSettings } from '@haven/shared/queue';
import { modelHours } from './opening.ts';
import type { Language } from '@haven/shared/language';
import { type Kysely, sql } from 'kysely';

const words = JSON.stringify({ 'zh-CN': 'x', en: 'x' });

/** In the queue of the second team. */
export const firstReplySeconds = 120;
/** In the queue of the first team, which passes to the second what waits even longer. */
export const relaxing = { relaxLanguageSeconds: 200, overflowSeconds: 400 };
/** How the queue of the third team is run at the beginning of a story, of every other one with hours; then it changes. */
export const offerSettings: QueueSettings = { ...defaultQueueSettings, mode: 'offer' };
const skill = 'wallets';

export type Place = Awaited<ReturnType<typeof createPlace>>;

/** Three tier-1 teams, a tier-2 team, and five agents who differ in every condition; the same in every story. */
export async function createPlace(db: Kysely<Database>) {
  const team = async (tier: 1 | 2) => {
    const id = randomUUID();
    await db.insertInto('team').values({ id, key: id, name: words, tier }).execute();
    return id;
  };
  const [one, two, three, specialists] = [await team(1), await team(1), await team(1), await team(2)];
  const inboxId = randomUUID();
  await db
    .insertInto('inbox')
    .values({
      id: inboxId,
      key: inboxId,
      name: words,
      greeting: words,
      languages: ['zh-CN', 'en'],
      origins: [],
      default_team_id: one,
    })
    .execute();
  await db
    .insertInto('inbox_team')
    .values([one, two, three].map((team_id) => ({ inbox_id: inboxId, team_id })))
    .execute();
  const issueTypes = await createIssueTypes(db, two, three);
  // Who does not begin loses it, in the second team.
  const settings = { ...defaultQueueSettings, firstReplySeconds };
  const ofFirst = { ...defaultQueueSettings, ...relaxing, overflowTeamId: two };
  const rules = [
    { inbox_id: inboxId, team_id: one, settings: JSON.stringify(ofFirst) },
    { inbox_id: inboxId, team_id: two, settings: JSON.stringify(settings) },
    { inbox_id: inboxId, team_id: three, settings: JSON.stringify(offerSettings) },
  ];
  await db.insertInto('queue').values(rules).execute();
  await db.insertInto('skill').values({ key: skill, name: words }).execute();

  const both: Language[] = ['en', 'zh-CN'];
  const agents = [
    { name: 'Anna', languages: ['en'] as Language[], capacity: 1, teamIds: [one] },
    { name: 'Ben', languages: both, capacity: 3, teamIds: [one, three] },
    { name: 'Cleo', languages: ['zh-CN'] as Language[], capacity: 2, teamIds: [one, two, three] },
    { name: 'Dora', languages: both, capacity: 2, teamIds: [one, two, specialists] },
    { name: 'Emil', languages: both, capacity: 2, teamIds: [specialists, three] },
  ].map((agent) => ({ ...agent, id: randomUUID() as string }));
  for (const { teamIds, ...agent } of agents) {
    await db
      .insertInto('agent')
      .values({ ...agent, email: `${agent.id}@test.example`, password_hash: '', role: 'agent' })
      .execute();
    await db
      .insertInto('agent_team')
      .values(teamIds.map((team_id) => ({ agent_id: agent.id, team_id })))
      .execute();
  }

  const skilled = agents.filter(({ name }) => name === 'Ben' || name === 'Dora');
  await db
    .insertInto('agent_skill')
    .values(skilled.map(({ id }) => ({ agent_id: id, skill })))
    .execute();

  // They are signed in: who finishes and is not has left.
  for (const { id } of agents)
    await db
      .insertInto('agent_session')
      .values({ id: randomUUID(), agent_id: id, token_hash: Buffer.from(id), expires_at: new Date(8e12) })
      .execute();

  // Stories begin empty, and what keeps conversations for ever is none of routing's.
  for (const table of ['conversation', 'entry', 'audit'])
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(db);

  let stories = 0;

  return {
    inboxId,
    teamIds: [one, two, three],
    specialistsId: specialists,
    issueTypes,
    agents,
    agentCalled(name: string) {
      const found = agents.find((agent) => agent.name === name);
      if (!found) throw new Error(`nobody is called ${name}`);
      return found;
    },
    /** The number of the story that begins, from 0. */
    nextStory: () => stories++,
    /** Everything as at the beginning of a story. */
    async reset(): Promise<void> {
      await db
        .updateTable('queue')
        .set({
          settings: JSON.stringify({ ...offerSettings, hours: stories % 2 === 0 ? modelHours : null }),
          revision: 1,
        })
        .where('team_id', '=', three)
        .execute();
      await sql`truncate assignment, support_case, entry, outbox, conversation cascade`.execute(db);
      for (const { id, capacity } of agents)
        await db
          .updateTable('agent')
          .set({ capacity, availability: 'online', last_seen_at: null, finishing_since: null })
          .where('id', '=', id)
          .execute();
    },
    async newVisitor(): Promise<VisitorPrincipal> {
      const visitorId = newId({ now: Date.now });
      await db.insertInto('visitor').values({ id: visitorId, label: 'V' }).execute();
      return visitorOf(inboxId, visitorId);
    },
  };
}

/** An issue type of each priority for the inbox's first team, one that asks for a skill, and some for the other teams. */
async function createIssueTypes(db: Kysely<Database>, second: string, third: string): Promise<string[]> {
  const types = [
    { key: 'model.low', priority: 'low' as const, team_id: null },
    { key: 'model.normal', priority: 'normal' as const, team_id: null },
    { key: 'model.high', priority: 'high' as const, team_id: null },
    { key: 'model.urgent', priority: 'urgent' as const, team_id: null },
    { key: 'model.skilled', priority: 'normal' as const, team_id: null, skills: [skill] },
    { key: 'model.second', priority: 'normal' as const, team_id: second },
    { key: 'model.third', priority: 'normal' as const, team_id: third },
    { key: 'model.thirdHigh', priority: 'high' as const, team_id: third },
    { key: 'model.thirdSkilled', priority: 'normal' as const, team_id: third, skills: [skill] },
  ];
  const common = { label: words, collect: [], position: 0 };
  await db
    .insertInto('issue_type')
    .values(types.map((type) => ({ ...type, ...common })))
    .execute();
  return types.map(({ key }) => key);
}

export function visitorOf(inboxId: string, visitorId: string): VisitorPrincipal {
  return { kind: 'visitor', visitorId, inboxId, sessionId: '' };
}

export function principalOf(
  agent: { id: string; name: string; teamIds: readonly string[] },
  role: AgentPrincipal['role'] = 'agent',
): AgentPrincipal {
  const { id: agentId, name, teamIds } = agent;
  return { kind: 'agent', agentId, name, role, teamIds, sessionId: '', mustChangePassword: false };
}

import { randomUUID } from 'node:crypto';
import { createLoadUnderLock, createRoutingRecords } from '@haven/server/features/routing/load';
import { packagePath } from '@haven/server/package-path';
import { migrate } from '@haven/server/storage/postgres/migrate';
import type { OpenDatabase } from '@haven/server/storage/postgres/db';
import { insertAgent } from '../support/agent-row.ts';
import { openTestDatabase, silentLog } from '../support/open-engines.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  await migrate(opened.db, packagePath('migrations'), silentLog);
  await opened.db
    .insertInto('issue_type')
    .values({
      key: 'other',
      label: '{}',
      priority: 'high',
      collect: [],
      position: 0,
      team_id: null,
      branch: null,
      retired_at: null,
    })
    .execute();
}, 180_000);
afterAll(() => opened.close());

const at = (minutes: number) => new Date(Date.UTC(2026, 2, 1, 12, minutes));

/** An inbox with a team and a tier-2 team, and an agent in both. */
async function place() {
  const { db } = opened;
  const [inboxId, teamId, tier2Id] = [randomUUID(), randomUUID(), randomUUID()];
  for (const [id, tier] of [
    [teamId, 1],
    [tier2Id, 2],
  ] as const) {
    await db.insertInto('team').values({ id, key: id, name: '{}', tier }).execute();
  }
  await db
    .insertInto('inbox')
    .values({
      id: inboxId,
      key: inboxId,
      name: '{}',
      greeting: '{}',
      languages: ['en'],
      origins: [],
      default_team_id: teamId,
    })
    .execute();
  const agentId = await insertAgent(db, {
    name: 'Anna',
    languages: ['en', 'zh-CN'],
    capacity: 3,
    availability: 'online',
    last_seen_at: at(5),
  });
  const teamIds = [teamId, tier2Id];
  await db
    .insertInto('agent_team')
    .values(teamIds.map((team_id) => ({ agent_id: agentId, team_id })))
    .execute();
  const skills = ['swaps', 'hardware'];
  const named = skills.map((key) => ({ key, name: '{}' }));
  await db
    .insertInto('skill')
    .values(named)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('agent_skill')
    .values(skills.map((skill) => ({ agent_id: agentId, skill })))
    .execute();
  return { inboxId, teamId, tier2Id, agentId };
}

type Place = Awaited<ReturnType<typeof place>>;

/** A conversation in this state; a queued one unless said otherwise. */
async function conversation(where: Place, state: 'queued' | 'assigned' | 'resolved' | 'closed' = 'queued') {
  const id = randomUUID();
  const visitorId = randomUUID();
  await opened.db
    .insertInto('visitor')
    .values({ id: visitorId, label: 'V', blocked_at: null, blocked_reason: null })
    .execute();
  await opened.db
    .insertInto('conversation')
    .values({
      id,
      reference: id,
      inbox_id: where.inboxId,
      team_id: where.teamId,
      visitor_id: visitorId,
      status: state,
      language: 'zh-CN',
      visitor_issue_type: 'other',
      issue_type: 'other',
      priority: 'high',
      skills: ['hardware', 'swaps'],
      weight: 150,
      context: '{}',
      linked_to: null,
      assignee_id: state === 'queued' ? null : where.agentId,
      preferred_agent_id: state === 'queued' ? where.agentId : null,
      preferred_until: null,
      revision: 4,
      assign_epoch: 2,
      waiting_since: null,
      preview: null,
      cause: null,
      rating: null,
      created_at: at(0),
      enqueued_at: state === 'queued' ? at(1) : null,
      resolved_at: null,
      closed_at: state === 'closed' ? at(9) : null,
    })
    .execute();
  return { id, visitorId };
}

async function openCase(where: Place, conversationId: string, specialistId: string | null) {
  const id = randomUUID();
  await opened.db
    .insertInto('support_case')
    .values({
      id,
      conversation_id: conversationId,
      team_id: where.tier2Id,
      severity: 'S1',
      summary: '-',
      steps: '[]',
      opened_by: where.agentId,
      specialist_id: specialistId,
      opened_at: at(2),
      enqueued_at: specialistId === null ? at(3) : null,
      ended_at: null,
    })
    .execute();
  return id;
}

test('[TRUTH2] everything that waits or is held is loaded with its place in the order, and nothing else', async () => {
  const where = await place();
  const records = createRoutingRecords(opened);
  const [queued, assigned, resolved] = [
    await conversation(where),
    await conversation(where, 'assigned'),
    await conversation(where, 'resolved'),
  ];
  await conversation(where, 'closed');
  const heldCase = await openCase(where, assigned.id, where.agentId);
  const queuedCase = await openCase(where, resolved.id, null);

  const items = (await records.items()).filter(({ queue }) => queue.inboxId === where.inboxId);
  const queue = { inboxId: where.inboxId, teamId: where.teamId, language: 'zh-CN' };
  const common = { revision: 4, preferredUntil: null };
  const asked = { skills: ['hardware', 'swaps'], weight: 150 };
  const ofContact = { ...common, ...asked, epoch: 2, band: 2, queue };
  const ofCase = {
    ...common,
    weight: 100,
    epoch: 0,
    band: 3,
    queue: { ...queue, teamId: where.tier2Id },
    preferredAgentId: null,
  };
  const expected = [
    {
      ...ofContact,
      id: `contact:${queued.id}`,
      conversationId: queued.id,
      visitorId: queued.visitorId,
      state: 'queued',
      enqueuedAt: at(1).getTime(),
      agentId: null,
      preferredAgentId: where.agentId,
    },
    {
      ...ofContact,
      id: `contact:${assigned.id}`,
      conversationId: assigned.id,
      visitorId: assigned.visitorId,
      state: 'held',
      enqueuedAt: at(0).getTime(),
      isIdle: true,
      agentId: where.agentId,
      preferredAgentId: null,
    },
    {
      ...ofCase,
      id: `specialist:${heldCase}`,
      conversationId: assigned.id,
      visitorId: assigned.visitorId,
      state: 'held',
      enqueuedAt: at(2).getTime(),
      agentId: where.agentId,
    },
    {
      ...ofCase,
      id: `specialist:${queuedCase}`,
      conversationId: resolved.id,
      visitorId: resolved.visitorId,
      state: 'queued',
      enqueuedAt: at(3).getTime(),
      agentId: null,
    },
  ];
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect(items.sort(byId)).toEqual(expected.sort(byId));
  for (const item of items) expect(await records.item(item.id)).toEqual(item);
  expect(await records.item(`contact:${resolved.id}`)).toMatchObject({ state: 'gone', agentId: null });
  expect(await records.item(`contact:${randomUUID()}`)).toBeNull();
});

test('[RT7] what waits without its skills and its language is loaded so, with the beginning of its wait', async () => {
  const where = await place();
  const records = createRoutingRecords(opened);
  const { id } = await conversation(where);
  await opened.db
    .updateTable('conversation')
    .set({ relaxed: ['skills', 'language'], queued_since: at(2) })
    .where('id', '=', id)
    .execute();
  expect(await records.item(`contact:${id}`)).toMatchObject({
    skills: [],
    weight: 150,
    queue: { language: 'zh-CN', isAnyLanguage: true },
    enqueuedAt: at(1).getTime(),
    queuedSince: at(2).getTime(),
  });
});

test('agents are loaded with their teams, the last assignment and when they were seen; disabled ones are not', async () => {
  const where = await place();
  const records = createRoutingRecords(opened);
  const held = await conversation(where, 'assigned');
  await opened.db
    .insertInto('assignment')
    .values({
      id: randomUUID(),
      conversation_id: held.id,
      role: 'contact',
      agent_id: where.agentId,
      epoch: 2,
      reason: '{}',
      started_at: at(4),
      ended_at: null,
      end_reason: null,
    })
    .execute();
  const agent = await records.agent(where.agentId);
  expect({ ...agent, teamIds: agent?.teamIds.toSorted() }).toEqual({
    id: where.agentId,
    teamIds: [where.teamId, where.tier2Id].sort(),
    languages: ['en', 'zh-CN'],
    skills: ['hardware', 'swaps'],
    capacity: 3,
    availability: 'online',
    lastAssignedAt: at(4).getTime(),
    lastSeenAt: at(5).getTime(),
  });
  await opened.db
    .updateTable('agent')
    .set({ disabled_at: at(6) })
    .where('id', '=', where.agentId)
    .execute();
  expect(await records.agent(where.agentId)).toBeNull();
  expect((await records.agents()).filter(({ id }) => id === where.agentId)).toEqual([]);
});

test('[RT1] a fence raises the epoch that it names, once, of a conversation and of a case', async () => {
  const where = await place();
  const records = createRoutingRecords(opened);
  const { id } = await conversation(where);
  expect(await records.fence({ itemId: `contact:${id}`, epoch: 2 })).toMatchObject({ epoch: 3, revision: 5 });
  expect(await records.fence({ itemId: `contact:${id}`, epoch: 2 })).toMatchObject({ epoch: 3, revision: 5 });
  const caseId = await openCase(where, id, null);
  expect(await records.fence({ itemId: `specialist:${caseId}`, epoch: 0 })).toMatchObject({
    epoch: 1,
    revision: 6,
  });
  expect(await records.fence({ itemId: `specialist:${caseId}`, epoch: 0 })).toMatchObject({ epoch: 1 });
});

test('[TRUTH2] a rebuild under way fences whatever waits, and one node rebuilds at a time', async () => {
  const where = await place();
  const records = createRoutingRecords(opened);
  const loadUnderLock = createLoadUnderLock(opened);
  const { id } = await conversation(where);
  const held = await conversation(where, 'assigned');
  const caseId = await openCase(where, held.id, null);

  const steps: string[] = [];
  const work = (name: string) =>
    loadUnderLock(async (load) => {
      steps.push(`${name} begins`);
      await load.fence();
      steps.push(
        `${name} has ${(await load.items()).length > 0 && (await load.agents()).length > 0 ? 'all' : 'nothing'}`,
      );
    });
  await Promise.all([work('one'), work('two')]);
  const [first, second] = steps[0]?.startsWith('one') ? ['one', 'two'] : ['two', 'one'];
  expect(steps).toEqual([`${first} begins`, `${first} has all`, `${second} begins`, `${second} has all`]);
  expect(await records.item(`contact:${id}`)).toMatchObject({ epoch: 4 });
  expect(await records.item(`contact:${held.id}`)).toMatchObject({ epoch: 2 });
  expect(await records.item(`specialist:${caseId}`)).toMatchObject({ epoch: 2 });
});

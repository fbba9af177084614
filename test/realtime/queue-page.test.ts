import type { QueueBoard } from '@haven/shared/routing';
import { callsTo } from '../http/api.ts';
import { eventually } from '../support/eventually.ts';
import { type AgentClient, connectAgent } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld((await useSharedServer()).url);
}, 180_000);
afterEach(() => world.close());

const englishQueue = ({ queues }: QueueBoard) =>
  queues.find(({ teamId, language }) => teamId === world.team.id && language === 'en');
const boardsHeardBy = (client: AgentClient) =>
  client.heard
    .filter(({ name }) => name === 'queues:changed')
    .map(({ payload }) => (payload as { board: QueueBoard }).board);
const supervisor = () => world.agent({ role: 'supervisor', name: 'Ana', away: true });

describe('who may watch the queues', () => {
  it('[RT16] is whoever may intervene; everybody else is refused and hears nothing', async () => {
    const agent = await world.agent({ away: true });
    const specialist = await world.agent({ role: 'specialist', away: true });
    const ana = await supervisor();
    for (const one of [agent, specialist]) {
      expect(await one.ask('queues:follow', {})).toMatchObject({ ok: false, error: { code: 'refused' } });
    }
    await ana.get('queues:follow', {});
    const { id } = await world.start(await world.visitor());
    await ana.hears('queues:changed', ({ board }) =>
      board.queues.some(({ waiting }) => waiting.some(({ conversationId }) => conversationId === id)),
    );
    expect([...boardsHeardBy(agent), ...boardsHeardBy(specialist)]).toEqual([]);
  });

  it('[RT16] sees their own teams alone, an admin all', async () => {
    await world.agent({ teamIds: [world.otherTeam.id], name: 'Elsewhere', away: true });
    const ana = await supervisor();
    const { board } = await ana.get('queues:follow', {});
    expect(new Set(board.queues.map(({ teamId }) => teamId))).toEqual(new Set([world.team.id]));
    expect(board.agents.map(({ name }) => name)).toEqual(['Ana']);

    const jonas = await connectAgent(world.url, world.admin);
    const all = (await jonas.get('queues:follow', {})).board;
    jonas.close();
    expect(all.queues.map(({ teamId }) => teamId)).toEqual(
      expect.arrayContaining([world.team.id, world.otherTeam.id]),
    );
    expect(all.agents.map(({ name }) => name)).toEqual(expect.arrayContaining(['Ana', 'Elsewhere']));
  });

  it('[RT16] stops hearing of a team that they left, and of everything once they leave the page', async () => {
    const ana = await supervisor();
    await ana.get('queues:follow', {});
    const fields = { name: 'Ana', role: 'supervisor', languages: ['en'], capacity: 5 };
    const teamIds = [world.otherTeam.id];
    await callsTo(world.url, { cookie: world.admin })('PATCH', `/api/admin/agents/${ana.id}`, {
      ...fields,
      teamIds,
      isDisabled: false,
    });
    await ana.hears('queues:changed', ({ board }) =>
      board.queues.every(({ teamId }) => teamId === world.otherTeam.id),
    );
    await world.start(await world.visitor());

    await ana.get('queues:leave', {});
    const count = boardsHeardBy(ana).length;
    const other = await supervisor();
    await other.get('queues:follow', {});
    await world.start(await world.visitor());
    await other.hears('queues:changed', (notice) => englishQueue(notice.board)?.length === 2);
    expect(boardsHeardBy(ana).length).toBe(count);
    expect(boardsHeardBy(ana).flatMap(({ queues }) => queues.map(({ teamId }) => teamId))).not.toContain(
      world.team.id,
    );
  });
});

describe('the queues', () => {
  it('[RT3] list who waits in order, since when, and who serves with which load', async () => {
    const lin = await world.agent({ name: 'Lin', capacity: 1 });
    const held = await world.assigned(await world.visitor(), lin);
    const first = await world.start(await world.visitor());
    const second = await world.start(await world.visitor());
    const ana = await supervisor();
    const { board } = await ana.get('queues:follow', {});
    const queue = englishQueue(board);
    expect(queue).toMatchObject({ inboxId: world.inbox.id, length: 2, serving: 1, free: 0 });
    expect(queue?.waiting.map(({ conversationId }) => conversationId)).toEqual([first.id, second.id]);
    expect(queue?.waiting[0]).toMatchObject({ reference: first.reference, caseId: null, severity: null });
    expect(queue?.oldestSince).toBe(queue?.waiting[0]?.since);
    expect(board.queues.find(({ language }) => language === 'zh-CN')).toMatchObject({
      length: 0,
      serving: 1,
    });
    expect(board.agents).toMatchObject([
      { name: 'Ana', availability: 'away', present: true, load: 0 },
      { name: 'Lin', availability: 'online', present: true, load: 1, capacity: 1 },
    ]);
    expect(JSON.stringify(board)).not.toContain(held.id);
  });

  it('[LIVE8] are told as they change: who comes, who is given a chat, who goes away', async () => {
    const ana = await supervisor();
    await ana.get('queues:follow', {});
    const { id } = await world.start(await world.visitor());
    await ana.hears('queues:changed', ({ board }) => englishQueue(board)?.waiting[0]?.conversationId === id);

    const lin = await world.agent({ name: 'Lin' });
    await ana.hears('queues:changed', ({ board }) => {
      const now = board.agents.find(({ name }) => name === 'Lin');
      return englishQueue(board)?.length === 0 && now?.load === 1;
    });
    await lin.get('availability:set', { availability: 'busy' });
    await ana.hears('queues:changed', ({ board }) =>
      board.agents.some(({ name, availability }) => name === 'Lin' && availability === 'busy'),
    );
    lin.close();
    const shown = () => boardsHeardBy(ana).at(-1);
    await eventually(() =>
      expect(shown()?.agents.find(({ name }) => name === 'Lin')).toMatchObject({ present: false }),
    );
    const fresh = await connectAgent(world.url, ana.cookie);
    expect((await fresh.get('queues:follow', {})).board).toEqual(shown());
    fresh.close();
  });

  it('[LIVE7] are told at most once a second, however much happens, and the last state always', async () => {
    const ana = await supervisor();
    await ana.get('queues:follow', {});
    const at: number[] = [];
    ana.socket.on('queues:changed', () => at.push(performance.now()));
    const visitors = await Promise.all(Array.from({ length: 12 }, () => world.visitor()));
    for (const visitor of visitors) await world.start(visitor);
    await ana.hears('queues:changed', ({ board }) => englishQueue(board)?.length === 12);
    await eventually(() => expect(at.length).toBeGreaterThan(0));
    const gaps = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    // What a slow machine delays on the way, it may deliver closer together.
    expect(gaps.filter((gap) => gap < 700)).toEqual([]);
  });

  it('[LIVE2] are read anew by a console that comes back', async () => {
    const ana = await supervisor();
    await ana.get('queues:follow', {});
    ana.close();
    const { id } = await world.start(await world.visitor());
    const back = await connectAgent(world.url, ana.cookie);
    const { board } = await back.get('queues:follow', {});
    back.close();
    expect(englishQueue(board)?.waiting.map(({ conversationId }) => conversationId)).toEqual([id]);
  });
});

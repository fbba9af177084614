import { engineOfProject } from '../support/engine.ts';
import { readAudit } from '../support/read-audit.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld, type World } from '../support/world.ts';

describe('a supervisor', () => {
  let server: ServerProcess;
  let world: World;
  beforeAll(async () => {
    server = await startServer({ engine: engineOfProject() });
    world = await createWorld(server.url);
  }, 180_000);
  afterAll(async () => {
    world?.close();
    await server?.stop();
  }, 180_000);

  it('[RT16] [RT15] assigns and takes over, is told before what can not be, and all of it is kept', async () => {
    const ana = await world.agent({ role: 'supervisor', name: 'Ana', away: true });
    const lin = await world.agent({ name: 'Lin', away: true });
    const visitor = await world.visitor();
    const waiting = await world.start(visitor);
    const give = (id: string, epoch: number, to: string) =>
      ana.ask('conversation:transfer', {
        conversationId: id,
        epoch,
        to: { kind: 'agent', id: to },
        note: '',
      });

    // RT15: refused with the reason, and nothing was written.
    expect(await give(waiting.id, 0, lin.id)).toMatchObject({
      ok: false,
      error: { code: 'refused', details: { reason: 'away' } },
    });
    const before = await ana.get('conversation:open', { conversationId: waiting.id });
    expect(before.conversation).toMatchObject({ status: 'queued', epoch: 0 });
    expect(before.entries.map(({ body }) => body.kind)).not.toContain('transferred');

    // Whoever takes over may be away: Ana takes what waits.
    const taken = await give(waiting.id, 0, ana.id);
    expect(taken).toMatchObject({ ok: true, value: { conversation: { assignee: { id: ana.id } } } });

    // A chat of Lin's, given to Maya, then taken over.
    await lin.get('availability:set', { availability: 'online' });
    const held = await world.assigned(await world.visitor(), lin);
    await lin.get('availability:set', { availability: 'busy' });
    const maya = await world.agent({ name: 'Maya' });
    const given = await give(held.id, held.epoch, maya.id);
    if (!given.ok) throw new Error(given.error.message);
    expect(given.value.conversation.assignee?.id).toBe(maya.id);
    // Lin's console still knows the older epoch (RT1).
    expect(await give(held.id, held.epoch, ana.id)).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const over = await give(held.id, given.value.conversation.epoch, ana.id);
    expect(over).toMatchObject({ ok: true, value: { conversation: { assignee: { id: ana.id } } } });

    const { entries } = await ana.get('conversation:open', { conversationId: held.id });
    const assigned = entries.flatMap(({ body, author }) =>
      body.kind === 'assigned' ? [[body.agent.name, author.kind === 'agent' ? author.name : null]] : [],
    );
    expect(assigned).toEqual([
      ['Lin', null],
      ['Maya', 'Ana'],
      ['Ana', 'Ana'],
    ]);

    // A colleague's own transfer is their daily work and no intervention.
    const passed = await world.assigned(await world.visitor(), maya);
    const toTeam = { kind: 'team' as const, id: world.otherTeam.id };
    await maya.get('conversation:transfer', {
      conversationId: passed.id,
      epoch: passed.epoch,
      to: toTeam,
      note: '',
    });

    const rows = (await readAudit(server)).filter(({ object_kind: kind }) => kind === 'conversation');
    const toAgent = (id: string) => ({ kind: 'agent', id });
    expect(
      rows.map(({ action, actor_id, object_id, details }) => [action, actor_id, object_id, details]),
    ).toEqual([
      ['conversation.assigned', ana.id, waiting.id, { from: null, to: toAgent(ana.id) }],
      ['conversation.transferred', ana.id, held.id, { from: lin.id, to: toAgent(maya.id) }],
      ['conversation.taken_over', ana.id, held.id, { from: maya.id, to: toAgent(ana.id) }],
    ]);
  }, 240_000);
});

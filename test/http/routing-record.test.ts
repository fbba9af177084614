import { type RoutingRecord, routingRecordSchema } from '@haven/shared/routing';
import { callsTo, codeOf } from './api.ts';
import { eventually } from '../support/eventually.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld((await useSharedServer()).url);
}, 180_000);
afterEach(() => world.close());

const ask = (agent: { cookie: string }, id: string) =>
  callsTo(world.url, { cookie: agent.cookie })('GET', `/api/agent/conversations/${id}/routing`);

async function recordFor(agent: { cookie: string }, id: string): Promise<RoutingRecord> {
  const reply = await ask(agent, id);
  if (reply.status !== 200) throw new Error(`routing answered ${JSON.stringify(reply.body)}`);
  return routingRecordSchema.parse(reply.body);
}

describe('why somebody has a conversation', () => {
  it('[RT14] names the rule, the runners-up with their loads, and how many each condition ruled out', async () => {
    const busy = await world.agent({ name: 'Busy', capacity: 4 });
    await world.assigned(await world.visitor(), busy);
    await world.agent({ name: 'Gone', away: true });
    await world.agent({ name: 'Chinese only', languages: ['zh-CN'] });
    const idle = await world.agent({ name: 'Idle', capacity: 3 });
    const { id } = await world.assigned(await world.visitor(), idle);

    const { contact, specialist } = await recordFor(idle, id);
    expect(specialist).toBeNull();
    expect(contact?.waiting).toBeNull();
    expect(contact?.decision).toEqual({
      agent: { id: idle.id, name: 'Idle' },
      at: expect.any(String),
      rule: 'least_load',
      by: null,
      relaxed: [],
      runnersUp: [{ agent: { id: busy.id, name: 'Busy' }, load: 1, capacity: 4 }],
      excluded: expect.arrayContaining([
        { obstacle: 'away', count: 1 },
        { obstacle: 'wrong_language', count: 1 },
      ]),
    });
  });

  it('[RT14] says who took it by hand, and who gave it to whom by name', async () => {
    const first = await world.agent({ name: 'First', away: true });
    const { id } = await world.start(await world.visitor());
    const { conversation } = await first.get('conversation:accept', { conversationId: id, epoch: 0 });
    expect((await recordFor(first, id)).contact?.decision).toMatchObject({ rule: 'named', by: null });

    const second = await world.agent({ name: 'Second' });
    const to = { kind: 'agent' as const, id: second.id };
    const handover = { conversationId: id, epoch: conversation.epoch, to, note: '' };
    await first.get('conversation:transfer', handover);
    expect((await recordFor(second, id)).contact?.decision).toMatchObject({
      agent: { id: second.id },
      rule: 'named',
      by: { id: first.id, name: 'First' },
    });
  });
});

describe('why nobody has a conversation yet', () => {
  it('[RT14] is told agent by agent of the team, who comes closest first', async () => {
    const full = await world.agent({ name: 'Full', capacity: 1 });
    await world.assigned(await world.visitor(), full);
    await world.agent({ name: 'Away', away: true });
    await world.agent({ name: 'Chinese', languages: ['zh-CN'] });
    await world.agent({ name: 'Elsewhere', teamIds: [world.otherTeam.id] });
    const lost = await world.agent({ name: 'Lost', capacity: 1 });
    await world.assigned(await world.visitor(), lost);
    const { id } = await world.start(await world.visitor());
    lost.close();
    await eventually(async () => {
      const { contact } = await recordFor(full, id);
      const agents = contact?.waiting?.agents ?? [];
      expect(agents.map((one) => [one.agent.name, one.obstacle])).toEqual([
        ['Full', 'full'],
        ['Away', 'away'],
        ['Lost', 'absent'],
        ['Chinese', 'wrong_language'],
      ]);
      expect(agents[0]).toMatchObject({ load: 1, capacity: 1 });
    });
    const { contact } = await recordFor(full, id);
    expect(contact?.waiting?.position).toBe(1);
  });

  it('[RT14] is told for a case as well, beside the reason of its contact', async () => {
    const agent = await world.agent({ name: 'Contact' });
    await world.agent({ name: 'Specialist', role: 'specialist', teamIds: [world.tier2.id], away: true });
    const { id, epoch } = await world.assigned(await world.visitor(), agent);
    const teamId = world.tier2.id;
    await agent.get('conversation:escalate', {
      conversationId: id,
      epoch,
      teamId,
      severity: 'S2',
      summary: 'Stuck.',
    });
    const { contact, specialist } = await recordFor(agent, id);
    expect(contact?.decision?.agent.name).toBe('Contact');
    expect(specialist?.decision).toBeNull();
    expect(specialist?.waiting?.agents).toMatchObject([{ agent: { name: 'Specialist' }, obstacle: 'away' }]);
  });
});

describe('the right to ask', () => {
  it('is the right to read the conversation; what is missing and what is somebody else’s look alike', async () => {
    const agent = await world.agent();
    const { id } = await world.assigned(await world.visitor(), agent);
    const stranger = await world.agent({ teamIds: [world.otherTeam.id] });
    const foreign = await world.agent({ teamIds: [world.otherTeam.id], role: 'supervisor' });
    expect(codeOf(await ask(stranger, id))).toBe('not_found');
    expect(codeOf(await ask(foreign, id))).toBe('not_found');
    expect(codeOf(await ask(agent, '00000000-0000-7000-8000-000000000000'))).toBe('not_found');
    expect((await ask({ cookie: world.admin }, id)).status).toBe(200);
  });
});

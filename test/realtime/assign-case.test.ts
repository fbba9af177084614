import { engineOfProject } from '../support/engine.ts';
import { readAudit } from '../support/read-audit.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld, type World } from '../support/world.ts';

describe('a case that waits', () => {
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

  test('[RT16] [RT15] is given to a specialist by name, once, by whoever may, and that is kept', async () => {
    const lin = await world.agent({ name: 'Lin' });
    const teamIds = [world.team.id, world.tier2.id];
    const ana = await world.agent({ role: 'supervisor', name: 'Ana', teamIds, away: true });
    const wei = await world.agent({ role: 'specialist', name: 'Wei', teamIds: [world.tier2.id], away: true });
    const { id, epoch } = await world.assigned(await world.visitor(), lin);
    const escalation = { teamId: world.tier2.id, severity: 'S2' as const, summary: 'Stuck.' };
    const { conversation } = await lin.get('conversation:escalate', {
      conversationId: id,
      epoch,
      ...escalation,
    });
    const caseId = conversation.case?.id ?? '';
    const asked = (agentId: string) => ({ conversationId: id, caseId, agentId });

    expect(await lin.ask('case:assign', asked(wei.id))).toMatchObject({ error: { code: 'refused' } });
    expect(await ana.ask('case:assign', asked(wei.id))).toMatchObject({
      error: { code: 'refused', details: { reason: 'away' } },
    });
    expect(await ana.ask('case:assign', asked(lin.id))).toMatchObject({
      error: { code: 'refused', details: { reason: 'not_in_team' } },
    });
    const given = await ana.get('case:assign', asked(ana.id));
    expect(given.conversation).toMatchObject({
      status: 'assigned',
      assignee: { id: lin.id },
      case: { specialist: { id: ana.id }, step: 'checking' },
    });
    expect(await ana.ask('case:assign', asked(wei.id))).toMatchObject({ error: { code: 'conflict' } });

    const kept = (await readAudit(server)).filter(({ action }) => action === 'case.assigned');
    expect(kept).toMatchObject([{ actor_id: ana.id, object_id: id, details: { caseId, to: ana.id } }]);
  }, 120_000);
});

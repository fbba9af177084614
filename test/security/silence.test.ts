import { setTimeout as sleep } from 'node:timers/promises';
import { engineOfProject } from '../support/engine.ts';
import { messageTo } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld } from '../support/world.ts';

describe('silence while somebody else owes the answer', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer({ engine: engineOfProject(), env: { SILENCE_CLOSE_MS: '800' } });
  });
  afterAll(async () => {
    await server?.stop();
  });

  it('a visitor who waits for tier 2 is not closed, until it is they who are asked', async () => {
    const world = await createWorld(server.url);
    const agent = await world.agent();
    const specialist = await world.agent({ role: 'specialist', teamIds: [world.tier2.id] });
    const visitor = await world.visitor();
    const { id, epoch } = await world.assigned(visitor, agent);
    await agent.get('entry:send', messageTo(id, 'I hand this to our specialists.'));
    const escalation = {
      conversationId: id,
      epoch,
      teamId: world.tier2.id,
      severity: 'S1' as const,
      summary: 'gone',
    };
    const { conversation } = await agent.get('conversation:escalate', escalation);
    await sleep(2_000);
    const { conversations } = await visitor.get('conversation:resume', { have: {} });
    expect(conversations).toMatchObject([{ conversation: { id, status: 'assigned' } }]);

    const caseId = conversation.case?.id ?? '';
    const step = { conversationId: id, caseId, step: 'needs_you' as const, remark: 'Which address?' };
    await specialist.get('case:progress', step);
    const closed = await visitor.hears(
      'conversation:changed',
      (notice) => notice.conversation.status === 'closed',
    );
    expect(closed.conversation.closeReason).toBe('silence');
    world.close();
  });
});

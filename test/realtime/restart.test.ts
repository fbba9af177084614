import { randomUUID } from 'node:crypto';
import { engineOfProject } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { connectAgent, connectVisitor, messageTo } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld } from '../support/world.ts';

describe('a server that ends and comes back', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer({ engine: engineOfProject(), env: { SILENCE_CLOSE_MS: '1200' } });
  });
  afterAll(async () => {
    await server?.stop();
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    '[MSG3] [TRUTH1] [TRUTH2] after %s what was acked is there, the queue keeps its order, and nobody is lost',
    async (signal) => {
      const world = await createWorld(server.url);
      const agent = await world.agent({ capacity: 1 });
      const [served, second, third] = [await world.visitor(), await world.visitor(), await world.visitor()];
      const { id, epoch } = await world.assigned(served, agent);
      await world.start(second);
      await world.start(third);
      const draft = messageTo(id, 'acked before the end');
      const sent = await served.get('entry:send', draft);
      world.close();
      await server.kill(signal);
      await server.restart();

      const back = await connectVisitor(server.url, served.token);
      expect(await back.get('entry:send', draft)).toEqual(sent);
      const log = await back.get('entry:list', { conversationId: id, after: 0 });
      expect(
        log.entries.filter(({ body }) => body.kind === 'message' && body.text === 'acked before the end'),
      ).toHaveLength(1);

      const secondBack = await connectVisitor(server.url, second.token);
      const thirdBack = await connectVisitor(server.url, third.token);
      const agentBack = await connectAgent(server.url, agent.cookie);
      await agentBack.get('conversation:resume', { have: {} });
      await agentBack.get('conversation:resolve', { conversationId: id, epoch, cause: 'restarted' });
      await secondBack.hears(
        'conversation:changed',
        ({ conversation }) => conversation.status === 'assigned',
      );
      const waiting = await thirdBack.get('conversation:resume', { have: {} });
      expect(waiting.conversations[0]?.conversation).toMatchObject({
        status: 'queued',
        queue: { position: 1 },
      });
      for (const client of [back, secondBack, thirdBack, agentBack]) client.close();
    },
  );

  it('a resolved conversation whose visitor is silent closes by itself, and a new one may start', async () => {
    const world = await createWorld(server.url);
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id, epoch } = await world.assigned(visitor, agent);
    await agent.get('conversation:resolve', { conversationId: id, epoch, cause: 'answered' });
    const { conversation } = await visitor.hears(
      'conversation:changed',
      (notice) => notice.conversation.status === 'closed',
    );
    expect(conversation.closeReason).toBe('silence');
    expect((await world.start(visitor)).id).not.toBe(id);
    world.close();
  });

  it('who waits for an answer is never closed by silence', async () => {
    const world = await createWorld(server.url);
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const patient = await world.visitor();
    await agent.get('entry:send', messageTo(id, 'one moment'));
    await agent.get('availability:set', { availability: 'away' });
    const waiting = await world.start(patient);
    // The answered one closes, which shows that the silence has passed for both.
    await visitor.hears('conversation:changed', (notice) => notice.conversation.status === 'closed');
    const resumed = await patient.get('conversation:resume', { have: { [waiting.id]: 0 } });
    expect(resumed.conversations[0]?.conversation.status).toBe('queued');
    world.close();
  });

  it('SIGTERM tells the clients, refuses new work at /readyz, and ends within five seconds', async () => {
    const world = await createWorld(server.url);
    const visitor = await world.visitor();
    const startedAt = Date.now();
    const ended = server.kill('SIGTERM');
    await visitor.hears('server:draining');
    expect(await ended).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    world.close();
    await server.restart();
    await eventually(async () => expect((await fetch(`${server.url}/readyz`)).status).toBe(200));
  });

  it('a token that nobody gave out stays worthless after a restart', async () => {
    await expect(connectVisitor(server.url, randomUUID())).rejects.toThrow('unauthenticated');
  });
});

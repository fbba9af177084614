import { engineOfProject } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { connectVisitor, messageTo } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { allGoOn, stopAndCheck, visitorSender } from '../support/steady-sender.ts';
import { createWorld } from '../support/world.ts';

describe('a server that is stopped while people write', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer({ engine: engineOfProject() });
  }, 180_000);
  afterAll(async () => {
    await server?.stop();
  }, 180_000);

  it('[LIVE10] [MSG3] [MSG4] twenty write on through two stops, and each ack is in the log exactly once', async () => {
    const world = await createWorld(server.url);
    const senders = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const visitor = await world.visitor();
        const { id } = await world.start(visitor);
        return visitorSender([server.url], visitor, id);
      }),
    );
    await allGoOn(senders);
    for (let stop = 0; stop < 2; stop += 1) {
      await server.restart();
      await allGoOn(senders);
    }
    await stopAndCheck(senders, server.url, 2);
    expect(server.output()).not.toMatch(/unhandled|uncaught|a command failed/i);
    world.close();
  }, 180_000);

  it('[LIVE10] what is under way is acked before a client is asked to leave, and nobody new is admitted', async () => {
    const world = await createWorld(server.url);
    const visitor = await world.visitor();
    const { id } = await world.start(visitor);
    const order: string[] = [];
    // As they come over the wire: promises would tell later.
    visitor.socket.io.engine.on('data', (packet: string) => order.push(packet));
    const asked = Array.from({ length: 30 }, (_, at) =>
      visitor.ask('entry:send', messageTo(id, `under way ${at}`)),
    );
    await asked[0];
    const ended = server.kill('SIGTERM');
    const refusals: unknown[] = [];
    await eventually(async () => {
      await connectVisitor(server.url, visitor.token).then(
        (late) => late.close(),
        (error: Error) => refusals.push(error.message),
      );
      expect(refusals.length).toBeGreaterThan(0);
    });
    await Promise.all(asked);
    expect(await ended).toBe(0);
    const told = order.findIndex((packet) => packet.includes('server:draining'));
    expect(told).toBeGreaterThan(0);
    expect(order.slice(told + 1).filter((packet) => packet.includes('"ok":true'))).toEqual([]);
    await server.restart();
    world.close();
  }, 180_000);
});

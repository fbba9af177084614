import { agentNamespace, socketPath, visitorNamespace } from '@haven/shared/realtime/handshake';
import { oldestServedVersion, protocolVersion } from '@haven/shared/version';
import { io, type Socket } from 'socket.io-client';
import { eventually } from '../support/eventually.ts';
import { messageTo, newVisitorToken } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

describe('a client of another version', () => {
  let world: World;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
  }, 180_000);
  afterAll(() => {
    for (const socket of sockets) socket.close();
    world?.close();
  });

  function open(namespace: string, auth: object, extraHeaders = {}): Socket {
    const options = { path: socketPath, transports: ['websocket'], forceNew: true, reconnection: false };
    const socket = io(world.url + namespace, { ...options, auth, extraHeaders });
    sockets.push(socket);
    return socket;
  }

  function entriesHeardBy(socket: Socket): string[] {
    const texts: string[] = [];
    socket.on('entry:new', ({ entry }: { entry: { body: { text?: string } } }) =>
      texts.push(entry.body.text ?? ''),
    );
    return texts;
  }

  it('[WIRE3] of the previous one is served: both sides talk', async () => {
    const agent = await world.agent();
    const newcomer = await world.visitor();
    const { id } = await world.assigned(newcomer, agent);
    const visitor = open(visitorNamespace, { protocol: oldestServedVersion, token: newcomer.token });
    const desk = open(agentNamespace, { protocol: oldestServedVersion }, { cookie: agent.cookie });
    const [toVisitor, toDesk] = [entriesHeardBy(visitor), entriesHeardBy(desk)];
    for (const socket of [visitor, desk])
      expect(await socket.timeout(20_000).emitWithAck('conversation:resume', { have: {} })).toMatchObject({
        ok: true,
      });
    const asked = await visitor.timeout(20_000).emitWithAck('entry:send', messageTo(id, 'An old question'));
    const answered = await desk.timeout(20_000).emitWithAck('entry:send', messageTo(id, 'A new answer'));
    expect([asked, answered]).toMatchObject([{ ok: true }, { ok: true }]);
    await eventually(() => {
      expect(toVisitor).toEqual(expect.arrayContaining(['An old question', 'A new answer']));
      expect(toDesk).toEqual(expect.arrayContaining(['An old question', 'A new answer']));
    });
  });

  it('[WIRE3] of a coming one is told to try again, since another server may know it', async () => {
    const token = await newVisitorToken(world.url, world.inbox.key);
    const socket = open(visitorNamespace, { protocol: protocolVersion + 1, token });
    const error = await new Promise<Error & { data?: unknown }>((resolve) =>
      socket.once('connect_error', resolve),
    );
    expect(error.data).toEqual({ code: 'unavailable', retryAfterMs: expect.any(Number) });
  });
});

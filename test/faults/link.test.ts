import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { eventually } from '../support/eventually.ts';
import { type Link, openLink } from './link.ts';

/** Answers every chunk with itself and counts what it heard. */
async function startEcho() {
  let heard = '';
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
      socket.write(chunk);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, port: address.port, heard: () => heard };
}

async function dial(link: Link) {
  const socket: Socket = connect({ host: '127.0.0.1', port: link.port });
  const state = { heard: '', isCut: false };
  socket.on('error', () => undefined);
  socket.on('close', () => (state.isCut = true));
  socket.on('data', (chunk: Buffer) => (state.heard += chunk.toString()));
  await once(socket, 'connect');
  return { socket, state };
}

describe('a link of the fault harness', () => {
  let echo: Awaited<ReturnType<typeof startEcho>>;
  let link: Link;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    echo = await startEcho();
    link = await openLink(() => [{ host: '127.0.0.1', port: echo.port }], Math.random);
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await link.close();
    await once(echo.server.close(), 'close');
  });
  async function talk() {
    const call = await dial(link);
    sockets.push(call.socket);
    return call;
  }
  const until = (isSo: () => boolean) => eventually(() => expect(isSo()).toBe(true));

  it('passes everything on when it is healthy, and counts nothing as affected', async () => {
    const { socket, state } = await talk();
    socket.write('hello');
    await until(() => state.heard === 'hello');
    expect(link.affected()).toBe(0);
    expect(link.connections(echo.port)).toBe(1);
  });

  it('slows, tears and narrows without a byte lost or out of order', async () => {
    const text = 'x1y2z3'.repeat(50);
    for (const toxics of [{ latencyMs: 20, jitterMs: 20 }, { sliceBytes: 3 }, { bytesPerSecond: 2_000 }]) {
      link.poison(toxics);
      const before = link.affected();
      const { socket, state } = await talk();
      socket.write(text);
      await until(() => state.heard === text);
      expect(link.affected()).toBeGreaterThan(before);
    }
  });

  it('cuts open connections and takes new ones', async () => {
    const { socket, state } = await talk();
    socket.write('one');
    await until(() => state.heard === 'one');
    expect(link.cut()).toBe(1);
    await until(() => state.isCut);
    const again = await talk();
    again.socket.write('two');
    await until(() => again.state.heard === 'two');
  });

  it('half-open: takes everything, answers nothing, and cuts when it heals', async () => {
    const old = await talk();
    old.socket.write('a');
    await until(() => old.state.heard === 'a');
    link.poison({ halfOpen: true });
    const fresh = await talk();
    fresh.socket.write('c');
    old.socket.write('b');
    await until(() => link.affected() >= 2);
    expect([old.state.isCut, fresh.state.isCut]).toEqual([false, false]);
    expect(echo.heard()).toBe('a');
    link.poison({});
    await until(() => old.state.isCut && fresh.state.isCut);
  });

  it('loses replies after the upstream acted, with a cut or in silence', async () => {
    const cut = await talk();
    cut.socket.write('1');
    await until(() => cut.state.heard === '1');
    link.poison({ loseReplies: 'cut' });
    cut.socket.write('2');
    await until(() => cut.state.isCut);
    expect([cut.state.heard, echo.heard()]).toEqual(['1', '12']);

    link.poison({ loseReplies: 'swallow' });
    const silent = await talk();
    silent.socket.write('3');
    await until(() => echo.heard() === '123' && link.affected() >= 2);
    expect(silent.state).toEqual({ heard: '', isCut: false });
    link.poison({});
    await until(() => silent.state.isCut);
  });

  it('goes to the next target when the first refuses', async () => {
    const closed = await startEcho();
    await once(closed.server.close(), 'close');
    const detour = await openLink(
      () => [closed.port, echo.port].map((port) => ({ host: '127.0.0.1', port })),
      Math.random,
    );
    const { socket, state } = await dial(detour);
    socket.write('still here');
    await until(() => state.heard === 'still here');
    socket.destroy();
    await detour.close();
  });
});

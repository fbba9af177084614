import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod/mini';
import { Server } from 'socket.io';
import { command } from '../realtime/define.ts';
import { socketPath } from '../realtime/handshake.ts';
import { commonNotices } from '../realtime/shared-events.ts';
import { ok, refuse, type Result } from '../result.ts';
import { type Connection, type ConnectionState, createConnection } from './connection.ts';

const commands = {
  'echo:say': command(z.strictObject({ text: z.string() }), z.strictObject({ text: z.string() })),
};
const hints = { 'typing:set': z.strictObject({ isTyping: z.boolean() }) };
const notices = { ...commonNotices, 'echo:said': z.strictObject({ text: z.string() }) };

async function eventually(isSo: () => boolean): Promise<void> {
  const until = Date.now() + 5_000;
  while (!isSo()) {
    if (Date.now() > until) throw new Error('waited 5 s in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('connection', () => {
  let http: HttpServer;
  let io: Server;
  let connection: Connection<typeof commands, typeof hints>;
  let states: ConnectionState[];
  let heard: unknown[];
  let wakers: (() => void)[];
  let cutters: (() => void)[];
  let resume: () => Promise<Result<unknown>>;

  beforeEach(async () => {
    http = createServer();
    io = new Server(http, { path: socketPath });
    io.of('/people').on('connection', (socket) => {
      socket.on('echo:say', (body: { text: string }, ack: (frame: unknown) => void) => {
        if (body.text === 'odd') ack({ ok: true, value: { text: 7 } });
        else if (body.text === 'no') ack(refuse('refused'));
        else ack(ok({ text: body.text }));
      });
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    states = [];
    heard = [];
    wakers = [];
    cutters = [];
    resume = async () => ok(null);
    connection = createConnection({
      namespace: '/people',
      commands,
      notices,
      origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
      auth: () => ({ protocol: 1 }),
      onNotice: (notice) => heard.push(notice),
      onState: (state) => states.push(state),
      onLive: () => resume(),
      watch: (wake, cut) => {
        wakers.push(wake);
        cutters.push(cut);
        return () => wakers.splice(wakers.indexOf(wake), 1);
      },
      random: () => 0.01,
    });
  });

  afterEach(async () => {
    connection.stop();
    await io.close();
  });

  it('[LIVE2] tells that it is live only after the resume', async () => {
    const order: string[] = [];
    resume = async () => {
      order.push(`resume while ${connection.state()}`);
      return connection.command('echo:say', { text: 'in the resume' });
    };
    connection.start();
    await eventually(() => connection.state() === 'live');
    expect(order).toEqual(['resume while connecting']);
    expect(states).toEqual(['connecting', 'live']);
  });

  it('[LIVE3] comes back by itself after a close by the server, resuming again', async () => {
    let resumes = 0;
    resume = async () => {
      resumes += 1;
      return ok(null);
    };
    connection.start();
    await eventually(() => connection.state() === 'live');
    io.of('/people').disconnectSockets(true);
    await eventually(() => resumes === 2 && connection.state() === 'live');
    expect(states).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live']);
  });

  it('[LIVE3] tries again when the resume failed, and asks again when the page comes to the foreground', async () => {
    let resumes = 0;
    resume = async () => {
      resumes += 1;
      return resumes === 1 ? refuse('unavailable') : ok(null);
    };
    connection.start();
    await eventually(() => connection.state() === 'live');
    expect(resumes).toBe(2);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000);
    wakers[0]?.();
    jest.restoreAllMocks();
    await eventually(() => resumes === 3);
    expect(connection.state()).toBe('live');
  });

  it('[LIVE3] is away as soon as the device says that there is no network, and comes back by itself', async () => {
    connection.start();
    await eventually(() => connection.state() === 'live');
    cutters[0]?.();
    expect(connection.state()).toBe('waiting');
    await eventually(() => connection.state() === 'live');
    expect(states).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live']);
  });

  it('[WIRE2] answers with what the ack says, and unavailable where it cannot be read or nobody is there', async () => {
    expect(await connection.command('echo:say', { text: 'early' })).toMatchObject({
      error: { code: 'unavailable' },
    });
    connection.start();
    await eventually(() => connection.state() === 'live');
    expect(await connection.command('echo:say', { text: 'hello' })).toEqual(ok({ text: 'hello' }));
    expect(await connection.command('echo:say', { text: 'no' })).toMatchObject({
      error: { code: 'refused' },
    });
    expect(await connection.command('echo:say', { text: 'odd' })).toMatchObject({
      error: { code: 'unavailable' },
    });
  });

  it('[WIRE1] hands on known notices and drops unknown and malformed ones', async () => {
    connection.start();
    await eventually(() => connection.state() === 'live');
    io.of('/people').emit('unheard:of', {});
    io.of('/people').emit('echo:said', { text: 'ok', more: 1 });
    io.of('/people').emit('echo:said', { text: 'ok' });
    await eventually(() => heard.length > 0);
    expect(heard).toEqual([{ name: 'echo:said', data: { text: 'ok' } }]);
  });

  it('stays away after the session was revoked', async () => {
    connection.start();
    await eventually(() => connection.state() === 'live');
    io.of('/people').emit('session:revoked', { reason: 'blocked' });
    await eventually(() => connection.state() === 'revoked');
    expect(connection.revokedReason()).toBe('blocked');
    expect(states).toEqual(['connecting', 'live', 'revoked']);
  });

  it.each([
    ['outdated', 'outdated'],
    ['unauthenticated', 'revoked'],
  ])('[WIRE3] ends as told when the handshake is refused as %s', async (code, state) => {
    io.of('/people').use((_, next) => next(Object.assign(new Error(code), { data: { code } })));
    connection.start();
    await eventually(() => connection.state() === state);
  });

  it('waits as long as a busy server asked for', async () => {
    const at: number[] = [];
    io.of('/people').use((_, next) => {
      at.push(Date.now());
      if (at.length > 1) return next();
      next(Object.assign(new Error('busy'), { data: { code: 'busy', retryAfterMs: 300 } }));
    });
    connection.start();
    await eventually(() => connection.state() === 'live');
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(295);
  });

  it('comes back after the delay when the server drains', async () => {
    connection.start();
    await eventually(() => connection.state() === 'live');
    const at = Date.now();
    io.of('/people').emit('server:draining', { delayMs: 200 });
    await eventually(() => states.length === 5);
    expect(states).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live']);
    expect(Date.now() - at).toBeGreaterThanOrEqual(195);
  });

  it('[LIVE6] sends the same hint once in two seconds', async () => {
    const seen: unknown[] = [];
    io.of('/people').on('connection', (socket) => socket.on('typing:set', (hint) => seen.push(hint)));
    connection.start();
    await eventually(() => connection.state() === 'live');
    for (const isTyping of [true, true, false, true]) {
      connection.hint('typing:set', { isTyping });
      // A hint is dropped while something else is being written, so each waits for a round trip.
      await connection.command('echo:say', { text: 'after' });
    }
    expect(seen).toEqual([{ isTyping: true }, { isTyping: false }]);
  });
});

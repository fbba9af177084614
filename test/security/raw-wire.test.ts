import { connect } from 'node:net';
import { connectVisitor } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

/** What no library of ours would send, straight onto the wire. */
describe('bytes from somebody who writes their own client', () => {
  let world: World;
  let visitor: Awaited<ReturnType<World['visitor']>>;
  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
    visitor = await world.visitor();
  });
  afterAll(() => world?.close());

  const expectAlive = async () => {
    expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
    expect(await visitor.ask('conversation:resume', { have: {} })).toMatchObject({ ok: true });
  };

  it.each([
    'nonsense',
    '',
    '5',
    '2probe',
    '6',
    '9',
    '4',
    '42',
    '42/visitor,',
    '42/visitor,{"a":1}',
    '42/visitor,["entry:send"',
    '42/visitor,1["entry:send",{}]',
    '42/visitor,99999999999999999999["entry:send",{}]',
    '42/visitor,-1["entry:send",{}]',
    '42/visitor,1[]',
    '42/visitor,1[1,2,3]',
    '42/visitor,1[null]',
    '42/visitor,1["disconnect"]',
    '42/visitor,1["connect",{}]',
    '42/visitor,1["__proto__",{}]',
    '42/visitor,1["typing:set",null]',
    '42/visitor,1["sockets:revoke","visitor:x","blocked"]',
    '43/visitor,1[{"ok":true}]',
    '451-/visitor,1["entry:send",{"_placeholder":true,"num":0}]',
    '459999999-/visitor,1["entry:send",{"_placeholder":true,"num":0}]',
    '451-/visitor,1["entry:send",{"_placeholder":true,"num":"__proto__"}]',
    '40/visitor,{"token":"again"}',
    '40/agent,{"protocol":1}',
    '40/__proto__,{}',
    '41/visitor,',
    '44/visitor,{"message":"error"}',
  ])('[WIRE2] %j ends at most who sent it', async (packet) => {
    const client = await connectVisitor(world.url, visitor.token);
    const heard: unknown[] = [];
    client.socket.io.engine.on('data', (data: unknown) => heard.push(data));
    const { ws } = client.socket.io.engine.transport as unknown as {
      ws: { send(data: string | Buffer): void };
    };
    ws.send(packet);
    ws.send(Buffer.from([4, 0, 255, 1]));
    await expectAlive();
    client.close();
    expect(heard.join()).not.toContain('"internal"');
  });

  const json = 'Content-Type: application/json';
  it.each([
    'GET /%ff HTTP/1.1\r\nHost: x\r\n',
    'GET /console/%00 HTTP/1.1\r\nHost: x\r\n',
    'GET /console/..%2f..%2fpackage.json HTTP/1.1\r\nHost: x\r\n',
    'GET /console/assets/..%5c..%5cpackage.json HTTP/1.1\r\nHost: x\r\n',
    'GET //evil.example/%2e%2e HTTP/1.1\r\nHost: x\r\n',
    'GET http://evil.example/api/agent/session HTTP/1.1\r\nHost: x\r\n',
    'GET /widget/__proto__/ HTTP/1.1\r\nHost: x\r\n',
    'GET /api/inboxes/demo?language=en&language=en HTTP/1.1\r\nHost: x\r\n',
    'GET /api/inboxes/demo?__proto__[x]=1&language=en HTTP/1.1\r\nHost: x\r\n',
    'GET /api/inboxes/demo/faq?language=en&q=%00 HTTP/1.1\r\nHost: x\r\n',
    'GET /api/inboxes/demo/faq?language=en&q=%ED%A0%80 HTTP/1.1\r\nHost: x\r\n',
    `GET /api/agent/session HTTP/1.1\r\nHost: x\r\nCookie: haven=${'a'.repeat(43)}; haven=${'b'.repeat(43)}\r\n`,
    'GET /api/agent/attachments/%2e%2e HTTP/1.1\r\nHost: x\r\n',
    'GET /api/visitor/attachments/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \r\nRange: bytes=0-\r\n',
    'GET /socket/?EIO=4&transport=polling&sid=__proto__ HTTP/1.1\r\nHost: x\r\n',
    'GET /socket/?EIO=4&transport=constructor HTTP/1.1\r\nHost: x\r\n',
    'GET /socket HTTP/1.1\r\nHost: x\r\n',
    'GET /socket/../api HTTP/1.1\r\nHost: x\r\n',
    'GET /api/agent/session HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: x\r\n',
    'TRACE / HTTP/1.1\r\nHost: x\r\n',
    `POST /api/visitor/session HTTP/1.1\r\nHost: x\r\n${json}; charset=utf-16\r\nContent-Length: 2\r\n\r\n{}`,
    `POST /api/visitor/session HTTP/1.1\r\nHost: x\r\n${json}; charset=bogus\r\nContent-Length: 2\r\n\r\n{}`,
    `POST /api/visitor/session HTTP/1.1\r\nHost: x\r\n${json}\r\nContent-Encoding: bogus\r\nContent-Length: 2\r\n\r\n{}`,
    `POST /api/visitor/session HTTP/1.1\r\nHost: x\r\n${json}\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}`,
    `POST /api/visitor/session HTTP/1.1\r\nHost: x\r\n${json}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `POST /api/visitor/session HTTP/1.1\r\nHost: x\r\n${json}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
  ])('[WIRE2] %j is answered without a 5xx, or cut', async (request) => {
    const [head] = await exchange(world.url, request);
    expect(head ?? '').not.toMatch(/^HTTP\/1.1 5/);
    expect(head ?? '').not.toMatch(/^HTTP\/1.1 200.*package/);
    await expectAlive();
  });
});

/** Sends raw HTTP and answers with the lines that came back; none when the connection was cut or nothing came. */
function exchange(url: string, request: string): Promise<string[]> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    const end = () => {
      socket.destroy();
      resolve(text === '' ? [] : text.split('\r\n'));
    };
    socket.setTimeout(1_000, end);
    socket.on('data', (data) => {
      text += String(data);
      end();
    });
    socket.on('close', end);
    socket.on('error', end);
    socket.write(request.includes('\r\n\r\n') ? request : `${request}\r\n`);
  });
}

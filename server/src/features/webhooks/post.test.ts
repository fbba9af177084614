import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createAddresses, type Resolve } from '../../outgoing/address.ts';
import { createAsk } from '../../outgoing/request.ts';
import { answerMaxBytes, createPost } from './post.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(server);
  return (server.address() as AddressInfo).port;
}

const serve = (answer: RequestListener) => {
  const server = createServer(answer);
  open.push({ close: () => server.closeAllConnections() });
  return listen(server);
};
/** A server of bare TCP, which does with each connection whatever it likes. */
const serveTcp = (answer: (socket: Socket) => void) =>
  listen(
    createTcpServer((socket) => {
      open.push({ close: () => socket.destroy() });
      socket.on('error', () => {});
      answer(socket);
    }),
  );

function poster({ timeoutMs = 10_000, resolve }: { timeoutMs?: number; resolve?: Resolve } = {}) {
  const addresses = createAddresses({ production: false, privateHosts: ['named.test'] }, resolve);
  const post = createPost(createAsk({ addresses, timeoutMs, answerMaxBytes }));
  return (url: string, signal = new AbortController().signal) =>
    post({ url, headers: { 'content-type': 'application/json' }, body: '{"a":"é"}' }, signal);
}

it('posts the body and answers with the status', async () => {
  let heard = '';
  const port = await serve((request, response) => {
    request.on('data', (chunk: Buffer) => (heard += chunk.toString()));
    request.on('end', () => response.writeHead(202).end('thanks'));
  });
  expect(await poster()(`http://127.0.0.1:${port}/`)).toEqual({ isDelivered: true, status: 202 });
  expect(heard).toBe('{"a":"é"}');
});

it.each([
  [204, { isDelivered: true, status: 204 }],
  [304, { isDelivered: false, status: 304, error: 'redirect' }],
  [404, { isDelivered: false, status: 404, error: 'status' }],
  [503, { isDelivered: false, status: 503, error: 'status' }],
])('takes %d for what it is', async (code, outcome) => {
  const port = await serve((_request, response) => response.writeHead(code).end());
  expect(await poster()(`http://127.0.0.1:${port}/`)).toEqual(outcome);
});

it('follows no redirect, wherever it leads', async () => {
  let visits = 0;
  const canary = await serve((_request, response) => {
    visits += 1;
    response.end();
  });
  for (const code of [301, 302, 303, 307, 308]) {
    const port = await serve((_request, response) =>
      response.writeHead(code, { location: `http://127.0.0.1:${canary}/` }).end(),
    );
    expect(await poster()(`http://127.0.0.1:${port}/`)).toEqual({
      isDelivered: false,
      status: code,
      error: 'redirect',
    });
  }
  expect(visits).toBe(0);
});

it('opens nothing to an address that is not allowed, and asks for a name once', async () => {
  let visits = 0;
  const port = await serveTcp(() => (visits += 1));
  let asked = 0;
  const answers = [['93.184.216.34', '127.0.0.1'], ['127.0.0.1'], ['10.0.0.1']];
  for (const addresses of answers) {
    const resolve: Resolve = async () => {
      asked += 1;
      return addresses.map((address) => ({ address, family: 4 }));
    };
    const post = poster({ resolve });
    expect(await post('https://rebound.test/')).toMatchObject({ error: 'address' });
    expect(await post(`https://rebound.test:${port}/`)).toMatchObject({ error: 'address' });
  }
  expect(asked).toBe(answers.length);
  expect(visits).toBe(0);
});

it('connects to the address that was looked at, not to what the name says next', async () => {
  const port = await serveTcp((socket) => socket.destroy());
  let asked = 0;
  const resolve: Resolve = async () => {
    asked += 1;
    return [{ address: '127.0.0.1', family: 4 }];
  };
  // Nothing resolves this name but the function above, and the connection got there: it was cut, not refused a name.
  expect(await poster({ resolve })(`https://named.test:${port}/`)).toMatchObject({ error: 'connect' });
  expect(asked).toBe(1);
});

it('says that a name leads nowhere', async () => {
  const resolve: Resolve = () => Promise.reject(new Error('ENOTFOUND'));
  expect(await poster({ resolve })('https://nowhere.test/')).toMatchObject({ error: 'dns' });
});

it('waits no longer than it may: for a name, an answer, or the end of one that drips', async () => {
  const silent = await serveTcp(() => {});
  const dripping = await serve((_request, response) => {
    response.writeHead(500);
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  });
  const never: Resolve = () => new Promise(() => {});
  const impatient = { timeoutMs: 200 };
  expect(await poster({ ...impatient, resolve: never })('https://hangs.test/')).toMatchObject({
    error: 'timeout',
  });
  expect(await poster(impatient)(`http://127.0.0.1:${silent}/`)).toMatchObject({ error: 'timeout' });
  expect(await poster(impatient)(`http://127.0.0.1:${dripping}/`)).toMatchObject({
    status: 500,
    error: 'status',
  });
});

it('gives up on a handshake that never ends after three seconds, long before the whole may take', async () => {
  const port = await serveTcp(() => {});
  const resolve: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const outcome = poster({ timeoutMs: 60_000, resolve })(`https://named.test:${port}/`);
  expect(await outcome).toMatchObject({ error: 'timeout' });
});

it('reads a few kilobytes of an answer and hangs up on the rest', async () => {
  let sent = 0;
  const port = await serve((_request, response) => {
    response.writeHead(200);
    const chunk = Buffer.alloc(64 * 1024);
    const more = () => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length;
    };
    response.on('drain', more);
    more();
  });
  expect(await poster()(`http://127.0.0.1:${port}/`)).toEqual({ isDelivered: true, status: 200 });
  // Whatever the two sockets hold, and nothing near a hundred megabytes.
  expect(sent).toBeLessThan(32 * 1024 * 1024);
});

it('takes no endless header, no nonsense, and no cut for an answer', async () => {
  const header = await serveTcp((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const timer = setInterval(() => socket.write(`x-${Math.random()}: ${'y'.repeat(1_000)}\r\n`), 1);
    socket.on('close', () => clearInterval(timer));
  });
  const nonsense = await serveTcp((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  const cut = await serveTcp((socket) => socket.destroy());
  const plain = await serve((_request, response) => response.end());
  const resolve: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  expect(await poster()(`http://127.0.0.1:${header}/`)).toMatchObject({
    isDelivered: false,
    error: 'protocol',
  });
  expect(await poster()(`http://127.0.0.1:${nonsense}/`)).toMatchObject({ error: 'protocol' });
  expect(await poster()(`http://127.0.0.1:${cut}/`)).toMatchObject({ error: 'connect' });
  expect(await poster({ resolve })(`https://named.test:${plain}/`)).toMatchObject({ error: 'tls' });
});

it('is broken off when it is told to', async () => {
  const port = await serveTcp(() => {});
  const ending = new AbortController();
  const outcome = poster()(`http://127.0.0.1:${port}/`, ending.signal);
  ending.abort();
  expect(await outcome).toMatchObject({ isDelivered: false, error: 'timeout' });
});

import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAddresses, type Resolve } from './address.ts';
import { createAsk, type OutgoingRequest } from './request.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: RequestListener): Promise<{ port: number; connections(): number }> {
  const server = createServer(answer);
  open.push(server);
  let connections = 0;
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

type Options = { answerMaxBytes?: number; timeoutMs?: number; keepsOpen?: boolean; resolve?: Resolve };

function asker({ answerMaxBytes = 1_000, timeoutMs = 5_000, keepsOpen = false, resolve }: Options = {}) {
  const policy = { production: false, privateHosts: ['node.test'], allowsPlainPrivate: true };
  const ask = createAsk({
    addresses: createAddresses(policy, resolve),
    timeoutMs,
    answerMaxBytes,
    keepsOpen,
  });
  return (url: string, request: Partial<OutgoingRequest> = {}) =>
    ask({ method: 'GET', url, headers: {}, ...request }, new AbortController().signal);
}

it('answers with status and body, and sends what it is given', async () => {
  const { port } = await serve((request, response) => {
    const sent: string[] = [`${request.method} ${request.headers['x-key'] as string}`];
    request.on('data', (chunk: Buffer) => sent.push(chunk.toString()));
    request.on('end', () => response.writeHead(203).end(sent.join(' ')));
  });
  const ask = asker();
  expect(
    await ask(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{"é":1}', headers: { 'x-key': 'k' } }),
  ).toEqual({
    isAnswered: true,
    status: 203,
    body: 'POST k {"é":1}',
    cut: null,
  });
});

it('takes no more of an answer than it may hold, however it is announced', async () => {
  const { port } = await serve((request, response) => {
    if (request.url === '/chunked') response.write('x'.repeat(500));
    response.end('x'.repeat(request.url === '/fits' ? 1_000 : 1_001));
  });
  const ask = asker();
  expect(await ask(`http://127.0.0.1:${port}/fits`)).toMatchObject({ cut: null });
  expect(await ask(`http://127.0.0.1:${port}/long`)).toMatchObject({ cut: 'too_large' });
  const cut = await ask(`http://127.0.0.1:${port}/chunked`);
  expect(cut).toMatchObject({ cut: 'too_large' });
  expect(cut.isAnswered && cut.body.length).toBeLessThanOrEqual(1_000);
});

it('says that a body never ended', async () => {
  const { port } = await serve((request, response) => {
    response.writeHead(200, { 'content-length': '10' });
    response.write('half');
    if (request.url === '/broken') setTimeout(() => response.destroy(), 20);
  });
  expect(await asker()(`http://127.0.0.1:${port}/broken`)).toMatchObject({ status: 200, cut: 'connect' });
  // Long enough for a busy machine to answer at all.
  expect(await asker({ timeoutMs: 1_000 })(`http://127.0.0.1:${port}/`)).toMatchObject({ cut: 'timeout' });
});

it('hands a redirect back as it is and goes nowhere', async () => {
  let visits = 0;
  const canary = await serve((_request, response) => {
    visits += 1;
    response.end();
  });
  const { port } = await serve((_request, response) =>
    response.writeHead(302, { location: `http://127.0.0.1:${canary.port}/` }).end('elsewhere'),
  );
  expect(await asker()(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 302, body: 'elsewhere' });
  expect(visits).toBe(0);
});

it('uses a connection again, and opens another when the server had closed it', async () => {
  const { port, connections } = await serve((_request, response) => response.end('ok'));
  const ask = asker({ keepsOpen: true });
  const url = `http://127.0.0.1:${port}/`;
  for (let time = 0; time < 3; time += 1) expect(await ask(url)).toMatchObject({ body: 'ok' });
  expect(connections()).toBe(1);
  open[0]?.closeAllConnections();
  expect(await ask(url)).toMatchObject({ body: 'ok' });
  expect(connections()).toBe(2);
});

it('opens only what is allowed, where it was looked for and nowhere else', async () => {
  const { port } = await serve((_request, response) => response.end('ok'));
  const ask = asker({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
  // Nothing else knows this name.
  expect(await ask(`http://node.test:${port}/`)).toMatchObject({ body: 'ok' });
  for (const url of [`ftp://node.test:${port}/`, `http://user@node.test:${port}/`, 'nonsense'])
    expect(await ask(url)).toEqual({ isAnswered: false, error: 'address' });
});

it('asks a name anew for each request, so that one that changed its mind gets nothing by a kept connection', async () => {
  let requests = 0;
  const { port } = await serve((_request, response) => {
    requests += 1;
    response.end('ok');
  });
  const policy = { production: false, privateHosts: [] };
  let address = '127.0.0.1';
  const resolve: Resolve = async () => [{ address, family: 4 }];
  const ask = createAsk({
    addresses: createAddresses(policy, resolve),
    timeoutMs: 5_000,
    answerMaxBytes: 1_000,
    keepsOpen: true,
  });
  const request = (host: string) =>
    ask({ method: 'GET', url: `http://${host}:${port}/`, headers: {} }, new AbortController().signal);
  expect(await request('localhost')).toMatchObject({ body: 'ok' });
  // The same port under a name of a stranger: refused by its form; by https it is refused by where it leads.
  expect(await request('rebound.test')).toEqual({ isAnswered: false, error: 'address' });
  for (address of ['127.0.0.1', '10.0.0.1', '::ffff:127.0.0.1'])
    expect(
      await ask({ method: 'GET', url: 'https://rebound.test/', headers: {} }, new AbortController().signal),
    ).toEqual({ isAnswered: false, error: 'address' });
  expect(requests).toBe(1);
});

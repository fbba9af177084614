import { demoPassword } from '@haven/server/seed/demo-people';
import { callsTo, codeOf, type Reply, upload } from './api.ts';
import { greyPng } from './images.ts';
import { engineOfProject } from '../support/engine.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

let server: ServerProcess;
beforeAll(async () => {
  // Behind one proxy, which says who asks: each test is somebody else.
  const env = { RATE_LIMIT_SCALE: '1', TRUST_PROXY: '1' };
  server = await startServer({ engine: engineOfProject(), env });
}, 180_000);
afterAll(async () => {
  await server.stop();
}, 180_000);

const signInPath = '/api/agent/session';
const from = (address: string) => callsTo(server.url, { 'x-forwarded-for': address });

function tryToSignIn(address: string, email: string, password: string): Promise<Reply> {
  return from(address)('POST', signInPath, { email: `${email}@demo.haven.example`, password });
}

async function repeat(times: number, ask: () => Promise<Reply>): Promise<unknown[]> {
  const codes: unknown[] = [];
  for (let count = 0; count < times; count += 1) codes.push(codeOf(await ask()));
  return codes;
}

const wrong = (times: number) => Array.from({ length: times }, () => 'unauthenticated');

describe('guessing passwords', () => {
  test('ends after five failures for the account from that address, whatever is guessed then', async () => {
    expect(await repeat(5, () => tryToSignIn('192.0.2.1', 'lin', 'guess'))).toEqual(wrong(5));
    const refused = await tryToSignIn('192.0.2.1', 'lin', demoPassword);
    expect(refused.status).toBe(429);
    expect(refused.body['error']).toMatchObject({ code: 'rate_limited' });
    // A fifth of fifteen minutes until the next guess.
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(150);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(180);
  });

  test('of one account from one address locks nobody else out', async () => {
    await repeat(6, () => tryToSignIn('192.0.2.2', 'maya', 'guess'));
    expect((await tryToSignIn('192.0.2.3', 'maya', demoPassword)).status).toBe(200);
    expect((await tryToSignIn('192.0.2.2', 'wei', demoPassword)).status).toBe(200);
  });

  test('is forgiven by a success', async () => {
    await repeat(4, () => tryToSignIn('192.0.2.4', 'ana', 'guess'));
    expect((await tryToSignIn('192.0.2.4', 'ana', demoPassword)).status).toBe(200);
    expect(await repeat(5, () => tryToSignIn('192.0.2.4', 'ana', 'guess'))).toEqual(wrong(5));
  });

  test('over many accounts ends after thirty', async () => {
    let count = 0;
    const codes = await repeat(31, () => tryToSignIn('192.0.2.5', `nobody${(count += 1)}`, 'guess'));
    expect(codes).toEqual([...wrong(30), 'rate_limited']);
  }, 180_000);

  test('is not made anew by a header that the proxy did not write', async () => {
    let count = 0;
    const spoof = () => `203.0.113.${(count += 1)}, 192.0.2.6`;
    const codes = await repeat(6, () => tryToSignIn(spoof(), 'jonas', 'guess'));
    expect(codes).toEqual([...wrong(5), 'rate_limited']);
  });
});

test('visitors are made ten a minute from one address', async () => {
  const codes = await repeat(11, () =>
    from('192.0.2.7')('POST', '/api/visitor/session', { inboxKey: 'demo' }),
  );
  expect(codes).toEqual([...Array.from({ length: 10 }), 'rate_limited']);
  const elsewhere = await from('192.0.2.8')('POST', '/api/visitor/session', { inboxKey: 'demo' });
  expect(elsewhere.status).toBe(200);
});

test('a visitor uploads ten images an hour', async () => {
  const opened = await from('192.0.2.9')('POST', '/api/visitor/session', { inboxKey: 'demo' });
  const headers = { authorization: `Bearer ${String(opened.body['token'])}` };
  const file = { field: 'file', name: 'a.png', bytes: greyPng(8, 8) };
  const codes = await repeat(11, () => upload(server.url, '/api/visitor/attachments', headers, [file]));
  expect(codes).toEqual([...Array.from({ length: 10 }), 'rate_limited']);
});

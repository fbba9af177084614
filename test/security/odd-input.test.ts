import { Buffer } from 'node:buffer';
import { request } from 'node:http';
import { messageTo, newMessageId } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

/** What a schema lets through, and the engine behind it does not know. */
describe('input that is well-formed and absurd', () => {
  let world: World;
  let agent: Awaited<ReturnType<World['agent']>>;
  let visitor: Awaited<ReturnType<World['visitor']>>;
  let conversationId: string;

  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
    agent = await world.agent();
    visitor = await world.visitor();
    conversationId = (await world.assigned(visitor, agent)).id;
  });
  afterAll(() => world?.close());

  it('[WIRE2] a number that no log reaches is answered by a code of the set, never by internal', async () => {
    for (const seq of [2 ** 31 - 1, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
      for (const client of [visitor, agent]) {
        const answers = await Promise.all([
          client.askRaw('entry:read', { conversationId, seq }),
          client.askRaw('entry:list', { conversationId, after: seq }),
          client.askRaw('entry:list', { conversationId, before: seq }),
          client.askRaw('conversation:resume', { have: { [conversationId]: seq } }),
        ]);
        for (const answer of answers) expect(codeOf(answer)).not.toBe('internal');
      }
    }
  });

  it.each([
    '2024-99-99T00:00:00.000Z_00000000-0000-4000-8000-000000000000',
    '2024-02-30T00:00:00.000Z_00000000-0000-4000-8000-000000000000',
    '2024-01-01T:::::Z_00000000-0000-4000-8000-000000000000',
    `2024-01-01T00:00:00.000Z_${'-'.repeat(36)}`,
    'nonsense',
  ])('[WIRE2] the cursor %s is invalid', async (cursor) => {
    expect(codeOf(await agent.ask('conversation:list', { view: 'team', cursor }))).toBe('invalid');
  });

  it('[MSG3] words longer than any index takes are kept and found', async () => {
    for (const text of [
      'x'.repeat(4_000),
      '😀'.repeat(2_000),
      'é'.repeat(4_000),
      '转'.repeat(4_000),
      'ﷺ'.repeat(4_000),
    ]) {
      expect(await visitor.ask('entry:send', messageTo(conversationId, text))).toMatchObject({ ok: true });
    }
  });

  it('[WIRE2] JSON as deep as a body may be is invalid over HTTP and over the socket', async () => {
    const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
    const reply = await fetch(`${world.url}/api/visitor/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: world.url },
      body: `{"inboxKey":${deep}}`,
    });
    expect([reply.status, await reply.json()]).toMatchObject([400, { error: { code: 'invalid' } }]);
    // The client's own search for bytes gives up on more.
    const nested: unknown = JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`);
    expect(codeOf(await visitor.askRaw('entry:send', nested))).toBe('invalid');
    expect(
      codeOf(
        await visitor.askRaw('conversation:start', { clientMessageId: newMessageId(), context: nested }),
      ),
    ).toBe('invalid');
  });

  const boundary = 'xxBOUNDARYxx';
  const part = (disposition: string, end = `\r\n--${boundary}--\r\n`) =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: image/png\r\n\r\nbytes${end}`;

  it.each([
    ['an unknown charset', part(`name="file"; filename*=bogus''%E0%A4%A`)],
    ['a broken escape', part(`name="file"; filename*=utf-8''%ff%zz`)],
    ['a path', part(`name="file"; filename="../../../../etc/passwd"`)],
    ['no name', part('filename="a.png"')],
    ['a prototype name', part('name="__proto__"; filename="a.png"')],
    ['an end that never comes', part('name="file"; filename="a.png"', '')],
    ['a header that never ends', `--${boundary}\r\nContent-Disposition: ${'a'.repeat(90_000)}`],
    ['nothing', ''],
    ['no part', `--${boundary}--\r\n`],
  ])('an upload with %s is invalid, at once, and the server lives', async (_name, body) => {
    const status = await post(`${world.url}/api/visitor/attachments`, visitor.token, boundary, body);
    expect(status).toBe(400);
    expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
  });
});

function codeOf(answer: unknown): unknown {
  const { error } = answer as { error?: { code: string } };
  return error?.code;
}

/** Posts raw bytes as multipart and answers with the status; fails when there is none within three seconds. */
function post(url: string, token: string, boundary: string, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': Buffer.byteLength(body),
    };
    const asked = request(url, { method: 'POST', headers, timeout: 3_000 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', reject);
    asked.end(body);
  });
}

import { setTimeout as sleep } from 'node:timers/promises';
import { handshakeRefusalSchema } from '@haven/shared/realtime/handshake';
import { engineOfProject } from '../support/engine.ts';
import { connectVisitor, type VisitorClient } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld, type World } from '../support/world.ts';

/** What a small server admits: a storm of thirty is one for it. */
const perSecond = 5;
const storm = 30;

describe('a server that is asked more than it can do', () => {
  let server: ServerProcess;
  let world: World;
  let visitor: VisitorClient;
  beforeAll(async () => {
    server = await startServer({
      engine: engineOfProject(),
      env: { HANDSHAKES_PER_SECOND: String(perSecond) },
    });
    world = await createWorld(server.url);
    visitor = await world.visitor();
  }, 180_000);
  afterAll(async () => {
    world?.close();
    await server?.stop();
  }, 180_000);

  it('[LIVE9] [WIRE2] one socket that asks without end is told busy and when to come back; another is served', async () => {
    const other = await world.visitor();
    const flood = Array.from({ length: 500 }, () => visitor.ask('conversation:resume', { have: {} }));
    for (let asked = 0; asked < 5; asked += 1)
      expect(await other.ask('conversation:resume', { have: {} })).toMatchObject({ ok: true });
    const answers = await Promise.all(flood);
    const refused = answers.filter((answer) => !answer.ok).map(({ error }) => error);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(answers.length);
    for (const error of refused)
      expect(error).toMatchObject({ code: 'busy', retryAfterMs: expect.any(Number) });
    expect(await visitor.ask('conversation:resume', { have: {} })).toMatchObject({ ok: true });
  }, 180_000);

  it('[LIVE9] of a storm of handshakes some enter, the others are told when, and all who come back then enter', async () => {
    let refusals = 0;
    async function enter(): Promise<VisitorClient> {
      for (;;) {
        try {
          return await connectVisitor(server.url, visitor.token);
        } catch (error) {
          const { code, retryAfterMs } = handshakeRefusalSchema.parse(Reflect.get(Object(error), 'data'));
          expect(code).toBe('busy');
          expect(retryAfterMs).toBeGreaterThanOrEqual(1_000);
          refusals += 1;
          await sleep(retryAfterMs);
        }
      }
    }
    const clients = await Promise.all(Array.from({ length: storm }, enter));
    expect(refusals).toBeGreaterThan(0);
    for (const client of clients) client.close();
  }, 180_000);
});

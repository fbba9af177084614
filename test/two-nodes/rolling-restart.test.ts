import { connectAgent } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import {
  allGoOn,
  type SteadySender,
  startSteadySender,
  stopAndCheck,
  visitorSender,
} from '../support/steady-sender.ts';
import { createWorld } from '../support/world.ts';

describe('two servers that are restarted one after the other under load', () => {
  let first: ServerProcess;
  let second: ServerProcess;
  beforeAll(async () => {
    first = await startServer({ engine: 'native' });
    const { DATABASE_URL = '', REDIS_URL = '' } = first.env;
    second = await startServer({ engine: 'native', env: { DATABASE_URL, REDIS_URL } });
  }, 180_000);
  afterAll(async () => {
    await second?.stop();
    await first?.stop();
  }, 180_000);

  it('[LIVE10] [MSG3] [MSG5] forty write on; nothing is lost, doubled or out of order, and everybody resumes', async () => {
    const world = await createWorld(first.url);
    const agent = await world.agent({ capacity: 20 });
    const urls = [first.url, second.url];
    const senders: SteadySender[] = [];
    for (let at = 0; at < 20; at += 1) {
      const visitor = await world.visitor();
      const { id: conversationId } = await world.assigned(visitor, agent);
      // The two of a conversation begin on different servers.
      const [here, there] = at % 2 === 0 ? [urls, urls.toReversed()] : [urls.toReversed(), urls];
      senders.push(
        visitorSender(here, visitor, conversationId),
        startSteadySender({ urls: there, connect: (url) => connectAgent(url, agent.cookie), conversationId }),
      );
    }

    await allGoOn(senders);
    await first.restart();
    await allGoOn(senders);
    await second.restart();
    await allGoOn(senders);
    // Each was on one of the two and had to move at least once.
    await stopAndCheck(senders, first.url, 1);
    for (const server of [first, second])
      expect(server.output()).not.toMatch(/unhandled|uncaught|a command failed/i);
    world.close();
  }, 240_000);
});

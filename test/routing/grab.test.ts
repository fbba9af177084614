import { engineOfProject } from '../support/engine.ts';
import { playGrab } from './referee/grab.ts';

// `npm run test:routing -- --grab` plays it with 1,000 conversations and 100 agents.
test('[RT1] 20 conversations are each grabbed by 25 agents at once, and each has exactly one winner', async () => {
  const engine = engineOfProject() === 'embedded' ? 'wasm' : 'redis';
  const result = await playGrab({ engine, conversations: 20, agents: 25 });
  expect(result).toMatchObject({ grabs: 500, winners: { 1: 20 }, contradictions: [] });
  expect(result.winners).toEqual({ 1: 20 });
  const { conflict = 0, unavailable = 0, ...others } = result.refusals;
  expect([conflict + unavailable, others]).toEqual([480, {}]);
}, 600_000);

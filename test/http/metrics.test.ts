import { engineOfProject } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld } from '../support/world.ts';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer({ engine: engineOfProject() });
}, 180_000);
afterAll(() => server?.stop());

/** The value of one sample, named with its labels as they are told; undefined when it is not there. */
async function sample(name: string, labels: Record<string, string> = {}): Promise<number | undefined> {
  const response = await fetch(`${server.url}/metrics`);
  expect(response.status).toBe(200);
  const lines = (await response.text()).split('\n').filter((line) => line.startsWith(name));
  const wanted = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
  const found = lines.find(
    (line) => /[ {]/.test(line[name.length] ?? '') && wanted.every((label) => line.includes(label)),
  );
  return found === undefined ? undefined : Number(found.slice(found.lastIndexOf(' ')));
}

it('tells length and age of a queue, then the assignment, its rule and the wait; nothing is mended in health', async () => {
  const world = await createWorld(server.url);
  const queue = { role: 'contact', inbox: world.inbox.key, team: world.team.key, language: 'en' };
  const visitor = await world.visitor();
  await world.start(visitor);
  expect(await sample('haven_queue_length', queue)).toBe(1);
  expect(await sample('haven_queue_length', { ...queue, language: 'zh-CN' })).toBeUndefined();
  await eventually(async () =>
    expect(await sample('haven_queue_oldest_wait_seconds', queue)).toBeGreaterThan(0.2),
  );

  const labels = { role: 'contact', rule: 'least_load' };
  const before = (await sample('haven_assignments_total', labels)) ?? 0;
  const waits = (await sample('haven_wait_seconds_count')) ?? 0;
  const agent = await world.agent();
  await agent.hears('conversation:changed', ({ conversation }) => conversation.assignee?.id === agent.id);
  expect(await sample('haven_assignments_total', labels)).toBe(before + 1);
  expect(await sample('haven_wait_seconds_count')).toBe(waits + 1);
  expect(await sample('haven_wait_seconds_bucket', { le: '3600' })).toBe(waits + 1);
  expect(await sample('haven_queue_length', queue)).toBeUndefined();

  for (const kind of ['proposal', 'item', 'agent', 'rebuild'])
    expect([kind, await sample('haven_routing_mended_total', { kind })]).toEqual([kind, 0]);
  for (const why of ['gone', 'no_reply', 'signed_out'])
    expect([why, await sample('haven_reclaims_total', { why })]).toEqual([why, 0]);
  expect(await sample('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
  world.close();
});

it('counts a transfer to a colleague and a chat taken by hand by the rule of names', async () => {
  const world = await createWorld(server.url);
  const [first, second] = [await world.agent(), await world.agent()];
  const before = (await sample('haven_assignments_total', { role: 'contact', rule: 'named' })) ?? 0;
  const visitor = await world.visitor();
  const { id } = await world.start(visitor);
  const isHeld = ({ conversation }: { conversation: { id: string; assignee: { id: string } | null } }) =>
    conversation.id === id && conversation.assignee !== null;
  const { conversation } = await first.hears('conversation:changed', isHeld);
  const [holder, other] = conversation.assignee?.id === first.id ? [first, second] : [second, first];
  await holder.get('conversation:transfer', {
    conversationId: id,
    epoch: conversation.epoch,
    to: { kind: 'agent', id: other.id },
    note: '',
  });
  expect(await sample('haven_assignments_total', { role: 'contact', rule: 'named' })).toBe(before + 1);
  world.close();
});

it('refuses strangers: without a token whoever comes through a proxy', async () => {
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
    const response = await fetch(`${server.url}/metrics`, { headers: { [header]: '127.0.0.1' } });
    expect([header, response.status]).toEqual([header, 403]);
    expect(await response.text()).not.toContain('haven_queue');
  }
});

it('refuses strangers: with METRICS_TOKEN whoever does not show it, from this machine too', async () => {
  const token = 'a-token-of-this-test';
  const guarded = await startServer({ engine: engineOfProject(), env: { METRICS_TOKEN: token } });
  try {
    const ask = (authorization?: string) =>
      fetch(`${guarded.url}/metrics`, { headers: authorization === undefined ? {} : { authorization } });
    for (const shown of [undefined, 'Bearer', `Bearer ${token}x`, `Basic ${token}`, token]) {
      const response = await ask(shown);
      expect([shown, response.status]).toEqual([shown, 401]);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await response.text()).not.toContain('haven_');
    }
    const response = await ask(`Bearer ${token}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).toContain('haven_assignments_total');
    // Through a proxy the token is enough.
    const proxied = await fetch(`${guarded.url}/metrics`, {
      headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.7' },
    });
    expect(proxied.status).toBe(200);
  } finally {
    await guarded.stop();
  }
}, 180_000);

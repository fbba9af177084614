import { agentEndpoints } from '@haven/shared/http/agent-endpoints';
import { callsTo, codeOf, type Reply, unique } from './api.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { newMessageId } from '../support/people.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  const { url } = await useSharedServer();
  world = await createWorld(url);
}, 180_000);
afterAll(() => world.close());

const word = unique('needle').replaceAll('-', '');

async function search(cookie: string, q: string): Promise<Reply> {
  return callsTo(world.url, { cookie })('GET', `/api/agent/search?q=${encodeURIComponent(q)}`);
}

async function hits(cookie: string, q: string) {
  const { body } = await search(cookie, q);
  return agentEndpoints.search.reply.parse(body).hits;
}

test('what was said is found by words, pairs of Chinese and the reference, by those who may read it', async () => {
  const agent = await world.agent();
  const colleague = await world.agent({ away: true });
  const stranger = await world.agent({ away: true, teamIds: [world.otherTeam.id] });
  const visitor = await world.visitor();
  const address = `0x${'5a'.repeat(20)}`;
  const started = await world.start(visitor, {
    description: `The ${word} transfer to ${address} is stuck, 转账一直打包中`,
  });
  await agent.hears('conversation:changed', ({ conversation }) => conversation.assignee?.id === agent.id);

  for (const query of [
    word,
    word.toUpperCase(),
    `transfer ${word}`,
    `${word} 打包`,
    address,
    started.reference,
  ]) {
    const found = await hits(agent.cookie, query);
    expect([query, found.map(({ conversation }) => conversation.id)]).toEqual([query, [started.id]]);
  }
  const [hit] = await hits(agent.cookie, word);
  expect(hit?.snippet).toContain(word);
  expect(hit?.seq).toBeGreaterThan(0);
  expect(await hits(agent.cookie, `${word} nonsense`)).toEqual([]);

  expect(await hits(colleague.cookie, word)).toHaveLength(1);
  expect(await hits(stranger.cookie, word)).toEqual([]);
  expect(await hits(stranger.cookie, started.reference)).toEqual([]);
  expect(await hits(world.admin, word)).toHaveLength(1);
});

test('an internal note is found by staff, and the hit names its line', async () => {
  const agent = await world.agent();
  const visitor = await world.visitor();
  const { id } = await world.assigned(visitor, agent);
  const noted = unique('noted').replaceAll('-', '');
  const text = `${'Long before it. '.repeat(20)}The ${noted} stands here. ${'Long after it. '.repeat(20)}`;
  const note = await agent.get('entry:note', { conversationId: id, clientMessageId: newMessageId(), text });
  const [hit] = await hits(agent.cookie, noted);
  expect(hit?.seq).toBe(note.seq);
  expect(hit?.snippet).toMatch(new RegExp(`^….*${noted}.*…$`));
});

test('a search without words finds nothing; operators and quotes are words like any other', async () => {
  for (const q of ['!?', "'", ':* & |', "'); drop table entry; --", '%', '_']) {
    expect([q, codeOf(await search(world.admin, q))]).toEqual([q, undefined]);
  }
  expect(await hits(world.admin, '%')).toEqual([]);
  expect(codeOf(await search(world.admin, '  '))).toBe('invalid');
});

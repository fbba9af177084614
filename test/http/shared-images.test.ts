import { attachmentSchema } from '@haven/shared/attachment';
import { codeOf, upload } from './api.ts';
import { photo } from './images.ts';
import { newMessageId } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  const { url } = await useSharedServer();
  world = await createWorld(url);
}, 180_000);
afterAll(() => world.close());

const visitorPath = '/api/visitor/attachments';
const agentPath = '/api/agent/attachments';
const file = { field: 'file', name: 'screen.jpg', bytes: photo };

async function statusOf(path: string, headers: Record<string, string>): Promise<number> {
  const response = await fetch(world.url + path, { headers });
  await response.arrayBuffer();
  return response.status;
}

test('an image in a message is seen by who may read the conversation, and is missing for everybody else', async () => {
  const agent = await world.agent();
  const colleague = await world.agent({ away: true });
  const stranger = await world.agent({ away: true, teamIds: [world.otherTeam.id] });
  const visitor = await world.visitor();
  const another = await world.visitor();
  const bearer = { authorization: `Bearer ${visitor.token}` };
  const { id } = await world.assigned(visitor, agent);

  const sent = attachmentSchema.parse((await upload(world.url, visitorPath, bearer, [file])).body);
  const message = {
    conversationId: id,
    clientMessageId: newMessageId(),
    text: 'Look',
    attachmentIds: [sent.id],
  };
  expect(await statusOf(`${agentPath}/${sent.id}`, { cookie: agent.cookie })).toBe(404);
  await visitor.get('entry:send', message);

  const asked: [string, Record<string, string>, number][] = [
    [`${visitorPath}/${sent.id}`, bearer, 200],
    [`${agentPath}/${sent.id}`, { cookie: agent.cookie }, 200],
    [`${agentPath}/${sent.id}`, { cookie: colleague.cookie }, 200],
    [`${agentPath}/${sent.id}`, { cookie: world.admin }, 200],
    [`${agentPath}/${sent.id}`, { cookie: stranger.cookie }, 404],
    [`${visitorPath}/${sent.id}`, { authorization: `Bearer ${another.token}` }, 404],
  ];
  for (const [index, [path, headers, status]] of asked.entries()) {
    expect([index, await statusOf(path, headers)]).toEqual([index, status]);
  }
});

test("somebody else's upload, and one that was sent before, cannot be put into a message", async () => {
  const agent = await world.agent();
  const [visitor, other] = [await world.visitor(), await world.visitor()];
  const { id } = await world.assigned(visitor, agent);
  const theirs = await upload(world.url, visitorPath, { authorization: `Bearer ${other.token}` }, [file]);
  const mine = await upload(world.url, visitorPath, { authorization: `Bearer ${visitor.token}` }, [file]);
  const send = (attachmentId: unknown) =>
    visitor.ask('entry:send', {
      conversationId: id,
      clientMessageId: newMessageId(),
      text: '',
      attachmentIds: [String(attachmentId)],
    });
  expect(await send(theirs.body['id'])).toMatchObject({ ok: false, error: { code: 'not_found' } });
  expect(await send(mine.body['id'])).toMatchObject({ ok: true });
  expect(await send(mine.body['id'])).toMatchObject({ ok: false, error: { code: 'not_found' } });
});

test('[MSG7] an image that was redacted is gone for everybody', async () => {
  const agent = await world.agent();
  const visitor = await world.visitor();
  const bearer = { authorization: `Bearer ${visitor.token}` };
  const { id } = await world.assigned(visitor, agent);
  const sent = attachmentSchema.parse((await upload(world.url, visitorPath, bearer, [file])).body);
  const entry = await visitor.get('entry:send', {
    conversationId: id,
    clientMessageId: newMessageId(),
    text: '',
    attachmentIds: [sent.id],
  });
  await agent.get('entry:redact', { conversationId: id, entryId: entry.id, category: 'secret' });
  expect(await statusOf(`${visitorPath}/${sent.id}`, bearer)).toBe(404);
  expect(await statusOf(`${agentPath}/${sent.id}`, { cookie: agent.cookie })).toBe(404);
});

test('an agent must be signed in to upload', async () => {
  expect(codeOf(await upload(world.url, agentPath, {}, [file]))).toBe('unauthenticated');
});

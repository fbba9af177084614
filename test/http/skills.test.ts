import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { codeOf, itemOf, openAdmin, type Session, unique } from './api.ts';

let admin: Session;
beforeAll(async () => {
  ({ admin } = await openAdmin());
}, 180_000);

const both = (text: string) => ({ 'zh-CN': text, en: text });
const missing = '00000000-0000-7000-8000-000000000000';
const newKey = () => unique('s').replaceAll(/\W/g, '_');
const detailsOf = ({ body }: { body: Record<string, unknown> }) =>
  (body['error'] as { details?: Record<string, unknown> }).details;

async function skill(): Promise<string> {
  const key = newKey();
  await admin.call('POST', '/api/admin/skills', { key, name: both('Hardware wallets') });
  return key;
}

async function agent(more: object = {}): Promise<string> {
  const email = `${unique('skilled')}@test.example`;
  const fields = { name: 'Somebody', role: 'agent', teamIds: [], languages: ['en'], capacity: 2, ...more };
  const { body } = await admin.call('POST', '/api/admin/agents', { email, ...fields });
  return adminEndpoints.createAgent.reply.parse(body).agent.id;
}

/** Retired, since other tests of this server choose by keyboard among what is offered. */
async function issueType(): Promise<string> {
  const key = `other.${newKey()}`;
  const type = { key, label: both('Kind'), priority: 'normal', collect: [], teamId: null, isRetired: true };
  expect((await admin.call('POST', '/api/admin/issue-types', type)).status).toBe(200);
  return key;
}

const needsPath = (key: string) => `/api/admin/issue-types/${key}/needs`;

describe('skills', () => {
  test('are added, renamed, listed with who has and who asks for them, and removed', async () => {
    const key = await skill();
    const [agentId, type] = [await agent(), await issueType()];
    expect((await admin.call('PATCH', `/api/admin/skills/${key}`, { name: both('Ledger') })).status).toBe(
      200,
    );
    const set = await admin.call('PATCH', `/api/admin/agents/${agentId}/skills`, { skills: [key, key] });
    expect(set.body).toEqual({ skills: [key] });
    await admin.call('PATCH', needsPath(type), { skills: [key], weight: 150 });

    const list = await admin.call('GET', '/api/admin/skills');
    expect(adminEndpoints.listSkills.reply.parse(list.body)).toEqual(list.body);
    const listed = { key, name: both('Ledger'), agentIds: [agentId], issueTypes: [type] };
    expect(itemOf(list, (item) => item['key'] === key)).toEqual(listed);

    const inUse = await admin.call('DELETE', `/api/admin/skills/${key}`);
    expect(codeOf(inUse)).toBe('refused');
    expect(detailsOf(inUse)).toEqual({ reason: 'in_use', issueTypes: [type], openConversations: 0 });
    await admin.call('PATCH', needsPath(type), { skills: [], weight: 100 });
    expect((await admin.call('DELETE', `/api/admin/skills/${key}`)).body).toEqual({});
    expect(codeOf(await admin.call('DELETE', `/api/admin/skills/${key}`))).toBe('not_found');
  });

  test('have a key that is taken once', async () => {
    const key = await skill();
    const again = await admin.call('POST', '/api/admin/skills', { key, name: both('Again') });
    expect([codeOf(again), detailsOf(again)]).toEqual(['conflict', { field: 'key' }]);
  });

  test.each([
    ['a key with a space', { key: 'two words', name: both('x') }],
    ['a key with a comma, which would be two in a list', { key: 'a,b', name: both('x') }],
    ['a name in one language', { key: 'fine', name: { en: 'x' } }],
  ])('are refused with %s', async (_what, body) => {
    expect(codeOf(await admin.call('POST', '/api/admin/skills', body))).toBe('invalid');
  });

  test('that do not exist are named, and nobody is given them', async () => {
    const key = await skill();
    const asked = { skills: [key, 'no_such_skill'] };
    const set = await admin.call('PATCH', `/api/admin/agents/${await agent()}/skills`, asked);
    expect([codeOf(set), detailsOf(set)]).toEqual([
      'invalid',
      { field: 'skills', unknown: ['no_such_skill'] },
    ]);
    const needs = await admin.call('PATCH', needsPath(await issueType()), { ...asked, weight: 100 });
    expect([codeOf(needs), detailsOf(needs)]).toEqual([
      'invalid',
      { field: 'skills', unknown: ['no_such_skill'] },
    ]);
    expect(codeOf(await admin.call('PATCH', `/api/admin/agents/${missing}/skills`, { skills: [key] }))).toBe(
      'not_found',
    );
  });
});

describe('what an issue type asks for', () => {
  test('is stored with a warning while nobody has a skill, or nobody has all of them and the room', async () => {
    const [one, other] = [await skill(), await skill()];
    const type = await issueType();
    const setNeeds = async (needs: object) => (await admin.call('PATCH', needsPath(type), needs)).body;
    expect(await setNeeds({ skills: [one], weight: 100 })).toEqual({
      key: type,
      skills: [one],
      weight: 100,
      warnings: [{ code: 'nobody_has_skill', skill: one }],
    });

    const agentId = await agent();
    await admin.call('PATCH', `/api/admin/agents/${agentId}/skills`, { skills: [one] });
    await admin.call('PATCH', `/api/admin/agents/${await agent()}/skills`, { skills: [other] });
    const split = await setNeeds({ skills: [one, other], weight: 100 });
    expect(split).toMatchObject({ warnings: [{ code: 'nobody_can_take_it' }] });
    expect(await setNeeds({ skills: [one], weight: 201 })).toMatchObject({
      warnings: [{ code: 'nobody_can_take_it' }],
    });
    expect(await setNeeds({ skills: [one], weight: 200 })).toMatchObject({ warnings: [] });

    const list = await admin.call('GET', '/api/admin/issue-type-needs');
    expect(adminEndpoints.listIssueTypeNeeds.reply.parse(list.body)).toEqual(list.body);
    expect(itemOf(list, (item) => item['key'] === type)).toMatchObject({ skills: [one], weight: 200 });
  });

  test.each([
    ['no weight', { skills: [], weight: 0 }],
    ['a weight beyond anybody', { skills: [], weight: 10_000 }],
    ['half a hundredth', { skills: [], weight: 99.5 }],
    ['more skills than anybody has', { skills: ['a', 'b', 'c', 'd', 'e', 'f'], weight: 100 }],
  ])('is refused with %s', async (_what, needs) => {
    expect(codeOf(await admin.call('PATCH', needsPath(await issueType()), needs))).toBe('invalid');
  });

  test('is a type’s: a branch and an unknown key have none', async () => {
    const needs = { skills: [], weight: 100 };
    for (const key of ['other', 'no.such'])
      expect(codeOf(await admin.call('PATCH', needsPath(key), needs))).toBe('not_found');
  });
});

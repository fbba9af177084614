import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { inboxProfileSchema } from '@haven/shared/http/visitor-endpoints';
import { codeOf, itemOf, openAdmin, openVisitor, type Session, unique } from './api.ts';

let url: string;
let admin: Session;
let teamIds: string[];
beforeAll(async () => {
  ({ url, admin } = await openAdmin());
  const teams = await admin.call('GET', '/api/admin/teams');
  teamIds = adminEndpoints.listTeams.reply
    .parse(teams.body)
    .items.map(({ id }) => id)
    .toSorted();
}, 180_000);

const both = (text: string) => ({ 'zh-CN': text, en: text });
const missing = '00000000-0000-7000-8000-000000000000';

function inboxWith(more: object = {}) {
  return {
    name: both('Second site'),
    greeting: both('Hello'),
    languages: ['en'],
    origins: ['https://wallet.example'],
    defaultTeamId: teamIds[0],
    teamIds,
    ...more,
  };
}

test.each([
  ['agents', adminEndpoints.listAgents],
  ['teams', adminEndpoints.listTeams],
  ['inboxes', adminEndpoints.listInboxes],
  ['issue types', adminEndpoints.listIssueTypes],
  ['articles', adminEndpoints.listFaq],
  ['canned answers', adminEndpoints.listCanned],
  ['blocked visitors', adminEndpoints.listBlocked],
])('the list of %s is what the contract says', async (_name, { method, path, reply }) => {
  const { body } = await admin.call(method, path);
  expect(reply.parse(body)).toEqual(body);
});

describe('teams', () => {
  test('are added and renamed; a key is taken once', async () => {
    const team = { key: unique('team'), name: both('Night shift'), tier: 2 };
    const created = await admin.call('POST', '/api/admin/teams', team);
    expect(created.body).toMatchObject(team);
    const path = `/api/admin/teams/${String(created.body['id'])}`;
    expect((await admin.call('PATCH', path, { name: both('Late shift') })).body).toEqual({
      ...created.body,
      name: both('Late shift'),
    });
    expect(codeOf(await admin.call('POST', '/api/admin/teams', team))).toBe('conflict');
    expect(codeOf(await admin.call('PATCH', `/api/admin/teams/${missing}`, { name: both('x') }))).toBe(
      'not_found',
    );
  });
});

describe('inboxes', () => {
  test('a new one can be embedded at once', async () => {
    const key = unique('site');
    const created = await admin.call('POST', '/api/admin/inboxes', { key, ...inboxWith() });
    expect(adminEndpoints.createInbox.reply.parse(created.body)).toMatchObject({ key, ...inboxWith() });
    const profile = await admin.call('GET', `/api/inboxes/${key}?language=en`);
    expect(inboxProfileSchema.parse(profile.body)).toMatchObject({ key, name: both('Second site') });
    expect((await admin.call('POST', '/api/visitor/session', { inboxKey: key })).status).toBe(200);
  });

  test('a change replaces its teams and origins', async () => {
    const { body } = await admin.call('POST', '/api/admin/inboxes', { key: unique('site'), ...inboxWith() });
    const path = `/api/admin/inboxes/${String(body['id'])}`;
    const next = inboxWith({ teamIds: [teamIds[0]], origins: ['http://localhost:5173'] });
    expect((await admin.call('PATCH', path, next)).body).toEqual({
      id: body['id'],
      key: body['key'],
      ...next,
    });
    expect(codeOf(await admin.call('PATCH', `/api/admin/inboxes/${missing}`, next))).toBe('not_found');
  });

  test.each([
    ['a team that does not exist', { teamIds: [missing], defaultTeamId: missing }],
    ['a default team that is not its own', { teamIds: ['own'], defaultTeamId: missing }],
    ['no team', { teamIds: [] }],
    ['an origin with a path', { origins: ['https://wallet.example/app'] }],
    ['an origin for everybody', { origins: ['*'] }],
    ['an origin that smuggles a policy', { origins: ["https://a.example; script-src 'unsafe-inline'"] }],
    ['no language', { languages: [] }],
    ['an unknown language', { languages: ['fr'] }],
    ['an empty name', { name: both('  ') }],
    ['a name in one language', { name: { en: 'x' } }],
  ])('refuses %s', async (_what, more) => {
    const body = { key: unique('site'), ...inboxWith(more) };
    const fixed = {
      ...body,
      teamIds: body.teamIds.map((id) => (id === 'own' ? teamIds[0] : id)),
    };
    expect(codeOf(await admin.call('POST', '/api/admin/inboxes', fixed))).toBe('invalid');
  });

  test('a key is taken once', async () => {
    expect(codeOf(await admin.call('POST', '/api/admin/inboxes', { key: 'demo', ...inboxWith() }))).toBe(
      'conflict',
    );
  });
});

describe('issue types', () => {
  const type = {
    label: both('New kind'),
    priority: 'high',
    collect: ['hash', 'chain'],
    teamId: null,
    isRetired: false,
  };

  test('a new one is offered to visitors, and a retired one no longer', async () => {
    const key = `other.t${unique('x').replace(/\W/g, '')}`;
    const created = await admin.call('POST', '/api/admin/issue-types', { key, ...type, teamId: teamIds[0] });
    expect(created.body).toEqual({ key, ...type, teamId: teamIds[0] });
    expect(await offered()).toContain(key);
    expect(
      (await admin.call('PATCH', `/api/admin/issue-types/${key}`, { ...type, isRetired: true })).status,
    ).toBe(200);
    expect(await offered()).not.toContain(key);
    expect(
      itemOf(await admin.call('GET', '/api/admin/issue-types'), (item) => item['key'] === key),
    ).toMatchObject({
      isRetired: true,
    });
  });

  test.each([
    ['a branch that does not exist', { key: 'nothing.here' }, 'invalid'],
    ['a team that does not exist', { key: 'other.new', teamId: missing }, 'invalid'],
    ['a third level', { key: 'other.new.more' }, 'invalid'],
    ['something to collect that has no words', { key: 'other.new', collect: ['seed_phrase'] }, 'invalid'],
    ['a key that is taken', { key: 'account.password' }, 'conflict'],
  ])('refuses %s', async (_what, more, code) => {
    expect(codeOf(await admin.call('POST', '/api/admin/issue-types', { ...type, ...more }))).toBe(code);
  });

  async function offered(): Promise<string[]> {
    const { body } = await admin.call('GET', '/api/inboxes/demo?language=en');
    return inboxProfileSchema.parse(body).issueTypes.flatMap(({ types }) => types.map(({ key }) => key));
  }
});

describe('articles', () => {
  const word = unique('zebra').replaceAll('-', '');
  const article = { title: both('Stripes'), body: both(`About ${word} and 斑马线过马路`), isPublished: true };

  async function found(q: string, language = 'en'): Promise<unknown[]> {
    const { body } = await admin.call(
      'GET',
      `/api/inboxes/demo/faq?language=${language}&q=${encodeURIComponent(q)}`,
    );
    return (body['articles'] as { id: string }[]).map(({ id }) => id);
  }

  test('are found by visitors while they are published, and gone once they are removed', async () => {
    const { body } = await admin.call('POST', '/api/admin/faq', article);
    const path = `/api/admin/faq/${String(body['id'])}`;
    expect(body).toMatchObject(article);
    expect(await found(`where is the ${word}?`)).toEqual([body['id']]);
    expect(await found(word.slice(0, 7))).toContain(body['id']);
    expect(await found('怎么过斑马线', 'zh-CN')).toContain(body['id']);
    expect(await found('马', 'zh-CN')).toContain(body['id']);

    await admin.call('PATCH', path, { ...article, isPublished: false });
    expect(await found(word)).toEqual([]);
    await admin.call('PATCH', path, { ...article, body: both('Nothing of the kind') });
    expect(await found(word)).toEqual([]);
    expect((await admin.call('DELETE', path)).body).toEqual({});
    expect(codeOf(await admin.call('DELETE', path))).toBe('not_found');
    expect(codeOf(await admin.call('PATCH', path, article))).toBe('not_found');
  });

  test('a question in whole sentences finds what it is about, in both languages', async () => {
    const titles = async (q: string, language: string) => {
      const { body } = await admin.call(
        'GET',
        `/api/inboxes/demo/faq?language=${language}&q=${encodeURIComponent(q)}`,
      );
      return (body['articles'] as { title: string }[])[0]?.title;
    };
    expect(await titles('I have forgotten my password, how can I reset it?', 'en')).toMatch(/password/);
    expect(await titles('转账一直打包中怎么办', 'zh-CN')).toMatch(/打包中/);
    expect(await titles('how do I know this is official support', 'en')).toMatch(/official/);
  });

  test('a search without words finds nothing and breaks nothing', async () => {
    for (const q of ['', '   ', '!?', "'", ':* & | ! ( ) <->', '\\', '%']) expect(await found(q)).toEqual([]);
  });
});

describe('canned answers', () => {
  test('are added, changed and removed; a shortcut is taken once', async () => {
    const fields = { shortcut: unique('short'), title: both('Title'), body: both('Body') };
    const { body } = await admin.call('POST', '/api/admin/canned-answers', fields);
    expect(body).toEqual({ id: body['id'], ...fields });
    expect(codeOf(await admin.call('POST', '/api/admin/canned-answers', fields))).toBe('conflict');
    const path = `/api/admin/canned-answers/${String(body['id'])}`;
    expect(codeOf(await admin.call('PATCH', path, { ...fields, shortcut: 'hash' }))).toBe('conflict');
    const changed = { ...fields, title: both('Other') };
    expect((await admin.call('PATCH', path, changed)).body).toEqual({ id: body['id'], ...changed });
    expect((await admin.call('DELETE', path)).status).toBe(200);
    expect(codeOf(await admin.call('DELETE', path))).toBe('not_found');
  });
});

test.each([
  ['a character that the database cannot store', 'a\u0000b'],
  ['half a character', 'a\ud800'],
])('%s is invalid wherever a text may stand', async (_what, text) => {
  const canned = { shortcut: unique('bad'), title: both('Title'), body: both(text) };
  expect(codeOf(await admin.call('POST', '/api/admin/canned-answers', canned))).toBe('invalid');
  const article = { title: both(text), body: both('x'), isPublished: true };
  expect(codeOf(await admin.call('POST', '/api/admin/faq', article))).toBe('invalid');
  const agent = { name: text, email: `${unique('bad')}@test.example`, role: 'agent', teamIds: [] };
  expect(
    codeOf(await admin.call('POST', '/api/admin/agents', { ...agent, languages: ['en'], capacity: 1 })),
  ).toBe('invalid');
});

describe('agents', () => {
  const agent = { name: 'Somebody', role: 'agent', teamIds: [], languages: ['en'], capacity: 4 };

  test.each([
    ['an e-mail that is none', { email: 'somebody' }, 'invalid'],
    ['an e-mail that has an account, in any case', { email: 'Lin@demo.haven.example' }, 'conflict'],
    ['a team that does not exist', { teamIds: [missing] }, 'invalid'],
    ['an unknown role', { role: 'owner' }, 'invalid'],
    ['no capacity', { capacity: 0 }, 'invalid'],
    ['more capacity than one person has', { capacity: 21 }, 'invalid'],
    ['a password chosen by the administrator', { password: 'chosen by the admin' }, 'invalid'],
  ])('refuses %s', async (_what, more, code) => {
    const body = { email: `${unique('new')}@test.example`, ...agent, ...more };
    expect(codeOf(await admin.call('POST', '/api/admin/agents', body))).toBe(code);
  });

  test('that do not exist cannot be changed or reset', async () => {
    const path = `/api/admin/agents/${missing}`;
    expect(codeOf(await admin.call('PATCH', path, { ...agent, isDisabled: false }))).toBe('not_found');
    expect(codeOf(await admin.call('POST', `${path}/password`))).toBe('not_found');
  });
});

test("what an administrator sets is in every agent's directory", async () => {
  const { body } = await admin.call('GET', '/api/agent/directory');
  expect(Object.keys(body)).toEqual(['teams', 'inboxes', 'issueTypes', 'cannedAnswers']);
  const { body: colleagues } = await admin.call('GET', '/api/agent/colleagues');
  const names = (colleagues['colleagues'] as { name: string }[]).map(({ name }) => name);
  expect(names).toContain('Maya Ortiz');
  // Also oneself: taking over is a transfer to oneself.
  expect(names).toContain(admin.me['name']);
  expect(codeOf(await (await openVisitor(url)).call('GET', '/api/agent/directory'))).toBe('unauthenticated');
});

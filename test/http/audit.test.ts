import { type Call, openVisitor, signIn, signInAs } from './api.ts';
import { engineOfProject } from '../support/engine.ts';
import { readAudit } from '../support/read-audit.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer({ engine: engineOfProject() });
}, 180_000);
afterAll(async () => {
  await server.stop();
}, 180_000);

const both = (text: string) => ({ 'zh-CN': text, en: text });

/** Does everything that is audited, and answers with the secrets that were seen on the way. */
async function doEverything(call: Call): Promise<string[]> {
  const make = async (path: string, body: object) => (await call('POST', path, body)).body;
  const team = await make('/api/admin/teams', { key: 'audited', name: both('Audited'), tier: 1 });
  const teamIds = [String(team['id'])];
  await call('PATCH', `/api/admin/teams/${teamIds[0]}`, { name: both('Renamed') });

  const fields = { name: 'Audited', role: 'agent', teamIds, languages: ['en'], capacity: 1 };
  const created = await make('/api/admin/agents', { email: 'audited@test.example', ...fields });
  const agentPath = `/api/admin/agents/${String((created['agent'] as { id: string }).id)}`;
  await call('PATCH', agentPath, { ...fields, isDisabled: true });
  const reset = await make(`${agentPath}/password`, {});

  const inbox = {
    name: both('A'),
    greeting: both('A'),
    languages: ['en'],
    origins: [],
    defaultTeamId: teamIds[0],
  };
  const site = await make('/api/admin/inboxes', { key: 'audited', ...inbox, teamIds });
  await call('PATCH', `/api/admin/inboxes/${String(site['id'])}`, { ...inbox, teamIds });

  const type = { label: both('A'), priority: 'low', collect: [], teamId: null, isRetired: true };
  await make('/api/admin/issue-types', { key: 'audited', ...type });
  await call('PATCH', '/api/admin/issue-types/audited', type);

  const texts = { title: both('A'), body: both('what people read') };
  const article = await make('/api/admin/faq', { ...texts, isPublished: false });
  await call('PATCH', `/api/admin/faq/${String(article['id'])}`, { ...texts, isPublished: false });
  await call('DELETE', `/api/admin/faq/${String(article['id'])}`);
  const answer = await make('/api/admin/canned-answers', { ...texts, shortcut: 'audited' });
  await call('PATCH', `/api/admin/canned-answers/${String(answer['id'])}`, { ...texts, shortcut: 'audited' });
  await call('DELETE', `/api/admin/canned-answers/${String(answer['id'])}`);
  return [String(created['password']), String(reset['password'])];
}

test('who did what, when and from where is on record, without a secret or what people wrote', async () => {
  const admin = await signInAs(server.url, 'admin');
  await expect(signIn(server.url, 'lin@demo.haven.example', 'a wrong guess')).rejects.toThrow(
    'unauthenticated',
  );
  const secrets = await doEverything(admin.call);
  // Refused changes leave no trace of having happened.
  await admin.call('POST', '/api/admin/teams', { key: 'audited', name: both('Again'), tier: 1 });
  const { token } = await openVisitor(server.url);
  await admin.call('DELETE', '/api/agent/session');

  const rows = await readAudit(server);
  expect(rows.map(({ action }) => action)).toEqual([
    'demo.seeded',
    'agent.signed_in',
    'agent.sign_in_failed',
    'team.created',
    'team.changed',
    'agent.created',
    'agent.changed',
    'agent.password_reset',
    'inbox.created',
    'inbox.changed',
    'issue_type.created',
    'issue_type.changed',
    'faq.created',
    'faq.changed',
    'faq.deleted',
    'canned_answer.created',
    'canned_answer.changed',
    'canned_answer.deleted',
    'agent.signed_out',
  ]);
  const [seeded, , failed, ...changes] = rows;
  expect(seeded).toMatchObject({
    actor_kind: 'system',
    actor_id: null,
    object_kind: 'inbox',
    object_id: 'demo',
  });
  expect(failed?.actor_id).not.toBe(admin.me['id']);
  for (const row of changes) {
    expect(row).toMatchObject({ actor_kind: 'agent', actor_id: admin.me['id'], ip: '127.0.0.1' });
    expect(row.action.startsWith(`${row.object_kind}.`)).toBe(true);
  }
  const all = JSON.stringify(rows);
  const never = [...secrets, token, 'a wrong guess', 'what people read', admin.cookie.split('=')[1] ?? ''];
  for (const secret of never) expect(all).not.toContain(secret);
}, 180_000);

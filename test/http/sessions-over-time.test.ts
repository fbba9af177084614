import { createAgentAccounts } from '@haven/server/features/agents/accounts';
import { createAgentSessions } from '@haven/server/features/agents/agent-sessions';
import { createVisitorBlocks } from '@haven/server/features/identity/visitor-blocks';
import { createVisitorSessions } from '@haven/server/features/identity/visitor-sessions';
import { createInboxes } from '@haven/server/features/inboxes';
import { createTeams } from '@haven/server/features/teams';
import { packagePath } from '@haven/server/package-path';
import type { OpenDatabase } from '@haven/server/storage/postgres/db';
import { migrate } from '@haven/server/storage/postgres/migrate';
import type { Result } from '@haven/shared/result';
import { openTestDatabase, silentLog } from '../support/open-engines.ts';

const hour = 3_600_000;
const day = 24 * hour;
let now = Date.now();
const clock = { now: () => now };
let opened: OpenDatabase;
let inboxId: string;
let agentId: string;

beforeAll(async () => {
  opened = await openTestDatabase();
  const { db } = opened;
  await migrate(db, packagePath('migrations'), silentLog);
  const name = { 'zh-CN': 'x', en: 'x' };
  const team = valueOf(await createTeams({ db, clock }).create({ key: 'team', name, tier: 1 }));
  const fields = { name, greeting: name, languages: ['en' as const], origins: [], teamIds: [team.id] };
  inboxId = valueOf(
    await createInboxes({ db, clock }).create({ key: 'inbox', defaultTeamId: team.id, ...fields }),
  ).id;
  const account = {
    email: 'a@test.example',
    name: 'A',
    role: 'agent' as const,
    teamIds: [team.id],
    capacity: 1,
  };
  const more = { languages: ['en' as const], passwordHash: 'none', mustChangePassword: false };
  agentId = valueOf(await createAgentAccounts({ db, clock }).create({ ...account, ...more })).id;
}, 180_000);
afterAll(() => opened.close());

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe("an agent's session", () => {
  test('ends after eight hours without use', async () => {
    const sessions = createAgentSessions({ db: opened.db, clock });
    const { token } = await sessions.open(agentId);
    now += 8 * hour - 1_000;
    expect(await sessions.findByToken(token)).toMatchObject({ kind: 'agent', agentId, role: 'agent' });
    const idle = await sessions.open(agentId);
    now += 8 * hour + 1_000;
    expect(await sessions.findByToken(idle.token)).toBeNull();
  });

  test('ends twelve hours after signing in, however much it is used', async () => {
    const sessions = createAgentSessions({ db: opened.db, clock });
    const { token } = await sessions.open(agentId);
    for (let count = 0; count < 11; count += 1) {
      now += hour;
      expect(await sessions.findByToken(token)).not.toBeNull();
    }
    now += hour + 1_000;
    expect(await sessions.findByToken(token)).toBeNull();
  });

  test('speaks for nobody while the account is disabled, whoever disabled it', async () => {
    const sessions = createAgentSessions({ db: opened.db, clock });
    const { token } = await sessions.open(agentId);
    const disable = (disabledAt: Date | null) =>
      opened.db.updateTable('agent').set({ disabled_at: disabledAt }).where('id', '=', agentId).execute();
    await disable(new Date(now));
    expect(await sessions.findByToken(token)).toBeNull();
    await disable(null);
    expect(await sessions.findByToken(token)).not.toBeNull();
  });

  test('is stored as a hash: what is in the database opens nothing', async () => {
    const sessions = createAgentSessions({ db: opened.db, clock });
    const { token } = await sessions.open(agentId);
    const rows = await opened.db.selectFrom('agent_session').select('token_hash').execute();
    expect(rows.some(({ token_hash }) => token_hash.toString('utf8').includes(token))).toBe(false);
    for (const { token_hash } of rows) {
      expect(await sessions.findByToken(token_hash.toString('base64url'))).toBeNull();
    }
  });

  test('of all sessions, only the one that is named stays', async () => {
    const sessions = createAgentSessions({ db: opened.db, clock });
    const [kept, other] = [await sessions.open(agentId), await sessions.open(agentId)];
    expect(await sessions.revokeAll(agentId, kept.sessionId)).toContain(other.sessionId);
    expect(await sessions.findByToken(other.token)).toBeNull();
    expect(await sessions.findByToken(kept.token)).not.toBeNull();
  });
});

describe("a visitor's session", () => {
  test('slides with use, and ends after thirty days without', async () => {
    const sessions = createVisitorSessions({ db: opened.db, clock });
    const { token } = await sessions.open(inboxId);
    for (let count = 0; count < 3; count += 1) {
      now += 29 * day;
      expect(await sessions.findByToken(token)).toMatchObject({ kind: 'visitor', inboxId });
    }
    now += 30 * day + 1_000;
    expect(await sessions.findByToken(token)).toBeNull();
  });

  test('speaks for nobody while its visitor is blocked', async () => {
    const sessions = createVisitorSessions({ db: opened.db, clock });
    const blocks = createVisitorBlocks({ db: opened.db, clock });
    const { token } = await sessions.open(inboxId);
    const visitor = await sessions.findByToken(token);
    const visitorId = visitor?.visitorId ?? '';
    expect(await blocks.block(visitorId, 'abuse')).toBe(true);
    expect(await sessions.findByToken(token)).toBeNull();
    expect(await blocks.list()).toEqual([expect.objectContaining({ id: visitorId, reason: 'abuse' })]);
    expect(await blocks.unblock(visitorId)).toBe(true);
    expect(await blocks.unblock(visitorId)).toBe(false);
    expect(await sessions.findByToken(token)).toEqual(visitor);
  });

  test('gives each visitor an id and a label of their own', async () => {
    const sessions = createVisitorSessions({ db: opened.db, clock });
    const tokens = await Promise.all(Array.from({ length: 5 }, () => sessions.open(inboxId)));
    const found = await Promise.all(tokens.map(({ token }) => sessions.findByToken(token)));
    expect(new Set(found.map((visitor) => visitor?.visitorId)).size).toBe(5);
    const labels = await opened.db.selectFrom('visitor').select('label').execute();
    for (const { label } of labels) expect(label).toMatch(/^[2-9A-HJKMNP-TW-Z]{4}$/);
  });
});

test('two administrators who demote each other at once leave one', async () => {
  const accounts = createAgentAccounts({ db: opened.db, clock });
  const fields = {
    name: 'Admin',
    role: 'admin' as const,
    teamIds: [],
    languages: ['en' as const],
    capacity: 1,
  };
  const more = { passwordHash: 'none', mustChangePassword: false };
  const one = valueOf(await accounts.create({ email: 'one@test.example', ...fields, ...more }));
  const two = valueOf(await accounts.create({ email: 'two@test.example', ...fields, ...more }));
  const demoted = { ...fields, role: 'agent' as const, isDisabled: false };
  const results = await Promise.all([accounts.update(one.id, demoted), accounts.update(two.id, demoted)]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.find(({ ok }) => !ok)).toMatchObject({
    error: { code: 'refused', details: { reason: 'last_admin' } },
  });
});

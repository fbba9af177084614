import { createPasswords } from '@haven/server/features/agents/passwords';
import { createTeams } from '@haven/server/features/teams';
import { packagePath } from '@haven/server/package-path';
import { demoAgents } from '@haven/server/seed/demo-people';
import { demoCannedAnswers } from '@haven/server/seed/demo-texts';
import { seedDemo } from '@haven/server/seed/seed-demo';
import type { OpenDatabase } from '@haven/server/storage/postgres/db';
import { migrate } from '@haven/server/storage/postgres/migrate';
import { cannedAnswerSchema } from '@haven/shared/canned-answer';
import { openTestDatabase, silentLog } from '../support/open-engines.ts';

const clock = { now: () => Date.now() };
const passwords = createPasswords(19);
let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  await migrate(opened.db, packagePath('migrations'), silentLog);
}, 180_000);
afterAll(() => opened.close());

async function countAgents(): Promise<number> {
  return (await opened.db.selectFrom('agent').select('id').execute()).length;
}

test('a database with anything in it is left alone, and an empty one is seeded once', async () => {
  const deps = { db: opened.db, clock, passwords };
  const name = { 'zh-CN': 'x', en: 'x' };
  await createTeams({ db: opened.db, clock }).create({ key: 'mine', name, tier: 1 });
  expect(await seedDemo(deps)).toBe(false);
  expect(await countAgents()).toBe(0);

  await opened.db.deleteFrom('team').execute();
  const together = await Promise.all([seedDemo(deps), seedDemo(deps)]);
  expect(together.filter((isSeeded) => isSeeded)).toEqual([true]);
  expect(await seedDemo(deps)).toBe(false);
  expect(await countAgents()).toBe(demoAgents.length);

  const agents = await opened.db.selectFrom('agent').select(['availability', 'role', 'languages']).execute();
  // Going online is the first thing to do in the console.
  expect(new Set(agents.map(({ availability }) => availability))).toEqual(new Set(['away']));
  expect(new Set(agents.map(({ role }) => role)).size).toBe(4);
  expect(new Set(agents.flatMap(({ languages }) => languages))).toEqual(new Set(['zh-CN', 'en']));
});

test('its texts are what an administrator could have written, and promise nothing that support cannot do', () => {
  const answer = cannedAnswerSchema.shape;
  for (const { shortcut, title, body } of demoCannedAnswers) {
    expect([answer.shortcut.parse(shortcut), answer.title.parse(title), answer.body.parse(body)]).toEqual([
      shortcut,
      title,
      body,
    ]);
  }
});

import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { defaultQueueSettings } from '@haven/shared/queue';
import { codeOf, itemOf, openAdmin, openVisitor, type Session, unique } from './api.ts';
import { createWorld, type World } from '../support/world.ts';

let url: string;
let admin: Session;
let world: World;
beforeAll(async () => {
  ({ url, admin } = await openAdmin());
  world = await createWorld(url);
}, 180_000);
afterAll(() => world?.close());

const missing = '00000000-0000-7000-8000-000000000000';
const week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const path = '/api/admin/queues';

const update = (settings: object, teamId = world.team.id, inboxId = world.inbox.id) =>
  admin.call('PATCH', path, { inboxId, teamId, settings: { ...defaultQueueSettings, ...settings } });
const hours = (more: object) => ({
  hours: {
    timeZone: 'UTC',
    week: { ...week, mon: [{ from: '09:00', until: '17:00' }] },
    holidays: [],
    ...more,
  },
});

test('every team of an inbox has a queue with defaults, those of tier 2 too; settings are replaced as a whole', async () => {
  const list = await admin.call('GET', path);
  expect(adminEndpoints.listQueues.reply.parse(list.body)).toEqual(list.body);
  for (const teamId of [world.team.id, world.otherTeam.id, world.tier2.id]) {
    const queue = itemOf(list, (item) => item['inboxId'] === world.inbox.id && item['teamId'] === teamId);
    expect(queue).toMatchObject({ settings: defaultQueueSettings, warnings: [{ code: 'empty_team' }] });
  }

  const settings = { ...defaultQueueSettings, choice: 'round_robin', agingMinutes: 10, ...hours({}) };
  const changed = await update(settings, world.otherTeam.id);
  const queue = { inboxId: world.inbox.id, teamId: world.otherTeam.id, settings };
  expect(changed.body).toEqual({ ...queue, warnings: [{ code: 'empty_team' }] });
  const again = await admin.call('GET', path);
  expect(itemOf(again, (item) => item['teamId'] === world.otherTeam.id)).toMatchObject(queue);
});

test.each<[string, object, object]>([
  [
    'intervals that overlap',
    hours({
      week: {
        ...week,
        tue: [
          { from: '09:00', until: '12:00' },
          { from: '11:00', until: '13:00' },
        ],
      },
    }),
    { code: 'overlapping_intervals', at: 'tue' },
  ],
  ['hours that never open', hours({ week }), { code: 'never_open' }],
  [
    'an interval over midnight',
    hours({ week: { ...week, fri: [{ from: '22:00', until: '06:00' }] } }),
    {
      code: 'reversed_interval',
      at: 'fri',
    },
  ],
  ['a time zone that is none', hours({ timeZone: 'Moon/Base' }), { code: 'unknown_time_zone' }],
  [
    'a holiday that is no date',
    hours({ holidays: ['2026-13-01'] }),
    { code: 'no_such_date', at: '2026-13-01' },
  ],
])('[RT12] refuses %s, and says what to do', async (_what, settings, problem) => {
  const reply = await update(settings);
  expect(reply.body['error']).toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/\.$/),
    details: { field: 'hours', problems: [problem] },
  });
});

describe('[RT7] an overflow team', () => {
  test('is another team of tier 1 of the inbox; else it is said what to do', async () => {
    const named = await update({ overflowTeamId: world.otherTeam.id, overflowSeconds: 60 });
    expect(named.body).toMatchObject({ settings: { overflowTeamId: world.otherTeam.id } });
    const refused = async (settings: object, teamId?: string) =>
      (await update(settings, teamId)).body['error'];
    const because = (problem: string) => ({
      code: 'invalid',
      message: expect.stringMatching(/\.$/),
      details: { field: 'overflowTeamId', problem },
    });
    expect(await refused({ overflowTeamId: world.team.id })).toMatchObject(because('own_team'));
    expect(await refused({ overflowTeamId: world.tier2.id })).toMatchObject(because('not_in_inbox'));
    expect(await refused({ overflowTeamId: missing })).toMatchObject(because('not_in_inbox'));
    expect(await refused({ overflowSeconds: 60 })).toMatchObject(because('no_team'));
    const ofCases = await refused({ overflowTeamId: world.team.id }, world.tier2.id);
    expect(ofCases).toMatchObject(because('cases_stay'));
  });

  test('can not leave the inbox while it is named', async () => {
    await update({ overflowTeamId: world.otherTeam.id });
    const {
      id: _id,
      key,
      ...fields
    } = itemOf(await admin.call('GET', '/api/admin/inboxes'), (inbox) => inbox['id'] === world.inbox.id);
    const leave = () =>
      admin.call('PATCH', `/api/admin/inboxes/${world.inbox.id}`, { ...fields, teamIds: [world.team.id] });
    expect((await leave()).body['error']).toMatchObject({
      code: 'refused',
      details: { reason: 'overflow_team', teamId: world.otherTeam.id },
    });
    await update({});
    expect((await leave()).body).toMatchObject({ key, teamIds: [world.team.id] });
    await admin.call('PATCH', `/api/admin/inboxes/${world.inbox.id}`, fields);
  });
});

test.each([
  ['a mode that is none', { mode: 'lottery' }],
  ['a T below nothing', { agingMinutes: -1 }],
  ['a queue for nobody', { longestQueue: 0 }],
  ['a wait of a second', { longestWaitSeconds: 1 }],
  ['a time that is none', hours({ week: { ...week, mon: [{ from: '9:00', until: '25:00' }] } })],
  ['a setting that nobody knows', { vip: true }],
])('refuses %s', async (_what, settings) => {
  expect(codeOf(await update(settings))).toBe('invalid');
});

test('knows no queue of a team that does not serve the inbox', async () => {
  expect(codeOf(await update({}, missing))).toBe('not_found');
  const { body } = await admin.call('POST', '/api/admin/teams', {
    key: unique('team'),
    name: { 'zh-CN': 'x', en: 'x' },
    tier: 1,
  });
  expect(codeOf(await update({}, String(body['id'])))).toBe('not_found');
});

test('[RT8] [RT12] who waits follows at once: taken by hand while manual, given out when auto and open', async () => {
  const closedToday = hours({
    week: {
      ...week,
      [['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][(new Date().getUTCDay() + 2) % 7] ?? 'mon']: [
        { from: '09:00', until: '10:00' },
      ],
    },
  });
  expect((await update({ mode: 'manual', ...closedToday })).body).toMatchObject({
    settings: { mode: 'manual' },
  });
  const agent = await world.agent();
  const profile = async () =>
    (await (await openVisitor(url)).call('GET', `/api/inboxes/${world.inbox.key}?language=en`)).body[
      'isServed'
    ];
  expect(await profile()).toBe(false);

  const visitor = await world.visitor();
  const { id, queue } = await world.start(visitor);
  expect(queue).toEqual({ mode: 'message', position: null });
  const held = agent.hears(
    'conversation:changed',
    ({ conversation }) => conversation.id === id && conversation.assignee?.id === agent.id,
  );
  await update({ mode: 'manual' });
  await update({ mode: 'auto', ...closedToday });
  const opened = await agent.get('conversation:open', { conversationId: id });
  expect(opened.conversation.status).toBe('queued');
  await update({ mode: 'auto' });
  expect((await held).conversation.status).toBe('assigned');
});

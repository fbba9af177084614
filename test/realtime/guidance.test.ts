import type { Entry } from '@haven/shared/entry';
import type { ManagedNotice, NoticeDraft } from '@haven/shared/service-notice';
import { playbookProgress } from '@haven/shared/playbooks/progress';
import type { PlaybookMark } from '@haven/shared/playbook';
import { demoPassword } from '@haven/server/seed/demo-people';
import { engineOfProject } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { type AgentClient, connectVisitor, newMessageId, postJson, signIn } from '../support/people.ts';
import { readAudit } from '../support/read-audit.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld, type World } from '../support/world.ts';

const both = (text: string) => ({ 'zh-CN': text, en: text });
const draft: NoticeDraft = {
  severity: 'degraded',
  network: 'eip155:1',
  appVersion: null,
  title: { 'zh-CN': '以太坊确认缓慢', en: 'Ethereum confirms slowly' },
  body: { 'zh-CN': '你的资产不受影响。', en: 'Your funds are not affected.' },
  link: null,
  startsAt: null,
  endsAt: null,
};
const step = (name: string, state: 'done' | 'undone' | 'not_needed' = 'done'): PlaybookMark => ({
  kind: 'step',
  playbook: 'pending',
  step: name,
  state,
});

/** One server for both: a notice is told to everybody on it. */
describe('what guides through a problem', () => {
  let server: ServerProcess;
  let world: World;
  beforeAll(async () => {
    server = await startServer({ engine: engineOfProject() });
    world = await createWorld(server.url);
  }, 180_000);
  afterAll(async () => {
    world?.close();
    await server?.stop();
  }, 180_000);

  const mark = (
    agent: Pick<AgentClient, 'ask'>,
    conversationId: string,
    what: PlaybookMark,
    id = newMessageId(),
  ) => agent.ask('playbook:mark', { conversationId, clientMessageId: id, mark: what });
  const progressOf = (entries: readonly Entry[]) => playbookProgress(entries).get('pending');
  const post = async <T>(path: string, body: unknown, cookie = world.admin) => {
    const reply = await postJson(server.url, `/api/agent/service-notices${path}`, body, { cookie });
    return { status: reply.status, body: (await reply.json()) as T & { error?: { code: string } } };
  };
  const list = async (path: string, cookie: string) => {
    const reply = await fetch(`${server.url}${path}`, { headers: { cookie } });
    return ((await reply.json()) as { items: ManagedNotice[] }).items;
  };
  const lin = () => world.agent({ name: 'Lin' });

  it('[GUIDE1] keeps a playbook’s progress in the record: once per id, over a transfer, for a specialist, and not for the visitor', async () => {
    const [first, visitor] = [await lin(), await world.visitor()];
    const { id, epoch } = await world.assigned(visitor, first);
    const again = newMessageId();
    const acks = [await mark(first, id, step('hash'), again), await mark(first, id, step('hash'), again)];
    expect(acks[0]).toMatchObject({ ok: true });
    expect(acks[1]).toEqual(acks[0]);
    // The same id with another mark says something else (MSG4).
    expect(await mark(first, id, step('diagnosed'), again)).toMatchObject({ error: { code: 'conflict' } });
    expect(await mark(first, id, step('no_such_step'))).toMatchObject({ error: { code: 'invalid' } });
    expect(await mark(first, id, { kind: 'end', playbook: 'pending', end: 'contained' })).toMatchObject({
      error: { code: 'invalid' },
    });
    await mark(first, id, step('explained', 'not_needed'));
    await mark(first, id, step('diagnosed'));
    await mark(first, id, step('diagnosed', 'undone'));

    const second = await lin();
    await first.get('conversation:transfer', {
      conversationId: id,
      epoch,
      to: { kind: 'agent', id: second.id },
      note: '',
    });
    // It is nothing of the first one's any more; the second one sees it all and goes on.
    expect(await mark(first, id, step('final'))).toMatchObject({ ok: false, error: { code: 'refused' } });
    const seen = await second.get('playbook:list', { conversationId: id });
    expect(seen.entries).toHaveLength(4);
    expect(progressOf(seen.entries)).toMatchObject({
      steps: { hash: 'done', explained: 'not_needed' },
      end: null,
    });
    await second.get('playbook:mark', {
      conversationId: id,
      clientMessageId: newMessageId(),
      mark: { kind: 'end', playbook: 'pending', end: 'waiting' },
    });

    const specialist = await world.agent({ role: 'specialist', teamIds: [world.tier2.id], name: 'Wei' });
    const taken = await second.get('conversation:open', { conversationId: id });
    await second.get('conversation:escalate', {
      conversationId: id,
      epoch: taken.conversation.epoch,
      teamId: world.tier2.id,
      severity: 'S2',
      summary: 'Stuck',
    });
    await eventually(async () => {
      const marks = await specialist.get('playbook:list', { conversationId: id });
      expect(progressOf(marks.entries)?.end).toBe('waiting');
    });
    const { entries } = await visitor.get('entry:list', { conversationId: id });
    expect(entries.map(({ body }) => body.kind).filter((kind) => kind.startsWith('playbook'))).toEqual([]);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_entry, index) => index + 1));

    const stranger = await world.agent({ teamIds: [world.otherTeam.id] });
    expect(await stranger.ask('playbook:list', { conversationId: id })).toMatchObject({
      error: { code: 'not_found' },
    });
    expect(await mark(stranger, id, step('hash'))).toMatchObject({ error: { code: 'not_found' } });
  }, 180_000);

  it('[GUIDE2] brings its twelve articles once, and leaves alone what an operator made of them', async () => {
    const admin = async (method: string, path: string, body?: object) => {
      const headers = { 'content-type': 'application/json', origin: server.url, cookie: world.admin };
      const reply = await fetch(`${server.url}/api/admin/faq${path}`, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      return (await reply.json()) as {
        added?: number;
        items?: { id: string; title: object; body: object }[];
      };
    };
    const { items: [first, second] = [] } = await admin('GET', '');
    const mine = { title: both('Mine'), body: both('My words'), isPublished: false };
    await admin('PATCH', `/${first?.id}`, mine);
    await admin('DELETE', `/${second?.id}`);
    // The demo has them all; the one that was deleted comes back, at the end, when they are asked for again.
    expect(await admin('POST', '/starters')).toEqual({ added: 1 });
    expect(await admin('POST', '/starters')).toEqual({ added: 0 });
    const { items = [] } = await admin('GET', '');
    expect(items).toHaveLength(12);
    expect(items[0]).toMatchObject(mine);
    expect(items.at(-1)).toMatchObject({ title: second?.title, body: second?.body });
  });

  it('[GUIDE3] a service notice is told to everybody as it begins, changes and ends, by who may', async () => {
    const [visitor, agent] = [await world.visitor(), await world.agent()];
    const supervisor = await world.agent({ role: 'supervisor', away: true });
    expect((await post('', draft, agent.cookie)).status).toBe(403);
    // SAFE5: visitors will read it, so it is guarded as whatever support says.
    const asking = { ...draft, body: both('Please send us your recovery phrase to be safe.') };
    expect((await post('', asking, supervisor.cookie)).body.error?.code).toBe('refused');
    const linking = { ...draft, link: 'https://not-listed.example/status' };
    expect((await post('', linking, supervisor.cookie)).body.error?.code).toBe('refused');
    const early = { ...draft, endsAt: '2020-01-01T00:00:00Z' };
    expect((await post('', early, supervisor.cookie)).body.error?.code).toBe('invalid');

    const { body: notice } = await post<ManagedNotice>('', draft, supervisor.cookie);
    expect(notice).toMatchObject({ phase: 'active', followers: 0, told: 0 });
    const said = await visitor.hears('service-notices:changed', ({ notices }) =>
      notices.some(({ id }) => id === notice.id),
    );
    expect(said.notices.find(({ id }) => id === notice.id)).toMatchObject({ title: draft.title });
    await agent.hears('service-notices:changed');
    const open = await fetch(`${server.url}/api/inboxes/${world.inbox.key}/service-notices`);
    expect(await open.json()).toMatchObject({ notices: [{ id: notice.id }] });
    // An agent sees it with the number of conversations it may concern: one about a transfer, of an unknown network.
    await visitor.get('conversation:start', {
      clientMessageId: newMessageId(),
      issueType: 'transaction.pending',
      description: 'Stuck',
      language: 'en',
      context: {},
      linkedTo: null,
    });
    const counted = await list('/api/agent/service-notices', agent.cookie);
    expect(counted).toMatchObject([{ id: notice.id, conversations: 1 }]);

    const edited = { ...draft, severity: 'outage' };
    const patch = await fetch(`${server.url}/api/agent/service-notices/${notice.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', origin: server.url, cookie: supervisor.cookie },
      body: JSON.stringify(edited),
    });
    expect(patch.status).toBe(200);
    await visitor.hears('service-notices:changed', ({ notices }) => notices[0]?.severity === 'outage');

    const ended = await post<ManagedNotice>(`/${notice.id}/end`, { ending: both('') }, supervisor.cookie);
    expect(ended.body.phase).toBe('ended');
    await visitor.hears('service-notices:changed', ({ notices }) => notices.length === 0);
    expect((await post(`/${notice.id}/end`, { ending: both('') }, supervisor.cookie)).body.error?.code).toBe(
      'conflict',
    );
  }, 180_000);

  it('[GUIDE3] begins and ends by itself, in its time', async () => {
    const visitor = await world.visitor();
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    const times = { startsAt: at(1_500), endsAt: at(5_000) };
    const { body: notice } = await post<ManagedNotice>('', { ...draft, ...times });
    expect(notice.phase).toBe('scheduled');
    const isTold = ({ notices }: { notices: { id: string }[] }) => notices.some(({ id }) => id === notice.id);
    expect(isTold(await visitor.get('service-notice:list', {}))).toBe(false);
    await visitor.hears('service-notices:changed', isTold);
    await eventually(async () => expect(isTold(await visitor.get('service-notice:list', {}))).toBe(false));
    const [managed] = await list('/api/agent/service-notices/all', world.admin);
    expect(managed).toMatchObject({ id: notice.id, phase: 'ended', endedAt: times.endsAt });
  }, 60_000);

  it('[GUIDE4] tells each conversation that asked of the end, once, over a kill in between, and nobody else', async () => {
    const many = 40;
    const { body: notice } = await post<ManagedNotice>('', draft);
    const visitors = await Promise.all(Array.from({ length: many }, () => world.visitor()));
    const ids = await Promise.all(visitors.map(async (visitor) => (await world.start(visitor)).id));
    const other = await world.visitor();
    const { id: otherId } = await world.start(other);
    const follow = async (index: number, conversationId = ids[index] ?? '') =>
      visitors[index]?.ask('service-notice:follow', { conversationId, noticeId: notice.id });
    await Promise.all(visitors.map((_visitor, index) => follow(index)));
    expect(await follow(0)).toEqual({ ok: true, value: {} });
    expect(await follow(0, otherId)).toMatchObject({ error: { code: 'not_found' } });
    expect(await visitors[0]?.get('service-notice:list', {})).toMatchObject({ followedIds: [notice.id] });
    expect(await other.get('service-notice:list', {})).toMatchObject({ followedIds: [] });

    const tokens = [...visitors, other].map(({ token }) => token);
    const ending = { 'zh-CN': '转账已恢复。', en: 'Transfers confirm again.' };
    await post(`/${notice.id}/end`, { ending });
    await killAtFirst(visitors);
    await server.restart();
    const admin = await signIn(server.url, 'jonas@demo.haven.example', demoPassword);
    await eventually(async () => {
      const all = await list('/api/agent/service-notices/all', admin);
      expect(all.find(({ id }) => id === notice.id)).toMatchObject({ followers: many, told: many });
    });

    const told = await Promise.all(
      tokens.map(async (token, index) => {
        const back = await connectVisitor(server.url, token);
        const { entries } = await back.get('entry:list', { conversationId: ids[index] ?? otherId });
        back.close();
        return entries.flatMap(({ body }) =>
          body.kind === 'message' && body.automatic === true && body.text.includes('service notice')
            ? [body.text]
            : [],
        );
      }),
    );
    const text =
      'The service notice “Ethereum confirms slowly”, which you follow, is over. If something is still wrong, ' +
      'just answer here.\n\nTransfers confirm again.';
    expect(told).toEqual([...ids.map(() => [text]), []]);

    // The last look: an embedded database is read when its server has stopped.
    const rows = (await readAudit(server)).filter(({ action }) => action.startsWith('service_notice'));
    expect(rows.filter(({ object_id }) => object_id === notice.id).map(({ action }) => action)).toEqual([
      'service_notice.created',
      'service_notice.ended',
    ]);
    expect(rows.map(({ action }) => action)).toContain('service_notice.changed');
  }, 240_000);

  /** Kills the server as soon as the first of them is told. */
  async function killAtFirst(visitors: readonly { heard: readonly { name: string; payload: unknown }[] }[]) {
    const isTold = () =>
      visitors.some(({ heard }) =>
        heard.some(
          ({ name, payload }) => name === 'entry:new' && JSON.stringify(payload).includes('is over'),
        ),
      );
    await eventually(() => {
      if (!isTold()) throw new Error('nobody was told');
    });
    await server.kill('SIGKILL');
  }
});

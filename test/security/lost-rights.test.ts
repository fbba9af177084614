import { setTimeout as sleep } from 'node:timers/promises';
import { socketPath } from '@haven/shared/realtime/handshake';
import { protocolVersion } from '@haven/shared/version';
import { io } from 'socket.io-client';
import { messageTo, postJson, signIn } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, testPassword, type World } from '../support/world.ts';

describe('whoever loses a right', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
  });
  afterAll(() => world?.close());

  it('hears nothing more, even if they delay their own end by not fetching it', async () => {
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const cookie = await signIn(world.url, agent.email, testPassword);
    const slow = await openPolling(world.url, cookie);
    await fetch(`${world.url}/api/agent/session`, {
      method: 'DELETE',
      headers: { cookie, origin: world.url },
    });
    for (let sent = 0; sent < 3; sent += 1) await visitor.get('entry:send', messageTo(id, `after ${sent}`));
    await sleep(50);
    const packets = await slow.fetchPackets();
    expect(packets).toContain('session:revoked');
    expect(packets).not.toMatch(/after \d|conversation:changed/);
  });

  it('a former holder who left the team hears nothing more once the conversation is back in its queue', async () => {
    const agent = await world.agent({ capacity: 1 });
    const visitor = await world.visitor();
    const { id, epoch } = await world.assigned(visitor, agent);
    await agent.get('conversation:open', { conversationId: id });
    await agent.get('conversation:resolve', { conversationId: id, epoch, cause: 'done' });
    const fields = {
      role: 'agent',
      teamIds: [world.otherTeam.id],
      languages: ['en'],
      capacity: 1,
      name: agent.name,
    };
    const moved = await fetch(`${world.url}/api/admin/agents/${agent.id}`, {
      method: 'PATCH',
      headers: { cookie: world.admin, origin: world.url, 'content-type': 'application/json' },
      body: JSON.stringify({ ...fields, isDisabled: false }),
    });
    expect(moved.status).toBe(200);
    await visitor.get('conversation:reopen', { conversationId: id });
    await agent.hears('conversation:removed', (notice) => notice.conversationId === id);
    const heard = agent.heard.length;
    await visitor.get('entry:send', messageTo(id, 'for another team'));
    await sleep(100);
    expect(agent.heard.slice(heard)).toEqual([]);
  });

  it('[LIVE8] a team that a waiting conversation leaves drops it, also who never opened it', async () => {
    const quiet = await createWorld(world.url);
    const colleague = await quiet.agent({ away: true });
    const supervisor = await quiet.agent({ role: 'supervisor', away: true });
    const visitor = await quiet.visitor();
    const { id } = await quiet.start(visitor);
    await colleague.hears('conversation:changed', ({ conversation }) => conversation.id === id);
    const { conversation } = await supervisor.get('conversation:open', { conversationId: id });
    const to = { kind: 'team' as const, id: quiet.otherTeam.id };
    const handover = { conversationId: id, epoch: conversation.epoch, to, note: '' };
    await supervisor.get('conversation:transfer', handover);
    await colleague.hears('conversation:removed', (notice) => notice.conversationId === id);
    quiet.close();
  });

  it('nobody stays in the namespace where nothing is proved', async () => {
    const socket = io(world.url, { path: socketPath, forceNew: true, reconnection: false });
    const outcome = await new Promise((resolve) => {
      socket.on('connect', () => resolve('connected'));
      socket.on('connect_error', ({ message }) => resolve(message));
    });
    socket.close();
    expect(outcome).toBe('unauthenticated');
  });

  it('a visitor is blocked also when they have left already, and opens nothing in the same moment', async () => {
    const agent = await world.agent({ capacity: 20 });
    for (let round = 0; round < 3; round += 1) {
      const visitor = await world.visitor();
      const { id } = await world.assigned(visitor, agent);
      await visitor.get('conversation:cancel', { conversationId: id });
      const [blocked] = await Promise.all([
        agent.ask('visitor:block', { conversationId: id, reason: 'insults and leaves' }),
        world.start(visitor).catch(() => null),
      ]);
      expect(blocked).toMatchObject({ ok: true, value: { conversation: { visitor: { isBlocked: true } } } });
      const upload = await fetch(`${world.url}/api/visitor/attachments`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${visitor.token}`,
          'content-type': 'multipart/form-data; boundary=x',
        },
        body: '--x--',
      });
      expect(upload.status).toBe(401);
    }
    const { conversations } = await agent.get('conversation:list', { view: 'team', cursor: null });
    expect(conversations.filter(({ visitor }) => visitor.isBlocked)).toEqual([]);
  });

  it('a sign-in that overlaps a new password ends with it', async () => {
    const agent = await world.agent({ away: true });
    const next = 'another long enough password';
    const sessions = await Promise.all([
      ...Array.from({ length: 4 }, () =>
        postJson(world.url, '/api/agent/session', { email: agent.email, password: testPassword }),
      ),
      postJson(world.url, '/api/agent/password', { current: testPassword, next }, { cookie: agent.cookie }),
    ]);
    for (const reply of sessions.slice(0, 4)) {
      const cookie = reply.headers.get('set-cookie')?.split(';')[0];
      if (cookie === undefined) continue;
      const me = await fetch(`${world.url}/api/agent/session`, { headers: { cookie } });
      expect(me.status).toBe(401);
    }
  });
});

/** An agent's client that opens by long-polling, and then fetches only when it is told to. */
async function openPolling(url: string, cookie: string) {
  const path = `${url}/socket/?EIO=4&transport=polling`;
  const get = async (query = '') => (await fetch(path + query, { headers: { cookie } })).text();
  const { sid } = JSON.parse((await get()).slice(1)) as { sid: string };
  const packet = `40/agent,${JSON.stringify({ protocol: protocolVersion })}`;
  await fetch(`${path}&sid=${sid}`, { method: 'POST', headers: { cookie }, body: packet });
  expect(await get(`&sid=${sid}`)).toContain('40/agent,');
  return { fetchPackets: () => get(`&sid=${sid}`) };
}

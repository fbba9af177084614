import { eventually } from '../support/eventually.ts';
import { type AgentClient, connectAgent, messageTo, signIn, signOut } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, testPassword, type World } from '../support/world.ts';

let url: string;
let world: World;
beforeAll(async () => {
  ({ url } = await useSharedServer());
});
beforeEach(async () => {
  world = await createWorld(url);
}, 180_000);
afterEach(() => world.close());

/** Whoever oversees all. */
async function overseer(): Promise<AgentClient> {
  return world.agent({ role: 'admin', away: true });
}

/** Whoever has nothing left may be signed out before the answer is on its way. */
async function orSignedOut(asked: Promise<unknown>): Promise<void> {
  await asked.catch((error: unknown) => expect(String(error)).toContain('disconnected'));
}

async function see(by: AgentClient, conversationId: string) {
  const { conversation, entries } = await by.get('conversation:open', { conversationId });
  return { ...conversation, bodies: entries.map(({ body }) => body) };
}

describe('[RT10] an agent who finishes', () => {
  it('gets no new chats, and is signed out when the last one is resolved', async () => {
    const agent = await world.agent();
    const { id, epoch } = await world.assigned(await world.visitor(), agent);
    const { me } = await agent.get('shift:finish', {});
    expect(me).toMatchObject({ isFinishing: true, availability: 'online' });

    const late = await world.visitor();
    const waiting = await world.start(late);
    expect(waiting.status).toBe('queued');
    await agent.get('entry:send', messageTo(id, 'One more thing.'));
    await orSignedOut(agent.get('conversation:resolve', { conversationId: id, epoch, cause: 'x' }));
    await agent.hears('session:revoked', ({ reason }) => reason === 'signed_out');
    await eventually(() => expect(agent.socket.connected).toBe(false));
    expect((await late.get('conversation:resume', { have: {} })).conversations).toMatchObject([
      { conversation: { status: 'queued' } },
    ]);

    const next = await connectAgent(url, await signIn(url, agent.email, testPassword));
    const back = await next.get('conversation:resume', { have: {} });
    expect(back.me.isFinishing).toBeUndefined();
    await late.hears('conversation:changed', ({ conversation }) => conversation.status === 'assigned');
    next.close();
  });

  it('stays after all when they choose an availability', async () => {
    const agent = await world.agent();
    await world.assigned(await world.visitor(), agent);
    await agent.get('shift:finish', {});
    const { me } = await agent.get('availability:set', { availability: 'online' });
    expect(me.isFinishing).toBeUndefined();
    await world.assigned(await world.visitor(), agent);
  });

  it('with no chat is signed out at once, on every device', async () => {
    const agent = await world.agent();
    const other = await connectAgent(url, await signIn(url, agent.email, testPassword));
    await orSignedOut(agent.get('shift:finish', {}));
    for (const one of [agent, other])
      await one.hears('session:revoked', ({ reason }) => reason === 'signed_out');
    other.close();
  });
});

describe('[RT10] an agent who hands over', () => {
  it('leaves what waits to its queue, with a note for staff alone; the rest follows when the visitor writes', async () => {
    const [agent, admin] = [await world.agent(), await overseer()];
    const [first, second] = [await world.visitor(), await world.visitor()];
    const [waiting, answered] = [await world.assigned(first, agent), await world.assigned(second, agent)];
    await agent.get('entry:send', messageTo(answered.id, 'A moment.'));

    await agent.get('shift:hand-over', { note: 'Asked for the address.' });
    const handed = await see(admin, waiting.id);
    expect(handed.status).toBe('queued');
    expect(handed.bodies.slice(-2)).toEqual([
      { kind: 'requeued', reason: 'released', because: 'signed_out' },
      { kind: 'note', text: 'Asked for the address.' },
    ]);
    const page = await first.get('entry:list', { conversationId: waiting.id, after: 0 });
    expect(page.entries.map(({ seq }) => seq)).toEqual(page.entries.map((_, at) => at + 1));
    expect(page.entries.at(-1)?.body).toEqual({ kind: 'requeued', reason: 'released' });
    expect(await see(admin, answered.id)).toMatchObject({ status: 'assigned', assignee: { id: agent.id } });

    // They hold a chat that is answered, so it is for them to sign out.
    await signOut(url, agent);
    await second.get('entry:send', messageTo(answered.id, 'Are you there?'));
    await second.hears('conversation:changed', ({ conversation }) => conversation.status === 'queued');
  });

  it('does so too by signing out of the last session, and not of another', async () => {
    const [agent, admin] = [await world.agent(), await overseer()];
    const other = await connectAgent(url, await signIn(url, agent.email, testPassword));
    const { id } = await world.assigned(await world.visitor(), agent);
    await signOut(url, other);
    await other.hears('session:revoked');
    expect((await see(admin, id)).assignee?.id).toBe(agent.id);
    await signOut(url, agent);
    expect(await see(admin, id)).toMatchObject({ status: 'queued', assignee: null });
    other.close();
  });
});

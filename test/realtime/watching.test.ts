import type { AgentNotices } from '@haven/shared/realtime/agent-events';
import type { NoticeOf } from '@haven/shared/realtime/define';
import { engineOfProject } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { type AgentClient, messageTo, newMessageId, type VisitorClient } from '../support/people.ts';
import { readAudit } from '../support/read-audit.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld, type World } from '../support/world.ts';

describe('[RT16] a supervisor who watches', () => {
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

  /** Everything that reaches a visitor's device from now on: notices, acks and whatever else, as it is on the wire. */
  function tap({ socket }: VisitorClient): () => string {
    const packets: string[] = [];
    socket.io.engine.on('packet', ({ data }: { data?: unknown }) => packets.push(String(data)));
    return () => packets.join('\n');
  }

  /** What somebody was told of who watches a conversation, in order. */
  const toldOf = (agent: AgentClient, id: string) =>
    agent.heard
      .filter(({ name }) => name === 'watch:changed')
      .map(({ payload }) => payload as NoticeOf<AgentNotices, 'watch:changed'>)
      .filter(({ conversationId }) => conversationId === id);
  const isWatched = (agent: AgentClient, id: string) => toldOf(agent, id).at(-1)?.isWatching ?? false;
  /** What has to be in the records in the end: who watched whose conversation, each time it began. */
  const expected: [watcher: string, conversationId: string, assignee: string][] = [];

  test('is seen by the agent and kept, live and without joining, and the visitor’s bytes know nothing of it', async () => {
    const lin = await world.agent({ name: 'Lin' });
    const ana = await world.agent({ role: 'supervisor', name: 'Ana Watchful', away: true });
    const visitor = await world.visitor();
    const { id, epoch } = await world.assigned(visitor, lin);
    await lin.get('conversation:open', { conversationId: id });
    const bytes = tap(visitor);

    const begun = lin.hears('watch:changed', () => true);
    const opened = await ana.get('conversation:open', { conversationId: id });
    expect(opened.conversation).toMatchObject({ assignee: { id: lin.id }, epoch });
    expect(await begun).toEqual({
      conversationId: id,
      by: { id: ana.id, name: 'Ana Watchful' },
      isWatching: true,
    });
    expected.push([ana.id, id, lin.id]);

    const live = ana.hears('entry:new', ({ entry }) => entry.author.kind === 'visitor');
    await visitor.get('entry:send', messageTo(id, 'My transfer is stuck.'));
    expect((await live).entry.body).toMatchObject({ text: 'My transfer is stuck.' });

    const heard = lin.hears('entry:new', ({ entry }) => entry.body.kind === 'note');
    const whisper = {
      conversationId: id,
      clientMessageId: newMessageId(),
      text: 'Ask for the hash.',
      to: lin.id,
    };
    const sent = await ana.get('entry:note', whisper);
    expect((await heard).entry).toMatchObject({
      author: { kind: 'agent', id: ana.id },
      body: { kind: 'note', text: 'Ask for the hash.', to: { id: lin.id, name: 'Lin' } },
    });
    // MSG4: a resend is the first one again; to somebody else it is another.
    expect(await ana.get('entry:note', whisper)).toEqual(sent);
    expect(await ana.ask('entry:note', { ...whisper, to: ana.id })).toMatchObject({ ok: false });

    // Until it is said again, as to a console that has just begun.
    await eventually(() => expect(toldOf(lin, id).length).toBeGreaterThan(1));
    await ana.get('conversation:leave', { conversationId: id });
    await eventually(() => expect(isWatched(lin, id)).toBe(false));

    await lin.get('entry:send', messageTo(id, 'Can you send me the hash?'));
    await visitor.get('entry:list', { conversationId: id, after: 0 });
    await visitor.get('conversation:resume', { have: {} });
    await eventually(() => expect(bytes()).toContain('Can you send me the hash?'));
    for (const secret of ['Ask for the hash.', 'Ana Watchful', ana.id, 'watch', '"note"'])
      expect(bytes()).not.toContain(secret);
    await lin.get('availability:set', { availability: 'away' });
  }, 120_000);

  test('watches again after a cut, and what waited when it was opened from the moment that it is somebody’s', async () => {
    const ana = await world.agent({ role: 'supervisor', name: 'Ana', away: true });
    const visitor = await world.visitor();
    const waiting = await world.start(visitor);
    await ana.get('conversation:open', { conversationId: waiting.id });
    const maya = await world.agent({ name: 'Maya' });
    await maya.hears('conversation:changed', ({ conversation }) => conversation.assignee?.id === maya.id);
    await maya.get('conversation:open', { conversationId: waiting.id });
    await eventually(() => expect(isWatched(maya, waiting.id)).toBe(true));
    ana.socket.disconnect();
    await eventually(() => expect(isWatched(maya, waiting.id)).toBe(false));
    ana.socket.connect();
    await eventually(() => expect(ana.socket.connected).toBe(true));
    await ana.get('conversation:resume', { have: { [waiting.id]: 0 } });
    await eventually(() => expect(isWatched(maya, waiting.id)).toBe(true));
    expected.push([ana.id, waiting.id, maya.id], [ana.id, waiting.id, maya.id]);
    await maya.get('availability:set', { availability: 'away' });
  }, 120_000);

  test('is none who holds the chat, and no colleague without the right, who can not whisper either', async () => {
    const lin = await world.agent({ name: 'Lin' });
    const colleague = await world.agent({ name: 'Colleague', away: true });
    const ana = await world.agent({ role: 'supervisor', name: 'Ana', away: true });
    const { id, epoch } = await world.assigned(await world.visitor(), lin);
    await colleague.get('conversation:open', { conversationId: id });
    await lin.get('conversation:open', { conversationId: id });
    const whisper = () => ({ conversationId: id, clientMessageId: newMessageId(), text: 'Psst.' });
    for (const [who, to] of [
      [colleague, lin.id],
      [lin, lin.id],
      [ana, ana.id],
    ] as const)
      expect(await who.ask('entry:note', { ...whisper(), to })).toMatchObject({
        ok: false,
        error: { code: 'refused' },
      });
    expect(await ana.ask('entry:note', { ...whisper(), to: colleague.id })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });

    // Whoever takes it over holds it, and watches no longer.
    await ana.get('conversation:open', { conversationId: id });
    await eventually(() => expect(isWatched(lin, id)).toBe(true));
    expected.push([ana.id, id, lin.id]);
    const to = { kind: 'agent' as const, id: ana.id };
    await ana.get('conversation:transfer', { conversationId: id, epoch, to, note: '' });
    await ana.get('entry:send', messageTo(id, 'I took over.'));
    await lin.get('conversation:open', { conversationId: id });
    await eventually(() => expect(isWatched(lin, id)).toBe(false));
  }, 120_000);

  test('is kept each time that it begins, and never else', async () => {
    const rows = (await readAudit(server)).filter(({ action }) => action === 'conversation.watched');
    const kept = rows.map(({ actor_id, object_id, details }) => [actor_id, object_id, details.assignee]);
    expect(kept).toEqual(expected);
  }, 120_000);
});

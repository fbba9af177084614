import type { Socket as TcpSocket } from 'node:net';
import { socketPath } from '@haven/shared/realtime/handshake';
import { protocolVersion } from '@haven/shared/version';
import { engineOfProject } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { type AgentClient, connectVisitor, messageTo, type VisitorClient } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld, type World } from '../support/world.ts';

/** The longest message: 12 KB of Chinese. */
const longText = '钱'.repeat(4_000);
/** What the kernel takes for a reader that hangs, and what the server keeps for them, are less than this many. */
const mostSent = 4_000;

describe('a reader that stops reading', () => {
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

  const cuts = () => server.output().split('A slow reader was cut').length - 1;

  /** Tells a conversation's readers something until one more of them was cut; answers how many times. */
  async function tellUntilCut(agent: AgentClient, id: string, text: string): Promise<number> {
    const before = cuts();
    for (let sent = 0; sent < mostSent; ) {
      const texts = Array.from({ length: 8 }, () => text);
      await Promise.all(texts.map((each) => agent.get('entry:send', messageTo(id, each))));
      sent += texts.length;
      if (cuts() > before) return sent;
    }
    throw new Error(`nobody was cut after ${mostSent} messages`);
  }

  /** Everything that a visitor's log holds, in its order, pulled as a client does after a reconnect. */
  async function resumedSeqs(visitor: VisitorClient, id: string, have: number): Promise<number[]> {
    const seqs: number[] = [];
    const first = await visitor.get('conversation:resume', { have: { [id]: have } });
    const page = first.conversations[0];
    if (page === undefined) throw new Error('the conversation was not resumed');
    seqs.push(...page.entries.map(({ seq }) => seq));
    while ((seqs.at(-1) ?? have) < page.headSeq) {
      const { entries } = await visitor.get('entry:list', { conversationId: id, after: seqs.at(-1) ?? have });
      seqs.push(...entries.map(({ seq }) => seq));
    }
    return seqs;
  }

  it('[LIVE7] [LIVE2] over WebSocket is cut, while others are served, and resumes with nothing missing', async () => {
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    await visitor.get('entry:send', messageTo(id, 'before'));
    const other = await connectVisitor(world.url, visitor.token);
    const { entry: last } = await visitor.hears(
      'entry:new',
      ({ entry }) => entry.body.kind === 'message' && entry.body.text === 'before',
    );

    const tcp = tcpOf(visitor);
    tcp.pause();
    await tellUntilCut(agent, id, longText);
    const after = await agent.get('entry:send', messageTo(id, 'after the cut'));
    await other.hears('entry:new', ({ entry }) => entry.id === after.id);

    const closed = new Promise((resolve) => visitor.socket.once('disconnect', resolve));
    tcp.resume();
    await closed;
    const back = await connectVisitor(world.url, visitor.token);
    const seqs = await resumedSeqs(back, id, last.seq);
    const { entries } = await other.get('entry:list', { conversationId: id, before: 2 ** 31 - 1, limit: 1 });
    expect(seqs).toEqual(
      Array.from({ length: (entries[0]?.seq ?? 0) - last.seq }, (_, at) => last.seq + 1 + at),
    );
    other.close();
    back.close();
    await agent.get('availability:set', { availability: 'away' });
  }, 180_000);

  it('[LIVE7] [LIVE5] by long-polling that stops polling is cut, and its next poll says so', async () => {
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const poll = await openPolling(world.url, visitor.token);
    await tellUntilCut(agent, id, 'short');
    await eventually(async () => expect((await fetch(poll)).status).toBe(400));
    await agent.get('availability:set', { availability: 'away' });
  }, 180_000);
});

function tcpOf(visitor: VisitorClient): TcpSocket {
  const { ws } = visitor.socket.io.engine.transport as unknown as { ws: { _socket: TcpSocket } };
  return ws._socket;
}

/** Enters the visitors' namespace by hand and polls no more; answers the address of the next poll. */
async function openPolling(url: string, token: string): Promise<string> {
  const engine = `${url}${socketPath}/?EIO=4&transport=polling`;
  const opened = await (await fetch(engine)).text();
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
  const poll = `${engine}&sid=${sid}`;
  const auth = JSON.stringify({ protocol: protocolVersion, token });
  await fetch(poll, { method: 'POST', body: `40/visitor,${auth}` });
  expect(await (await fetch(poll)).text()).toContain('40/visitor,{"sid"');
  return poll;
}

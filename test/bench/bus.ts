import { visitorNamespace } from '@haven/shared/realtime/handshake';
import { openPushCounter } from './count-pushes.ts';
import { loadedNodes, startNodes } from './nodes.ts';
import { type Outcome, type Size, verdict } from './outcome.ts';
import { readPostgresUse } from './postgres-use.ts';
import { openRawSocket } from './raw-socket.ts';
import { type Loaded, runLoad } from './run-load.ts';
import { rounded } from './statistics.ts';
import { openConversations } from './subject.ts';

/** One conversation of the second server's own for so many of the first's: it has somebody to hear, but not of these. */
const ofFirstPerOwn = 10;

/**
 * What a server hears from Redis while others talk on another server: nothing where it holds no member of their
 * conversations, and beside it what it hears where all their agents are on it.
 */
export async function bus(size: Size): Promise<Outcome> {
  const counter = await openPushCounter();
  const { servers, stop } = await startNodes(2, counter.urlOf);
  const [first, second] = servers;
  if (second === undefined) throw new Error('Two servers were asked for.');
  const databaseUrl = first.env['DATABASE_URL'] ?? '';

  /** Pushes and entries of all rounds. */
  async function pushesDuring(loaded: Loaded): Promise<{ pushes: number; entries: number }> {
    const [pushes, { entries }] = [counter.pushes(), await readPostgresUse(databaseUrl)];
    for (let round = 0; round < size.rounds; round += 1) {
      await runLoad(loaded, { measureMs: size.seconds * 1_000, seed: size.seed + round });
    }
    const after = await readPostgresUse(databaseUrl);
    return { pushes: counter.pushes() - pushes, entries: after.entries - entries };
  }

  try {
    const sockets = await openConversations(first, size.conversations);
    const own = await openConversations(second, Math.ceil(size.conversations / ofFirstPerOwn));
    const held = await Promise.all(own.map((socket) => openRawSocket(second.url, socket)));
    // First: a server goes on hearing for a while after its last member left.
    const apart = await pushesDuring(loadedNodes(servers, sockets));
    const shared = await pushesDuring(
      loadedNodes(servers, sockets, ({ namespace }) => (namespace === visitorNamespace ? first : second)),
    );
    for (const socket of held) socket.close();
    if (shared.pushes === 0)
      throw new Error('Nothing was counted where messages must come: the counter is wrong.');
    const perEntry = rounded(shared.pushes / shared.entries, 3);
    return {
      rows: [
        {
          figure: `bus messages to a server without a member, ${apart.entries} entries, beats aside`,
          haven: String(apart.pushes),
          baseline: '0',
          target: `0: ${verdict(apart.pushes === 0)}`,
        },
        {
          figure: 'bus messages/entry to the server of their agents',
          haven: String(perEntry),
          baseline: '',
          target: 'told',
        },
      ],
      json: { received: apart.pushes, entries: apart.entries, withMembersPerEntry: perEntry },
    };
  } finally {
    await stop();
    await counter.close();
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { hashToken } from '@haven/server/tokens';
import { agentNamespace, visitorNamespace } from '@haven/shared/realtime/handshake';
import { protocolVersion } from '@haven/shared/version';
import { createRandomness } from '../faults/randomness.ts';
import { newMessageId, newVisitorToken } from '../support/people.ts';
import { startServer } from '../support/server-process.ts';
import { createWorld } from '../support/world.ts';
import { startBaseline } from './baseline.ts';
import type { LoadSocket } from './load-plan.ts';
import { patientEnv } from './nodes.ts';
import { type Outcome, type Size, verdict } from './outcome.ts';
import { queryRows } from './postgres-use.ts';
import { openRawSocket, type RawSocket } from './raw-socket.ts';
import { median, percentile, rounded } from './statistics.ts';

/** 300 a minute: as many conversations end as begin. */
const ratePerSecond = 5;
/** Chats that wait for each agent who is freed: there is always one. */
const backlog = 10;
/** Before it counts. */
const warmUpSeconds = 1;
const targets = { p99Ms: 50 };
/** What takes longer never comes. */
const lateMs = 15_000;
const atOnce = 10;

/** Somebody who ends what they have, and is told of the next: resolves with the milliseconds between. */
type Screen = { next(): Promise<number> };
type Stage = {
  name: string;
  step(screen: Screen): Promise<number>;
  screens: Screen[];
  close(): Promise<void>;
};

/**
 * From the moment at which an agent resolves a chat to the moment at which their screen is told of the next one:
 * the real server, `--conversations` (200) agents of one team connected, 300 conversations a minute. Beside it the time
 * of a message over bare Socket.IO with as many sockets and the same rate.
 */
export async function screen(size: Size): Promise<Outcome> {
  const ours = await stageOurs(size);
  try {
    const theirs = await stageBare(size);
    try {
      const [took, bareTook]: [number[], number[]] = [[], []];
      for (let round = 0; round < size.rounds; round += 1) {
        took.push(...(await play(ours, size, round)));
        bareTook.push(...(await play(theirs, size, round)));
      }
      return outcomeOf(size, took, bareTook);
    } finally {
      await theirs.close();
    }
  } finally {
    await ours.close();
  }
}

function outcomeOf({ conversations }: Size, took: readonly number[], bareTook: readonly number[]): Outcome {
  const [p99, bareP99] = [percentile(took, 0.99), percentile(bareTook, 0.99)];
  const shown = (value: number) => String(rounded(value, 1));
  return {
    rows: [
      {
        figure: `ms from free to the next chat on screen, p50, ${conversations} agents, ${ratePerSecond * 60}/min`,
        haven: shown(median(took)),
        baseline: shown(median(bareTook)),
        target: 'told',
      },
      {
        figure: `the same, p99 of ${took.length}`,
        haven: shown(p99),
        baseline: shown(bareP99),
        target: `≤ ${targets.p99Ms}: ${verdict(p99 <= targets.p99Ms)}`,
      },
    ],
    json: {
      screens: took.length,
      screenP50Ms: rounded(median(took)),
      screenP99Ms: rounded(p99),
      bareScreenP99Ms: rounded(bareP99),
    },
  };
}

/** One round, from intended times, as a slow server must not slow down what comes to it. */
async function play({ name, screens, step }: Stage, size: Size, round: number): Promise<number[]> {
  const { shuffled } = createRandomness(size.seed + round);
  const counted = Math.ceil(size.seconds * ratePerSecond);
  const warmUp = Math.ceil(warmUpSeconds * ratePerSecond);
  const order = shuffled(screens);
  const began = performance.now();
  const steps: Promise<number>[] = [];
  for (let index = 0; index < warmUp + counted; index += 1) {
    await sleep(Math.max(0, began + (index * 1_000) / ratePerSecond - performance.now()));
    const each = order[index % order.length];
    if (each) steps.push(step(each));
  }
  const took = await inTime(name, Promise.all(steps));
  return took.slice(warmUp);
}

async function inTime<T>(name: string, told: Promise<T[]>): Promise<T[]> {
  const found = await Promise.race([told, sleep(lateMs, null, { ref: false })]);
  if (found === null) throw new Error(`${name}: an agent who was free was told of nothing.`);
  return found;
}

async function stageOurs(size: Size): Promise<Stage> {
  const server = await startServer({ engine: 'native', env: patientEnv });
  const sockets: RawSocket[] = [];
  async function close(): Promise<void> {
    for (const socket of sockets) socket.close();
    await server.stop();
  }
  async function open(planned: Omit<LoadSocket, 'conversationIds'>): Promise<RawSocket> {
    const socket = await openRawSocket(server.url, { ...planned, conversationIds: [] });
    sockets.push(socket);
    return socket;
  }
  try {
    const world = await createWorld(server.url);
    const hired = await hire(server.env['DATABASE_URL'] ?? '', world.team.id, size.conversations);
    const starts = size.conversations + backlog + stepsOf(size);
    const visitors = await severalAtOnce(starts, async () => {
      const token = await newVisitorToken(server.url, world.inbox.key);
      return open({ namespace: visitorNamespace, auth: { protocol: protocolVersion, token } });
    });
    const screens: AgentScreen[] = [];
    for (const { id, cookie } of hired) {
      const socket = await open({ namespace: agentNamespace, auth: { protocol: protocolVersion }, cookie });
      screens.push(watchScreen(socket, id));
    }
    async function arrive(): Promise<void> {
      const visitor = visitors.pop();
      if (visitor === undefined) throw new Error('More arrive than were let in.');
      await ask(visitor, 'conversation:start', {
        clientMessageId: newMessageId(),
        issueType: 'other.suggestion',
        description: 'My transfer is stuck.',
        language: 'en',
        context: {},
        linkedTo: null,
      });
    }
    const first = screens.map((each) => each.told());
    await severalAtOnce(size.conversations + backlog, arrive);
    await inTime('haven', Promise.all(first));
    return {
      name: 'haven',
      screens,
      async step(each) {
        const [took] = await Promise.all([each.next(), arrive()]);
        return took;
      },
      async close() {
        world.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type AgentScreen = Screen & {
  /** Resolves when the agent is told that a further chat is theirs. */
  told(): Promise<void>;
};
type Told = { conversation: { id: string; epoch: number; status: string; assignee: { id: string } | null } };

/** The screen of an agent who has one chat at a time. */
function watchScreen(socket: RawSocket, agentId: string): AgentScreen {
  let held: Told['conversation'] | undefined;
  let onTold: () => void = () => undefined;
  const told = () =>
    new Promise<void>((resolve) => {
      onTold = resolve;
    });
  socket.onEvent((text) => {
    // Everybody of the team hears of every chat.
    if (!text.includes('"conversation:changed"') || !text.includes(agentId)) return;
    const [, { conversation }] = JSON.parse(text.slice(text.indexOf('['))) as [string, Told];
    const isMine = conversation.status === 'assigned' && conversation.assignee?.id === agentId;
    if (!isMine) return;
    const isNext = conversation.id !== held?.id;
    held = conversation;
    if (isNext) onTold();
  });
  return {
    told,
    async next() {
      if (held === undefined) throw new Error('An agent was to resolve a chat, and has none.');
      const comes = told();
      const began = performance.now();
      const { id: conversationId, epoch } = held;
      await Promise.all([
        ask(socket, 'conversation:resolve', { conversationId, epoch, cause: 'Done.' }),
        comes.then(() => undefined),
      ]);
      return performance.now() - began;
    },
  };
}

async function stageBare(size: Size): Promise<Stage> {
  const rooms = Array.from({ length: size.conversations }, (_, index) => String(index));
  const planned = (namespace: string): LoadSocket[] =>
    rooms.map((room) => ({ namespace, auth: {}, conversationIds: [room] }));
  const bare = await startBaseline(
    { sockets: [...planned(agentNamespace), ...planned(visitorNamespace)] },
    { stores: false },
  );
  const sockets = await Promise.all(bare.sockets.map((socket) => openRawSocket(bare.url, socket)));
  const screens = rooms.flatMap((conversationId, index): Screen[] => {
    const [agent, visitor] = [sockets[index], sockets[rooms.length + index]];
    if (!agent || !visitor) return [];
    return [
      {
        next() {
          const began = performance.now();
          return new Promise((resolve) => {
            agent.onEvent(() => resolve(performance.now() - began));
            const body = { conversationId, clientMessageId: newMessageId(), text: 'Done.' };
            visitor.ask('entry:send', JSON.stringify(body), () => undefined);
          });
        },
      },
    ];
  });
  return {
    name: 'bare',
    screens,
    step: (each) => each.next(),
    async close() {
      for (const socket of sockets) socket.close();
      await bare.stop();
    },
  };
}

const stepsOf = ({ rounds, seconds }: Size) =>
  rounds * (Math.ceil(seconds * ratePerSecond) + Math.ceil(warmUpSeconds * ratePerSecond));

/** Agents of this team with room for one chat, signed in without proving a password, which is slow on purpose. */
async function hire(
  databaseUrl: string,
  teamId: string,
  count: number,
): Promise<{ id: string; cookie: string }[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'));
  const rows = await queryRows<{ id: string }>(
    databaseUrl,
    `with hired as (
      insert into agent (id, email, name, password_hash, role, languages, capacity, availability)
      select gen_random_uuid(), n || '@bench.example', 'Agent ' || n, '', 'agent', '{zh-CN,en}', 1, 'online'
      from generate_series(1, $2::int) n
      returning id
    ), joined as (insert into agent_team select id, $1::uuid from hired)
    select id from hired`,
    [teamId, count],
  );
  await queryRows(
    databaseUrl,
    `insert into agent_session (id, agent_id, token_hash, expires_at)
    select gen_random_uuid(), agent_id, token_hash, now() + interval '1 day'
    from unnest($1::uuid[], $2::bytea[]) as given (agent_id, token_hash)`,
    [rows.map(({ id }) => id), tokens.map(hashToken)],
  );
  return rows.map(({ id }, index) => ({ id, cookie: `haven=${tokens[index]}` }));
}

async function ask(socket: RawSocket, name: string, body: unknown): Promise<void> {
  const answer = await socket.answerTo(name, JSON.stringify(body));
  if (!answer.startsWith('[{"ok":true')) throw new Error(`${name} was refused: ${answer.slice(0, 300)}`);
}

async function severalAtOnce<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  while (made.length < count)
    made.push(...(await Promise.all(Array.from({ length: Math.min(atOnce, count - made.length) }, make))));
  return made;
}

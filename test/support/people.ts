import { randomUUID } from 'node:crypto';
import type {
  BodyOfCommand,
  CommandMap,
  NoticeMap,
  NoticeOf,
  ReplyOfCommand,
} from '@haven/shared/realtime/define';
import { agentCommands, agentNotices } from '@haven/shared/realtime/agent-events';
import { agentNamespace, socketPath, visitorNamespace } from '@haven/shared/realtime/handshake';
import { visitorCommands, visitorNotices } from '@haven/shared/realtime/visitor-events';
import type { Result } from '@haven/shared/result';
import { protocolVersion } from '@haven/shared/version';
import { io, type Socket } from 'socket.io-client';
import { eventually } from './eventually.ts';

type Heard = { name: string; payload: unknown };

/** How long a test waits for an ack: a machine that is busy with everybody's tests is slow, and nothing is timed here. */
const ackPatienceMs = 30_000;

/** A real client of one namespace: asks commands, remembers every notice, and checks each against its schema. */
export function createClient<C extends CommandMap, N extends NoticeMap>(
  socket: Socket,
  _commands: C,
  notices: N,
) {
  const heard: Heard[] = [];
  socket.onAny((name: string, payload: unknown) => {
    const schema = notices[name];
    if (!schema) throw new Error(`an undeclared notice: ${name}`);
    heard.push({ name, payload: schema.parse(payload) });
  });

  return {
    socket,
    heard,
    /** Asks and resolves with the ack. */
    ask<K extends keyof C & string>(
      name: K,
      body: BodyOfCommand<C, K>,
    ): Promise<Result<ReplyOfCommand<C, K>>> {
      return socket.timeout(ackPatienceMs).emitWithAck(name, body);
    },
    /** Asks and resolves with the value; fails the test on a refusal. */
    async get<K extends keyof C & string>(name: K, body: BodyOfCommand<C, K>): Promise<ReplyOfCommand<C, K>> {
      const result: Result<ReplyOfCommand<C, K>> = await socket
        .timeout(ackPatienceMs)
        .emitWithAck(name, body);
      if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
      return result.value;
    },
    /** Sends whatever is given, for bad input. */
    askRaw(name: string, ...payload: unknown[]): Promise<Result<unknown>> {
      return socket.timeout(ackPatienceMs).emitWithAck(name, ...payload);
    },
    /** Waits for a notice, heard before or from now on. */
    hears<K extends keyof N & string>(
      name: K,
      matches: (notice: NoticeOf<N, K>) => boolean = () => true,
    ): Promise<NoticeOf<N, K>> {
      return eventually(() => {
        const found = heard.find((each) => each.name === name && matches(each.payload as NoticeOf<N, K>));
        if (!found)
          throw new Error(`${name} was not heard; heard: ${heard.map((each) => each.name).join(', ')}`);
        return found.payload as NoticeOf<N, K>;
      });
    },
    close: () => socket.close(),
  };
}

async function opened(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (error) => {
      socket.close();
      reject(error);
    });
    // The server went away between the transport and the namespace.
    socket.once('disconnect', reject);
  });
}

const options = { path: socketPath, transports: ['websocket'], forceNew: true, reconnection: false };

/** How a socket goes: by which transports, and with which `n` for a balancer (as the browser's connection sends it). */
export type Way = { transports?: string[]; n?: string };

const wayOf = ({ transports = options.transports, n }: Way) => ({
  ...options,
  transports,
  ...(n === undefined ? {} : { query: { n } }),
});

type Client<C extends CommandMap, N extends NoticeMap> = ReturnType<typeof createClient<C, N>>;
export type VisitorClient = { token: string } & Client<typeof visitorCommands, typeof visitorNotices>;
export type AgentClient = { cookie: string } & Client<typeof agentCommands, typeof agentNotices>;

/** Opens a visitor's socket with a session token. */
export async function connectVisitor(url: string, token: string, way: Way = {}): Promise<VisitorClient> {
  const socket = io(url + visitorNamespace, {
    ...wayOf(way),
    auth: { protocol: protocolVersion, token },
  });
  return { token, ...createClient(await opened(socket), visitorCommands, visitorNotices) };
}

/** Opens an agent's socket with a session cookie. */
export async function connectAgent(url: string, cookie: string, way: Way = {}): Promise<AgentClient> {
  const socket = io(url + agentNamespace, {
    ...wayOf(way),
    auth: { protocol: protocolVersion },
    extraHeaders: { cookie },
  });
  return { cookie, ...createClient(await opened(socket), agentCommands, agentNotices) };
}

/** A new anonymous visitor of an inbox. */
export async function newVisitorToken(url: string, inboxKey: string): Promise<string> {
  const reply = await postJson(url, '/api/visitor/session', { inboxKey });
  const { token } = (await reply.json()) as { token: string };
  return token;
}

/** Signs in and answers with the cookie header. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const reply = await postJson(url, '/api/agent/session', { email, password });
  const cookie = reply.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`signing in as ${email} answered ${reply.status}: ${await reply.text()}`);
  return cookie;
}

/** Ends the session of an agent's client on the server that this address names. */
export async function signOut(url: string, { cookie }: Pick<AgentClient, 'cookie'>): Promise<void> {
  const headers = { cookie, origin: url, 'content-type': 'application/json' };
  await fetch(`${url}/api/agent/session`, { method: 'DELETE', headers });
}

/** Posts JSON as the console would, with its origin. */
export function postJson(url: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, ...headers },
    body: JSON.stringify(body),
  });
}

/** A send as a device makes it. */
export function messageTo(conversationId: string, text: string) {
  return { conversationId, clientMessageId: newMessageId(), text, attachmentIds: [] };
}

export function newMessageId(): string {
  return randomUUID();
}

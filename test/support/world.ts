import { randomBytes } from 'node:crypto';
import type { Inbox } from '@haven/shared/http/admin-endpoints';
import type { StaffConversation, VisitorConversation } from '@haven/shared/conversation';
import type { Language } from '@haven/shared/language';
import type { Role, Team } from '@haven/shared/people';
import { demoPassword } from '@haven/server/seed/demo-people';
import {
  type AgentClient,
  connectAgent,
  connectVisitor,
  newMessageId,
  newVisitorToken,
  postJson,
  signIn,
  type VisitorClient,
  type Way,
} from './people.ts';

/** The new password of every agent that a test makes. */
export const testPassword = 'a long enough password';

type AgentWish = {
  role?: Role;
  teamIds?: string[];
  languages?: Language[];
  capacity?: number;
  name?: string;
};

export type World = {
  url: string;
  inbox: Inbox;
  team: Team;
  /** A second tier-1 team of the inbox, and a tier-2 team. */
  otherTeam: Team;
  tier2: Team;
  admin: string;
  /** A new agent of this world, signed in, connected by `way`, and online unless `away`. */
  agent(
    wish?: AgentWish & { away?: true; way?: Way },
  ): Promise<AgentClient & { id: string; email: string; name: string }>;
  /** A new visitor, connected. */
  visitor(): Promise<VisitorClient>;
  /** Opens a conversation as this visitor and answers with its state. */
  start(
    visitor: VisitorClient,
    wish?: { language?: Language; description?: string },
  ): Promise<VisitorConversation>;
  /** Opens a conversation and waits until this agent has it. */
  assigned(visitor: VisitorClient, agent: AgentClient & { id: string }): Promise<StaffConversation>;
  /** Lets pages of this origin, and of no other, embed the inbox. */
  embedOn(origin: string): Promise<void>;
  /** Ends every socket that the world opened. */
  close(): void;
};

/** An issue type of the demo that names no team, so that the inbox's default team answers. */
const issueType = 'other.suggestion';

const admins = new Map<string, Promise<string>>();

/** The demo's administrator, signed in once per server: proving a password is slow on purpose. */
function adminOf(url: string): Promise<string> {
  const known = admins.get(url) ?? signIn(url, 'jonas@demo.haven.example', demoPassword);
  admins.set(url, known);
  return known;
}

/** A fresh inbox with teams of its own on a shared server, so that tests do not meet. */
export async function createWorld(url: string): Promise<World> {
  const admin = await adminOf(url);
  const clients: { close(): unknown }[] = [];
  const key = () => `t${randomBytes(6).toString('hex')}`;
  const call = async <T>(path: string, body: unknown): Promise<T> => {
    const reply = await postJson(url, path, body, { cookie: admin });
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
    return (await reply.json()) as T;
  };
  const name = (text: string) => ({ 'zh-CN': text, en: text });
  const newTeam = (tier: 1 | 2) =>
    call<Team>('/api/admin/teams', { key: key(), name: name(`Team ${key()}`), tier });

  const [team, otherTeam, tier2] = [await newTeam(1), await newTeam(1), await newTeam(2)];
  const inbox = await call<Inbox>('/api/admin/inboxes', {
    key: key(),
    name: name('Test inbox'),
    greeting: { 'zh-CN': '我在这里帮您。', en: 'I am here to help.' },
    languages: ['zh-CN', 'en'],
    origins: [],
    defaultTeamId: team.id,
    teamIds: [team.id, otherTeam.id],
  });

  const world: World = {
    url,
    inbox,
    team,
    otherTeam,
    tier2,
    admin,
    async agent({ away, way, ...wish } = {}) {
      const email = `${key()}@test.example`;
      const agentName = wish.name ?? `Agent ${email.slice(1, 5)}`;
      const fields = {
        role: 'agent',
        teamIds: [team.id],
        languages: ['zh-CN', 'en'],
        capacity: 5,
        name: agentName,
        ...wish,
      };
      const made = await call<{ agent: { id: string }; password: string }>('/api/admin/agents', {
        email,
        ...fields,
      });
      const first = await signIn(url, email, made.password);
      const changed = await postJson(
        url,
        '/api/agent/password',
        { current: made.password, next: testPassword },
        { cookie: first },
      );
      const cookie = changed.headers.get('set-cookie')?.split(';')[0] ?? first;
      const client = await connectAgent(url, cookie, way);
      clients.push(client);
      if (!away) await client.get('availability:set', { availability: 'online' });
      return { ...client, id: made.agent.id, email, name: agentName };
    },
    async visitor() {
      const client = await connectVisitor(url, await newVisitorToken(url, inbox.key));
      clients.push(client);
      return client;
    },
    async start(visitor, { language = 'en', description = 'My transfer is stuck.' } = {}) {
      const { conversation } = await visitor.get('conversation:start', {
        clientMessageId: newMessageId(),
        issueType,
        description,
        language,
        context: {},
        linkedTo: null,
      });
      return conversation;
    },
    async assigned(visitor, agent) {
      const { id } = await world.start(visitor);
      const { conversation } = await agent.hears(
        'conversation:changed',
        (notice) => notice.conversation.id === id && notice.conversation.assignee?.id === agent.id,
      );
      return conversation;
    },
    async embedOn(origin) {
      const { id, key: _, ...fields } = inbox;
      const reply = await fetch(`${url}/api/admin/inboxes/${id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json', origin: url, cookie: admin },
        body: JSON.stringify({ ...fields, origins: [origin] }),
      });
      if (!reply.ok) throw new Error(`the inbox answered ${reply.status}: ${await reply.text()}`);
    },
    close() {
      for (const client of clients) client.close();
    },
  };
  return world;
}

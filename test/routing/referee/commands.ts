import type { RoutingItem } from '@haven/server/features/routing/item';
import type { QueueSettings } from '@haven/shared/queue';
import type { Result } from '@haven/shared/result';
import fc from 'fast-check';
import { noteReply } from './first-replies.ts';
import type { ModelProcess } from './model-process.ts';
import { modelHours } from './opening.ts';
import { notePass } from './passes.ts';
import { offerSettings, type Place, principalOf, visitorOf } from './place.ts';
import type { Row } from './look.ts';
import type { RefereeWorld } from './referee-world.ts';
import { Violation } from './violation.ts';

/** Weights: how often each happens. */
const kinds = {
  start: 14,
  accept: 6,
  transferToAgent: 3,
  transferToTeam: 2,
  resolve: 6,
  reopen: 3,
  close: 2,
  leave: 2,
  classify: 3,
  escalate: 2,
  acceptCase: 1,
  answerCase: 2,
  acceptOffer: 7,
  declineOffer: 4,
  answer: 5,
  write: 3,
  availability: 4,
  capacity: 3,
  finish: 1,
  handOver: 2,
  configure: 3,
  duplicate: 3,
  stale: 3,
  latePicture: 2,
  beat: 9,
  silence: 2,
  loseSocket: 2,
  takeBack: 2,
  stayAway: 1,
  noReply: 5,
  relax: 3,
  warmUp: 2,
  pass: 5,
  jump: 1,
  due: 8,
  sweep: 3,
  mend: 3,
  rush: 3,
  kill: 2,
  freeze: 8,
  thaw: 6,
  flush: 2,
} as const;
export type Kind = keyof typeof kinds;
export type Command = { kind: Kind; a: number; b: number; c: number };

/** What one process does at the asking of people, so that it can be killed, frozen or doubled in the midst of it. */
export const asked = [
  'start',
  'accept',
  'transferToAgent',
  'transferToTeam',
  'resolve',
  'reopen',
  'leave',
  'classify',
  'escalate',
  'acceptCase',
  'answerCase',
  'acceptOffer',
  'declineOffer',
  'answer',
  'write',
  'availability',
  'capacity',
  'finish',
  'handOver',
  'configure',
] as const satisfies readonly Kind[];
export type Asked = (typeof asked)[number];

const number = fc.noBias(fc.nat({ max: 9_999 }));

/** Stories of exactly this many commands. */
export function stories(length: number): fc.Arbitrary<Command[]> {
  const kind = fc.oneof(
    ...Object.entries(kinds).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name as Kind) })),
  );
  return fc.array(fc.record({ kind, a: number, b: number, c: number }), {
    minLength: length,
    maxLength: length,
    size: 'max',
  });
}

export function pick<T>(all: readonly T[], at: number): T | undefined {
  return all[at % all.length];
}

type Outcome = Result<unknown> | null;
type Ask = (world: RefereeWorld, by: ModelProcess, a: number, b: number) => Promise<Outcome>;

const withStatus = (world: RefereeWorld, ...wanted: string[]): Row[] =>
  world.seen.rows.filter(({ status }) => wanted.includes(status));
const ofRole = (world: RefereeWorld, role: string, state: RoutingItem['state']): RoutingItem[] =>
  [...world.seen.items.values()].filter((item) => item.id.startsWith(role) && item.state === state);
export const agentOf = (world: RefereeWorld, id: string | null) =>
  world.place.agents.find((agent) => agent.id === id);
const overseer = (world: RefereeWorld) => {
  const [first] = world.place.agents;
  if (!first) throw new Error('there are agents');
  return principalOf({ ...first, id: first.id, name: 'Over' }, 'admin');
};

/** Each asks one process for one thing, with the epoch that Postgres had after the last step. Null: nothing to ask. */
export const ask: Record<Asked, Ask> = {
  async start(world, by, a, b) {
    const visitor = await world.place.newVisitor();
    return startAs(world, by, visitor.visitorId, crypto.randomUUID(), a, b);
  },
  async accept(world, by, a, b) {
    const row = pick(withStatus(world, 'queued'), a);
    const agent = pick(world.place.agents, b);
    if (!row || !agent) return null;
    return acceptAs(world, by, agent, { conversationId: row.id, epoch: row.epoch });
  },
  async transferToAgent(world, by, a, b) {
    const row = pick(withStatus(world, 'assigned'), a);
    const to = pick(world.place.agents, b);
    if (!row || !to) return null;
    return transferAs(world, by, row, { kind: 'agent', id: to.id });
  },
  async transferToTeam(world, by, a, b) {
    const row = pick(withStatus(world, 'assigned'), a);
    const id = pick(world.place.teamIds, b);
    return row && id !== undefined ? transferAs(world, by, row, { kind: 'team', id }) : null;
  },
  async resolve(world, by, a) {
    const row = pick(withStatus(world, 'assigned'), a);
    return row ? resolveAs(world, by, row) : null;
  },
  async reopen(world, by, a) {
    const row = pick(withStatus(world, 'resolved'), a);
    return row ? by.endConversation.reopen(visitorOf(world.place.inboxId, row.visitorId), row.id) : null;
  },
  async leave(world, by, a) {
    const row = pick(withStatus(world, 'queued', 'assigned'), a);
    return row ? by.endConversation.cancel(visitorOf(world.place.inboxId, row.visitorId), row.id) : null;
  },
  async classify(world, by, a, b) {
    const row = pick(withStatus(world, 'queued', 'assigned'), a);
    const issueType = pick(world.place.issueTypes, b) ?? '';
    if (!row) return null;
    return b % 2 === 0
      ? by.classify.tag(overseer(world), { conversationId: row.id, issueType })
      : by.classify.setLanguage(overseer(world), {
          conversationId: row.id,
          language: b % 3 === 0 ? 'zh-CN' : 'en',
        });
  },
  async escalate(world, by, a, b) {
    const row = pick(withStatus(world, 'assigned'), a);
    const agent = agentOf(world, row?.assigneeId ?? null);
    if (!row || !agent) return null;
    return by.escalate.open(principalOf(agent), {
      conversationId: row.id,
      epoch: row.epoch,
      teamId: world.place.specialistsId,
      severity: b % 2 === 0 ? 'S2' : 'S4',
      summary: '-',
    });
  },
  async acceptCase(world, by, a, b) {
    const item = pick(ofRole(world, 'specialist:', 'queued'), a);
    const agent = pick(world.place.agents, b);
    if (!item || !agent) return null;
    return by.accept.case(principalOf(agent), caseOf(item));
  },
  async answerCase(world, by, a) {
    const item = pick(ofRole(world, 'specialist:', 'held'), a);
    const agent = agentOf(world, item?.agentId ?? null);
    if (!item || !agent) return null;
    return by.escalate.progress(principalOf(agent), { ...caseOf(item), step: 'answered', remark: '' });
  },
  async acceptOffer(world, by, a) {
    const offer = pickOffer(world, a);
    if (!offer) return null;
    return acceptAs(world, by, offer.agent, offer.row);
  },
  async declineOffer(world, by, a) {
    const offer = pickOffer(world, a);
    if (!offer) return null;
    const { conversationId } = offer.row;
    const declined = await by.offers.decline(principalOf(offer.agent), { conversationId, caseId: null });
    if (declined.ok) notePass(world, offer.itemId, offer.agent.id, by.clock.now());
    return declined;
  },
  async answer(world, by, a) {
    const row = pick(withStatus(world, 'assigned'), a);
    const agent = agentOf(world, row?.assigneeId ?? null);
    if (!row || !agent) return null;
    const answered = await answerAs(by, row, agent);
    if (answered.ok) noteReply(world, row);
    return answered;
  },
  async write(world, by, a) {
    const row = pick(withStatus(world, 'assigned', 'queued'), a);
    if (!row) return null;
    return by.sendMessage.asVisitor(visitorOf(world.place.inboxId, row.visitorId), draftFor(row));
  },
  async availability(world, by, a, b) {
    const agent = pick(world.place.agents, a);
    const availability = pick(['online', 'online', 'online', 'away', 'busy'] as const, b) ?? 'online';
    return agent ? by.setAvailability(principalOf(agent), { availability }) : null;
  },
  async finish(world, by, a) {
    const agent = pick(world.place.agents, a);
    return agent ? by.endShift.finish(principalOf(agent)) : null;
  },
  async handOver(world, by, a, b) {
    const agent = pick(world.place.agents, a);
    return agent ? by.endShift.handOver(principalOf(agent), { note: b % 2 === 0 ? '' : 'x' }) : null;
  },
  async configure(world, by, a) {
    const settings = pick(waysToRun, a) ?? offerSettings;
    return by.manageQueues.update(world.place.inboxId, world.place.teamIds[2] ?? '', settings);
  },
  async capacity(world, by, a, b) {
    const agent = pick(world.place.agents, a);
    if (!agent) return null;
    const { id, name, languages, teamIds } = agent;
    const change = { name, role: 'agent' as const, languages, teamIds, isDisabled: false };
    const admin = { ...overseer(world), agentId: '' };
    return by.manageAgents.update(admin, id, { ...change, capacity: 1 + (b % 4) });
  },
};

/** How the third team's queue is run, in turn. */
const waysToRun: readonly QueueSettings[] = [
  offerSettings,
  { ...offerSettings, choice: 'round_robin', offerSeconds: 60 },
  { ...offerSettings, hours: modelHours },
  { ...offerSettings, mode: 'auto', hours: modelHours },
  { ...offerSettings, mode: 'manual' },
];

/** An offer that stood after the last step, with the agent who may answer it and the epoch that they saw. */
export function pickOffer(world: RefereeWorld, at: number) {
  const [itemId = '', offer] = pick([...world.seen.offers], at) ?? [];
  const agent = agentOf(world, offer?.agentId ?? null);
  const item = world.seen.items.get(itemId);
  if (!agent || !item) return undefined;
  const { conversationId, epoch } = item;
  return { itemId, agent, row: { conversationId, epoch } };
}

/** Whoever takes a chat may take one that they have been offered since the last step. */
async function acceptAs(
  world: RefereeWorld,
  by: ModelProcess,
  agent: Place['agents'][number],
  row: { conversationId: string; epoch: number },
): Promise<Outcome> {
  const taken = await by.accept.conversation(principalOf(agent), row);
  if (!taken.ok) return taken;
  const other = world.taken.get(row.conversationId);
  if (other !== undefined) throw new Violation('RT1', 'two took one chat', { row, other, agentId: agent.id });
  world.taken.set(row.conversationId, agent.id);
  return taken;
}

const draftFor = ({ id }: Row) => ({
  conversationId: id,
  clientMessageId: crypto.randomUUID() as string,
  text: 'x',
  attachmentIds: [],
});

export function answerAs(
  by: ModelProcess,
  row: Row,
  agent: Parameters<typeof principalOf>[0],
): Promise<Result<unknown>> {
  return by.sendMessage.asAgent(principalOf(agent), draftFor(row));
}

const caseOf = (item: RoutingItem) => ({
  conversationId: item.conversationId,
  caseId: item.id.slice('specialist:'.length),
});

export async function startAs(
  world: RefereeWorld,
  by: ModelProcess,
  visitorId: string,
  clientMessageId: string,
  a: number,
  b: number,
): Promise<Result<{ conversation: { id: string } }>> {
  return by.startConversation(visitorOf(world.place.inboxId, visitorId), {
    clientMessageId,
    issueType: pick(world.place.issueTypes, a) ?? '',
    description: 'x',
    language: b % 2 === 0 ? 'en' : 'zh-CN',
    context: {},
    linkedTo: null,
  });
}

export async function transferAs(
  world: RefereeWorld,
  by: ModelProcess,
  row: Row,
  to: { kind: 'agent' | 'team'; id: string },
): Promise<Outcome> {
  const agent = agentOf(world, row.assigneeId);
  if (!agent) return null;
  const isOnline = () => world.seen.agents.get(to.id)?.availability === 'online';
  const wasOnline = isOnline();
  const result = await by.transfer(principalOf(agent), {
    conversationId: row.id,
    epoch: row.epoch,
    to,
    note: '',
  });
  // It may have been decided before they went, or after they came in the same step.
  if (result.ok && to.kind === 'agent' && !wasOnline && !isOnline() && world.disturbed === null)
    if ((await world.look()).agents.get(to.id)?.availability !== 'online')
      throw new Violation('RT15', 'transferred to an agent who is not online', to);
  return result;
}

export async function resolveAs(world: RefereeWorld, by: ModelProcess, row: Row): Promise<Outcome> {
  const agent = agentOf(world, row.assigneeId);
  if (!agent) return null;
  const { id: conversationId, epoch } = row;
  return by.endConversation.resolve(principalOf(agent), { conversationId, epoch, cause: 'x' });
}

import { maySend } from '@haven/shared/conversation-status';
import type { Sent } from '@haven/shared/entry';
import type { Localized } from '@haven/shared/language';
import type { Answer, Fact, GivenAnswer, RequestItem } from '@haven/shared/request';
import { checkAnswer } from '@haven/shared/request-answer';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { RequestLog } from '../features/conversations/request-log.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../principal.ts';
import type { NewEntry } from '../storage/postgres/write.ts';
import { isStale } from '../storage/postgres/write-records.ts';
import { ackedBefore } from './acked-before.ts';
import { agentAuthor, visitorAuthor } from './authors.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { GuardOutgoing } from './guard-outgoing.ts';
import { agentSent, claims, visitorSent } from './send-message.ts';
import { sentAck } from './settle.ts';

/** How often an answer looks again when the conversation moved on under it. */
const looks = 3;

type Asking = {
  conversationId: string;
  clientMessageId: string;
  items: readonly RequestItem[];
  remark: string;
};
type Answering = {
  conversationId: string;
  clientMessageId: string;
  /** Of the request. */
  entryId: string;
  answers: readonly GivenAnswer[];
  attachmentIds: readonly string[];
};

export type Requests = {
  /** What is asked, while it stands: `not_found` where there is none, `conflict` when it is answered or withdrawn. */
  open(conversationId: string, entryId: string): Promise<Result<RequestItem[]>>;
  send(agent: AgentPrincipal, asking: Asking): Promise<Result<Sent>>;
  withdraw(agent: AgentPrincipal, asked: { conversationId: string; entryId: string }): Promise<Result<Sent>>;
  answer(visitor: VisitorPrincipal, answering: Answering): Promise<Result<Sent>>;
  facts(agent: AgentPrincipal, conversationId: string): Promise<Result<{ facts: Fact[]; canProve: boolean }>>;
};

/** Milliseconds that an answer waits for networks to say whether they know a hash; without them it is kept all the same. */
const findMs = 3_000;

type Deps = FlowDeps & {
  guardOutgoing: Pick<GuardOutgoing, 'message'>;
  /** On which networks a transaction is known now. */
  findTransaction(visitor: VisitorPrincipal, hash: string): Promise<Result<{ networks: Localized[] }>>;
  /** Whether some app of a visitor can have messages signed. */
  canSign(visitorId: string): Promise<boolean>;
};

/** Facts that an agent asks for in a card, and the visitor's answers, checked by the rules of both ends (SAFE7). */
export function createRequests(deps: Deps): Requests {
  const { conversations, writer, settle, guardOutgoing, clock } = deps;

  async function openRequest(conversationId: string, entryId: string): Promise<Result<RequestItem[]>> {
    const entry = await conversations.entry(conversationId, entryId);
    if (entry?.body.kind !== 'request') return refuse('not_found');
    const { ended } = await conversations.requestLog(conversationId);
    return ended.has(entryId) ? refuse('conflict') : ok(entry.body.items);
  }

  async function answerOnce(visitor: VisitorPrincipal, answering: Answering): Promise<Result<Sent>> {
    const { conversationId, clientMessageId, entryId, attachmentIds } = answering;
    const facts = await conversations.ofVisitor(visitor, conversationId);
    if (!facts.ok) return facts;
    if (facts.value.status === 'closed') return refuse('conversation_closed');
    const author = visitorAuthor(visitor);
    const first = await conversations.sentBefore(conversationId, author, clientMessageId);
    const request = await openRequest(conversationId, entryId);
    // A resend finds its request answered, by itself: the writer answers it with the first ack (MSG4).
    if (!request.ok && !(first && request.error.code === 'conflict')) return request;
    if (first) return ok(sentAck('visitor', { entries: [first] }));
    if (!request.ok) return request;
    const answers = readAnswers(request.value, answering, clock.now());
    if (!answers.ok) return answers;
    const unproved = answers.value.find(({ field, value }) => field === 'ownership' && value !== '');
    if (unproved && !(await isProved(conversationId, unproved.value)))
      return refuse('invalid', { details: { field: 'ownership', problem: { code: 'not_proved' } } });
    const found = await withNetworks(visitor, answers.value);
    const files = attachmentIds.length === 0 ? ok([]) : await deps.describeAttachments(author, attachmentIds);
    if (!files.ok) return files;
    const body = {
      kind: 'request_answered' as const,
      target: entryId,
      answers: found,
      attachments: files.value,
    };
    const entry = conversations.compose(author, body, { clientMessageId, attachmentIds });
    const write = visitorSent(deps, facts.value, entry);
    return commit(
      { ...write, records: [...write.records, ...claims(answering, entry)] },
      facts.value.revision,
      'visitor',
    );
  }

  async function isProved(conversationId: string, address: string): Promise<boolean> {
    const { proved } = await conversations.requestLog(conversationId);
    return proved.some(({ body }) => body.address === address);
  }

  /** What is known of a hash on its networks, where they say so in time (SAFE7). */
  async function withNetworks(visitor: VisitorPrincipal, answers: readonly Answer[]): Promise<Answer[]> {
    return Promise.all(
      answers.map(async (answer) => {
        if (answer.field !== 'hash' || answer.value === '') return answer;
        const found = await withTimeout(deps.findTransaction(visitor, answer.value), findMs);
        return found?.ok ? { ...answer, foundOn: found.value.networks } : answer;
      }),
    );
  }

  /** Nothing has ended the request since it was read: whoever is second looks again. */
  async function commit(
    write: ReturnType<typeof visitorSent>,
    revision: number,
    reader: 'visitor' | 'staff',
  ): Promise<Result<Sent>> {
    const written = await writer.apply({ ...write, expect: { ...write.expect, revision } });
    if (!written.ok) return written;
    await settle(written.value);
    return ok(sentAck(reader, written.value));
  }

  async function lookAgain(attempt: () => Promise<Result<Sent>>): Promise<Result<Sent>> {
    for (let look = 1; ; look += 1) {
      const done = await attempt();
      if (done.ok || !isStale(done)) return done;
      if (look === looks) return refuse('unavailable');
    }
  }

  /** The same rights as for a message: one voice speaks. */
  async function toSpeak(agent: AgentPrincipal, conversationId: string) {
    const access = await conversations.toWork(agent, conversationId);
    if (!access.ok) return access;
    const { facts, standing } = access.value;
    if (standing !== 'contact' && standing !== 'specialist') return refuse('refused');
    if (facts.status === 'closed') return refuse('conversation_closed');
    const maySpeak =
      maySend(facts.status, 'agent') || (standing === 'specialist' && facts.status === 'queued');
    return maySpeak ? ok(facts) : refuse('conflict');
  }

  return {
    open: openRequest,

    async send(agent, { conversationId, clientMessageId, items, remark }) {
      const outgoing = { conversationId, clientMessageId, text: remark };
      const allowed = await guardOutgoing.message(agent, outgoing, 'request');
      if (!allowed.ok) return allowed;
      const body = { kind: 'request' as const, items: [...items], remark: remark.trim() };
      const entry = conversations.compose(agentAuthor(agent), body, { clientMessageId });
      const facts = await toSpeak(agent, conversationId);
      if (!facts.ok) return ackedBefore(conversations, conversationId, entry, facts);
      const needsWallet = items.some(({ field }) => field === 'ownership');
      if (needsWallet && !(await deps.canSign(facts.value.visitor_id)))
        return ackedBefore(conversations, conversationId, entry, cannotSign);
      const written = await writer.apply(agentSent(deps, facts.value, entry));
      if (!written.ok) return written;
      await settle(written.value);
      return ok(sentAck('staff', written.value));
    },

    withdraw: (agent, { conversationId, entryId }) =>
      lookAgain(async () => {
        const facts = await toSpeak(agent, conversationId);
        if (!facts.ok) return facts;
        const request = await openRequest(conversationId, entryId);
        if (!request.ok) return request;
        const entry: NewEntry = conversations.compose(agentAuthor(agent), {
          kind: 'request_withdrawn',
          target: entryId,
        });
        const write = {
          conversationId,
          expect: { status: ['queued', 'assigned', 'resolved'] as const },
          patch: {},
          entries: [entry],
          records: [],
        };
        return commit(write, facts.value.revision, 'staff');
      }),

    answer: (visitor, answering) => lookAgain(() => answerOnce(visitor, answering)),

    async facts(agent, conversationId) {
      const access = await conversations.toRead(agent, conversationId);
      if (!access.ok) return access;
      const log = await conversations.requestLog(conversationId);
      const canProve = await deps.canSign(access.value.facts.visitor_id);
      return ok({ facts: factsIn(log), canProve });
    },
  };
}

const cannotSign = refuse('conflict', { details: { reason: 'cannot_sign' } });

/** Newest first. A proof is a fact by itself, and a badge on the same address where that was answered too. */
function factsIn({ answered, proved }: RequestLog): Fact[] {
  const proofs = proved.map(({ entryId, at: when, body: { address, network, method } }) => {
    const at = when.toISOString();
    const answer = { field: 'ownership' as const, value: address, families: ['evm'], isChecked: true };
    return { ...answer, entryId, at, proved: { at, network, method } };
  });
  const answers = answered.flatMap(({ entryId, at, body }) =>
    body.answers
      .filter(({ field, value }) => field !== 'ownership' && value !== '')
      .map((answer): Fact => {
        const proof = proofs.findLast(({ value }) => answer.field === 'address' && value === answer.value);
        return { ...answer, entryId, at: at.toISOString(), ...(proof && { proved: proof.proved }) };
      }),
  );
  const isTold = new Set(answers.filter((fact) => fact.proved).map(({ value }) => value));
  const facts = [...answers, ...proofs.filter(({ value }) => !isTold.has(value))];
  return facts.sort((one, other) => other.at.localeCompare(one.at));
}

/** The value, or null when it takes longer; whoever is late is heard by nobody. */
async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Each field that was asked for, checked; '' for what is not known. Something has to be. */
function readAnswers(
  items: readonly RequestItem[],
  { answers, attachmentIds }: Pick<Answering, 'answers' | 'attachmentIds'>,
  now: number,
): Result<Answer[]> {
  const read: Answer[] = [];
  for (const item of items) {
    const given = answers.find(({ field }) => field === item.field)?.value.trim() ?? '';
    const isFiles = item.field === 'screenshot';
    const check =
      given === '' || isFiles
        ? { ok: true as const, answer: { field: item.field, value: '', families: [], isChecked: false } }
        : checkAnswer(item, given, now);
    if (!check.ok) return refuse('invalid', { details: { field: item.field, problem: check.problem } });
    read.push(check.answer);
  }
  const wantsFiles = items.some(({ field }) => field === 'screenshot');
  if (attachmentIds.length > 0 && !wantsFiles) return refuse('invalid');
  const isNothing = read.every(({ value }) => value === '') && attachmentIds.length === 0;
  return isNothing ? refuse('invalid', { details: { reason: 'empty' } }) : ok(read);
}

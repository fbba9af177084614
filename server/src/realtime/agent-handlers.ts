import type { SignedInAgent } from '@haven/shared/people';
import type { AgentCommands } from '@haven/shared/realtime/agent-events';
import { ok, type Result } from '@haven/shared/result';
import type { Accept } from '../flows/assign.ts';
import type { AssignCase } from '../flows/assign-case.ts';
import type { BlockVisitor } from '../flows/block-visitor.ts';
import type { Classify } from '../flows/classify.ts';
import type { EndConversation } from '../flows/end-conversation.ts';
import type { EndShift } from '../flows/end-shift.ts';
import type { Escalate } from '../flows/escalate.ts';
import type { MarkPlaybook } from '../flows/mark-playbook.ts';
import type { Offers } from '../flows/offers.ts';
import type { ProveOfficial } from '../flows/prove-official.ts';
import type { Diagnose } from '../flows/diagnose.ts';
import type { ReadConversation } from '../flows/read-conversation.ts';
import type { Requests } from '../flows/requests.ts';
import type { SendMessage } from '../flows/send-message.ts';
import type { SetAvailability } from '../flows/set-availability.ts';
import type { StaffEntries } from '../flows/staff-entries.ts';
import type { StaffLists } from '../flows/staff-lists.ts';
import type { Transfer } from '../flows/transfer.ts';
import type { AgentPrincipal } from '../principal.ts';
import type { Handlers } from './handle-commands.ts';
import type { Attendance } from './membership.ts';
import type { QueueFollowers } from './queue-followers.ts';
import { rooms } from './rooms.ts';

type AgentFlows = {
  readConversation: ReadConversation;
  staffLists: StaffLists;
  proveOfficial: Pick<ProveOfficial, 'toAgent'>;
  accept: Accept;
  assignCase: AssignCase;
  offers: Offers;
  transfer: Transfer;
  escalate: Escalate;
  endConversation: EndConversation;
  classify: Classify;
  sendMessage: SendMessage;
  staffEntries: StaffEntries;
  markPlaybook: MarkPlaybook;
  requests: Pick<Requests, 'send' | 'withdraw' | 'facts'>;
  blockVisitor: BlockVisitor;
  diagnose: Pick<Diagnose, 'look' | 'share'>;
  setAvailability: SetAvailability;
  endShift: Pick<EndShift, 'finish' | 'handOver'>;
  profile(agent: AgentPrincipal): Promise<Result<SignedInAgent>>;
};

/** Everything that staff may do, one line each; mirrors `shared/src/realtime/agent-events.ts`. */
export function createAgentHandlers(
  flows: AgentFlows,
  { join, answered, watches }: Attendance,
  queues: Pick<QueueFollowers, 'follow' | 'leave'>,
): Handlers<AgentCommands, AgentPrincipal> {
  const { readConversation, staffLists } = flows;
  return {
    'conversation:resume': async (agent, { have }, socket) => {
      const me = await flows.profile(agent);
      if (!me.ok) return me;
      // The rooms come first and the reads second, so that nothing falls between them (LIVE2).
      const held = await staffLists.heldIds(agent, Object.keys(have));
      await join(
        socket,
        held.map((id) => rooms.conversation(id)),
      );
      const { caught, gone } = await readConversation.resumeAgent(agent, held, have);
      for (const id of gone) await socket.leave(rooms.conversation(id));
      await watches(socket);
      for (const { settled } of caught) answered('agent', settled.staff);
      return ok({
        conversations: caught.map(({ settled, page }) => ({ conversation: settled.staff, ...page })),
        gone,
        me: me.value,
        counts: await staffLists.counts(agent),
      });
    },
    'conversation:list': (agent, body) => staffLists.list(agent, body),
    'conversation:open': async (agent, { conversationId }, socket) => {
      const readable = await staffLists.mayRead(agent, conversationId);
      if (!readable.ok) return readable;
      await join(socket, [rooms.conversation(conversationId)]);
      const opened = await readConversation.open(agent, conversationId);
      // It changed hands between the look and the room: whoever took the right away did not see this socket there.
      if (!opened.ok) await socket.leave(rooms.conversation(conversationId));
      if (!opened.ok) return opened;
      await watches(socket);
      const { settled, page } = opened.value;
      answered('agent', settled.staff);
      return ok({ conversation: settled.staff, ...page });
    },
    'conversation:leave': async (_agent, { conversationId }, socket) => {
      await socket.leave(rooms.conversation(conversationId));
      await watches(socket);
      return ok({});
    },
    'conversation:prove': (agent, { conversationId }) => flows.proveOfficial.toAgent(agent, conversationId),
    'conversation:accept': (agent, body) => flows.accept.conversation(agent, body),
    'conversation:transfer': (agent, body) => flows.transfer(agent, body),
    'conversation:escalate': (agent, body) => flows.escalate.open(agent, body),
    'conversation:resolve': (agent, body) => flows.endConversation.resolve(agent, body),
    'conversation:tag': (agent, body) => flows.classify.tag(agent, body),
    'conversation:set-language': (agent, body) => flows.classify.setLanguage(agent, body),
    'entry:send': (agent, body) => flows.sendMessage.asAgent(agent, body),
    'entry:note': (agent, body) => flows.staffEntries.note(agent, body),
    'request:send': (agent, body) => flows.requests.send(agent, body),
    'request:withdraw': (agent, body) => flows.requests.withdraw(agent, body),
    'fact:list': (agent, { conversationId }) => flows.requests.facts(agent, conversationId),
    'entry:redact': (agent, body) => flows.staffEntries.redact(agent, body),
    'entry:read': (agent, body) => readConversation.markRead(agent, body),
    'entry:list': (agent, body) => readConversation.list(agent, body),
    'playbook:mark': (agent, body) => flows.markPlaybook(agent, body),
    'playbook:list': (agent, body) => readConversation.playbook(agent, body),
    'case:accept': (agent, body) => flows.accept.case(agent, body),
    'case:assign': (agent, body) => flows.assignCase(agent, body),
    'case:progress': (agent, body) => flows.escalate.progress(agent, body),
    'transaction:diagnose': (agent, body) => flows.diagnose.look(agent, body),
    'transaction:share': (agent, body) => flows.diagnose.share(agent, body),
    'visitor:block': (agent, body) => flows.blockVisitor(agent, body),
    'offer:list': (agent) => flows.offers.list(agent),
    'offer:decline': (agent, body) => flows.offers.decline(agent, body),
    'availability:set': (agent, body) => flows.setAvailability(agent, body),
    'shift:finish': (agent) => flows.endShift.finish(agent),
    'shift:hand-over': (agent, body) => flows.endShift.handOver(agent, body),
    'queues:follow': (agent, _body, socket) => queues.follow(agent, socket),
    'queues:leave': (_agent, _body, socket) => queues.leave(socket),
  };
}

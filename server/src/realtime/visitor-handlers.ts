import { ok } from '@haven/shared/result';
import type { VisitorCommands } from '@haven/shared/realtime/visitor-events';
import type { AnnouncePositions } from '../flows/announce-positions.ts';
import type { Diagnose } from '../flows/diagnose.ts';
import type { EndConversation } from '../flows/end-conversation.ts';
import type { ProveOfficial } from '../flows/prove-official.ts';
import type { ProveOwnership } from '../flows/prove-ownership.ts';
import type { ReadConversation } from '../flows/read-conversation.ts';
import type { Requests } from '../flows/requests.ts';
import type { SecretStops } from '../flows/secret-stops.ts';
import type { SendMessage } from '../flows/send-message.ts';
import type { TellServiceNotices } from '../flows/service-notices.ts';
import type { StartConversation } from '../flows/start-conversation.ts';
import type { VisitorPrincipal } from '../principal.ts';
import type { Handlers } from './handle-commands.ts';
import type { Attendance } from './membership.ts';
import { rooms } from './rooms.ts';

type VisitorFlows = {
  startConversation: StartConversation;
  sendMessage: SendMessage;
  endConversation: EndConversation;
  readConversation: ReadConversation;
  proveOfficial: Pick<ProveOfficial, 'toVisitor'>;
  requests: Pick<Requests, 'answer'>;
  proveOwnership: ProveOwnership;
  diagnose: Pick<Diagnose, 'find'>;
  secretStops: Pick<SecretStops, 'redactOwn' | 'report'>;
  tellServiceNotices: Pick<TellServiceNotices, 'list' | 'follow'>;
  announce: Pick<AnnouncePositions, 'tellWait'>;
};

/** Everything that a visitor may do, one line each; mirrors `shared/src/realtime/visitor-events.ts`. */
export function createVisitorHandlers(
  flows: VisitorFlows,
  { join, answered }: Attendance,
): Handlers<VisitorCommands, VisitorPrincipal> {
  const { startConversation, sendMessage, endConversation, readConversation, announce } = flows;
  return {
    'conversation:start': async (visitor, body, socket) => {
      const started = await startConversation(visitor, body);
      if (started.ok) await join(socket, [rooms.conversation(started.value.conversation.id)]);
      return started;
    },
    'conversation:resume': async (visitor, { have }, socket) => {
      const { caught, gone } = await readConversation.resumeVisitor(visitor, have);
      await join(
        socket,
        caught.map(({ settled }) => rooms.conversation(settled.facts.id)),
      );
      for (const { settled } of caught) {
        answered('visitor', settled.visitor);
        if (settled.facts.status === 'queued') void announce.tellWait(visitor.visitorId, settled.facts.id);
      }
      return ok({
        conversations: caught.map(({ settled, page }) => ({ conversation: settled.visitor, ...page })),
        gone,
      });
    },
    'conversation:prove': (visitor, { conversationId }) =>
      flows.proveOfficial.toVisitor(visitor, conversationId),
    'conversation:cancel': (visitor, { conversationId }) => endConversation.cancel(visitor, conversationId),
    'conversation:close': (visitor, { conversationId }) => endConversation.close(visitor, conversationId),
    'conversation:reopen': (visitor, { conversationId }) => endConversation.reopen(visitor, conversationId),
    'conversation:rate': (visitor, body) => endConversation.rate(visitor, body),
    'entry:send': (visitor, body) => sendMessage.asVisitor(visitor, body),
    'entry:read': (visitor, body) => readConversation.markRead(visitor, body),
    'entry:list': (visitor, body) => readConversation.list(visitor, body),
    'transaction:find': (visitor, { hash }) => flows.diagnose.find(visitor, hash),
    'request:answer': (visitor, body) => flows.requests.answer(visitor, body),
    'ownership:offer': (visitor, body) => flows.proveOwnership.offer(visitor, body),
    'ownership:begin': (visitor, body) => flows.proveOwnership.begin(visitor, body),
    'ownership:prove': (visitor, body) => flows.proveOwnership.prove(visitor, body),
    'entry:redact': (visitor, body) => flows.secretStops.redactOwn(visitor, body),
    'service-notice:list': (visitor) => flows.tellServiceNotices.list(visitor),
    'service-notice:follow': (visitor, body) => flows.tellServiceNotices.follow(visitor, body),
    'secret:report': (visitor, body) => flows.secretStops.report(visitor, body),
  };
}

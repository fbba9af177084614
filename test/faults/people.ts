import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from '@haven/shared/ids';
import { newMessageId, newVisitorToken } from '../support/people.ts';
import { createWorld } from '../support/world.ts';
import type { Cluster } from './cluster.ts';
import { type ClientTroubles, createParticipant, type Participant } from './participant.ts';
import { openAgentWire, openVisitorWire } from './wire.ts';

export type Visitor = {
  person: Participant;
  /** Opens a conversation, however long it takes, and answers with its id. */
  start(): Promise<Id>;
  /** Closes it. */
  leave(conversationId: Id): Promise<void>;
};

export type Cast = {
  agents: readonly Participant[];
  newVisitor(): Promise<Visitor>;
  close(): void;
};

const agentCount = 4;
/** Waits between attempts are a tenth of the product's: so are the faults, against those of a real day. */
const impatient = () => Math.random() * 0.1;

/** Agents who stay for the whole run, and visitors as they come. */
export async function openCast(cluster: Cluster, troubles: ClientTroubles): Promise<Cast> {
  const place = { origin: cluster.url, random: impatient };
  const [node] = cluster.nodes;
  if (!node) throw new Error('A cluster has nodes.');
  const world = await createWorld(node.server.url);
  const agents: Participant[] = [];
  for (let count = 0; count < agentCount; count += 1) {
    const { id, cookie } = await world.agent({ capacity: 20 });
    agents.push(
      createParticipant({
        name: `agent:${id}`,
        side: 'staff',
        open: (events) => openAgentWire(place, { id, cookie }, events).wire,
        random: impatient,
        troubles,
      }),
    );
  }
  world.close();
  let visitors = 0;

  return {
    agents,
    async newVisitor() {
      const token = await newVisitorToken(node.server.url, world.inbox.key);
      visitors += 1;
      let connection: ReturnType<typeof openVisitorWire>['connection'] | undefined;
      const person = createParticipant({
        name: `visitor:${visitors}`,
        side: 'visitor',
        open(events) {
          const opened = openVisitorWire(place, token, events);
          connection = opened.connection;
          return opened.wire;
        },
        random: impatient,
        troubles,
      });

      async function start(): Promise<Id> {
        const opening = {
          clientMessageId: newMessageId(),
          issueType: 'other.suggestion' as const,
          description: 'My transfer is stuck.',
          language: 'en' as const,
          context: {},
          linkedTo: null,
        };
        for (;;) {
          const answer = await connection?.command('conversation:start', opening);
          if (answer?.ok) {
            const { id, headSeq } = answer.value.conversation;
            person.hold(id, headSeq);
            return id;
          }
          await sleep(200);
        }
      }

      async function leave(conversationId: Id): Promise<void> {
        for (let attempt = 0; attempt < 50; attempt += 1) {
          const answer = await connection?.command('conversation:cancel', { conversationId });
          if (answer?.ok || answer?.error.code === 'conversation_closed') break;
          await sleep(100);
        }
        person.stop();
      }

      return { person, start, leave };
    },
    close() {
      for (const agent of agents) agent.stop();
    },
  };
}

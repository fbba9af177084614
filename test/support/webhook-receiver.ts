import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebhookEvent, webhookEventSchema, webhookHeaders } from '@haven/shared/webhook';
import { eventually } from './eventually.ts';

export type Delivery = { id: string; signature: string; body: string; event: WebhookEvent };
export type Answer = (delivery: Delivery, response: ServerResponse) => void;

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

const welcome: Answer = (_delivery, response) => void response.writeHead(204).end();

/** A wallet's end of a webhook: a real HTTP server that keeps what it gets, each checked against its schema. */
export async function startReceiver() {
  const deliveries: Delivery[] = [];
  let answer = welcome;
  const server = createServer((request, response) => void receive(request, response));

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    const delivery = {
      id: String(request.headers[webhookHeaders.delivery]),
      signature: String(request.headers[webhookHeaders.signature]),
      body,
      event: webhookEventSchema.parse(JSON.parse(body)),
    };
    deliveries.push(delivery);
    answer(delivery, response);
  }

  async function open(port: number): Promise<void> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  }

  async function close(): Promise<void> {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  await open(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    deliveries,
    /** How it answers from now on; nothing given: 204. */
    answerWith(next: Answer = welcome) {
      answer = next;
    },
    /** Refuses connections until `up`. */
    down: close,
    up: () => open(port),
    close: () => (server.listening ? close() : Promise.resolve()),
    /** The first delivery that fits, had or yet to come. */
    gets(fits: (delivery: Delivery) => boolean, withinMs = 30_000): Promise<Delivery> {
      return eventually(() => {
        const found = deliveries.find(fits);
        if (!found) throw new Error(`not delivered; there were ${deliveries.map(summaryOf).join(', ')}`);
        return found;
      }, withinMs);
    },
  };
}

function summaryOf({ event }: Delivery): string {
  return event.topic === 'ping' ? 'ping' : `${event.topic} ${event.entry.seq}`;
}

/** What a delivery is about: nothing and 0 of a ping. */
export const entryOf = ({ event }: Delivery) => (event.topic === 'ping' ? '' : event.entry.id);
export const seqOf = ({ event }: Delivery) => (event.topic === 'ping' ? 0 : event.entry.seq);
export const conversationOf = ({ event }: Delivery) => (event.topic === 'ping' ? '' : event.conversation.id);

/** An answer of nothing but a status. */
export function status(code: number): Answer {
  return (_delivery, response) => void response.writeHead(code).end();
}

/** Whether a signature was made with this secret, computed as docs/webhooks.md tells a wallet's developer to. */
export function isSignedWith(secret: string, { signature, body }: Delivery): boolean {
  const [, seconds = ''] = /^t=(\d+),/.exec(signature) ?? [];
  const expected = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return signature.split(',').includes(`v1=${expected}`);
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Asked = { id: number; method: string; params: unknown[] };
/** What comes back instead of the node's own answer; undefined leaves it as it is. */
export type Bend = (asked: Asked, result: unknown) => unknown;

/** A node's door that lies, falls behind or breaks: what is asked goes to the real node, and comes back bent. */
export async function bendNode(url: string) {
  let bend: Bend = () => undefined;
  let status = 200;
  let isSilent = false;
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
      if (isSilent) return;
      if (status !== 200) {
        response.writeHead(status).end('no');
        return;
      }
      const reply = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      });
      const answer = (await reply.json()) as { result?: unknown };
      const bent = bend(JSON.parse(body) as Asked, answer.result);
      response.end(JSON.stringify(bent === undefined ? answer : { jsonrpc: '2.0', id: 1, result: bent }));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** How it answers from now on; nothing: as the node does. */
    bendBy(next: Bend = () => undefined) {
      bend = next;
      status = 200;
      isSilent = false;
    },
    fail(code: number) {
      status = code;
    },
    fallSilent() {
      isSilent = true;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** By `METHOD path`, or with the body behind it; a string is sent as it is, all else as JSON. A number is a status. */
export type Answers = Record<string, unknown>;

/** A server of an HTTP API whose answers stand in a table. What is not there is a 404. */
export async function startAnswering(prefix = '') {
  let answers: Answers = {};
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
      const path = request.url?.startsWith(prefix) ? request.url.slice(prefix.length) : 'elsewhere';
      const key = `${request.method} ${path}`;
      asked.push(`${key} ${body}`.trim());
      const answer = answers[`${key} ${body}`] ?? answers[key];
      if (typeof answer === 'number' && answer >= 400) response.writeHead(answer).end('no');
      else if (answer === undefined) response.writeHead(404).end('Not found');
      else response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    asked,
    answer: (next: Answers) => (answers = next),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

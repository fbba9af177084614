import { createDatabase, dropDatabase } from '../support/engines.ts';
import { postgresServerUrl } from '../support/run-engines.ts';
import { forkProgram } from './forked.ts';
import type { LoadSocket } from './load-plan.ts';
import type { Subject } from './subject.ts';

type Options = { stores: boolean; env?: Record<string, string> };

/** Bare Socket.IO with the same sockets and rooms as `subject`; `stores`: with batched inserts and nothing else. */
export async function startBaseline(
  subject: Pick<Subject, 'sockets'>,
  { stores, env = {} }: Options,
): Promise<Subject> {
  const databaseUrl = stores ? await createDatabase(postgresServerUrl()) : undefined;
  const server = forkProgram('bare-server.ts', databaseUrl === undefined ? [] : [databaseUrl], {
    env: { ...process.env, ...env },
  });
  const port = (await server.next()) as number;
  return {
    name: stores ? 'bare with inserts' : 'bare',
    url: `http://127.0.0.1:${port}`,
    pid: server.child.pid ?? 0,
    resumes: false,
    sockets: subject.sockets.map(bareSocket),
    async stop() {
      await server.end();
      if (databaseUrl !== undefined) await dropDatabase(postgresServerUrl(), databaseUrl);
    },
  };
}

function bareSocket({ namespace, conversationIds }: LoadSocket): LoadSocket {
  return { namespace, conversationIds, auth: { conversationIds } };
}

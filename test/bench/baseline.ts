import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createDatabase, dropDatabase } from '../support/engines.ts';
import { postgresServerUrl } from '../support/run-engines.ts';
import type { LoadSocket } from './load-plan.ts';
import type { Subject } from './subject.ts';

type Options = { stores: boolean; env?: Record<string, string> };

const program = fileURLToPath(new URL('bare-server.ts', import.meta.url));

/** Bare Socket.IO with the same sockets and rooms as `subject`; `stores`: with batched inserts and nothing else. */
export async function startBaseline(
  subject: Pick<Subject, 'sockets'>,
  { stores, env = {} }: Options,
): Promise<Subject> {
  const databaseUrl = stores ? await createDatabase(postgresServerUrl()) : undefined;
  const child = fork(program, databaseUrl === undefined ? [] : [databaseUrl], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const [port] = (await once(child, 'message')) as [number];
  return {
    name: stores ? 'bare with inserts' : 'bare',
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    resumes: false,
    sockets: subject.sockets.map(bareSocket),
    async stop() {
      await end(child);
      if (databaseUrl !== undefined) await dropDatabase(postgresServerUrl(), databaseUrl);
    },
  };
}

function bareSocket({ namespace, conversationIds }: LoadSocket): LoadSocket {
  return { namespace, conversationIds, auth: { conversationIds } };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

import { demoPassword } from '@haven/server/seed/demo-people';
import type { AgentAccount } from '@haven/shared/http/admin-endpoints';
import type { QueueSetting } from '@haven/shared/http/queue-endpoints';
import type { QueueSettings } from '@haven/shared/queue';
import { signIn } from './people.ts';

/** What browser tests set up without clicking through the settings. */
export async function createAdminApi(url: string) {
  const cookie = await signIn(url, 'jonas@demo.haven.example', demoPassword);

  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const headers = { cookie, origin: url, 'content-type': 'application/json' };
    const reply = await fetch(url + path, { method, headers, body: JSON.stringify(body ?? {}) });
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${await reply.text()}`);
    return (await reply.json()) as T;
  }

  async function agentNamed(name: string): Promise<AgentAccount> {
    const headers = { cookie };
    const reply = await fetch(`${url}/api/admin/agents`, { headers });
    const { items } = (await reply.json()) as { items: AgentAccount[] };
    const agent = items.find(({ email }) => email.startsWith(`${name}@`));
    if (!agent) throw new Error(`There is no agent ${name}.`);
    return agent;
  }

  return {
    /** Sets how many chats a demo agent takes at once. */
    async setCapacity(name: string, capacity: number): Promise<void> {
      const {
        id,
        email: _,
        mustChangePassword: __,
        createdAt: ___,
        lastSeenAt: ____,
        ...fields
      } = await agentNamed(name);
      await call('PATCH', `/api/admin/agents/${id}`, { ...fields, capacity });
    },
    /** Changes how every queue is run. */
    async setQueues(change: Partial<QueueSettings>): Promise<void> {
      const reply = await fetch(`${url}/api/admin/queues`, { headers: { cookie } });
      const { items } = (await reply.json()) as { items: QueueSetting[] };
      for (const { inboxId, teamId, settings } of items)
        await call('PATCH', '/api/admin/queues', { inboxId, teamId, settings: { ...settings, ...change } });
    },
    /** Resets a demo agent; answers with the one-time password. */
    async resetPassword(name: string): Promise<string> {
      const { id } = await agentNamed(name);
      return (await call<{ password: string }>('POST', `/api/admin/agents/${id}/password`)).password;
    },
  };
}

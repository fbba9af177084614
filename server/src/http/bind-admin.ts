import type { Endpoint } from '@haven/shared/http/define';
import { ok, type Result } from '@haven/shared/result';
import type { Right } from '@haven/shared/rights';
import type * as z from 'zod/mini';
import type { AgentPrincipal } from '../principal.ts';
import type { Bind, Call } from './bind-endpoint.ts';
import type { HttpDeps } from './http-deps.ts';

type Reply<E extends Endpoint> = z.infer<E['reply']>;
/** What a list's reply holds under `items`. */
type ItemsOf<E extends Endpoint> = Reply<E> extends { items: infer Items } ? Items : never;
type AdminCall<E extends Endpoint> = Call<E, AgentPrincipal>;

/** A change as the audit names it. `details` holds settings; never a password, and no long texts. */
interface Change<E extends Endpoint> {
  action: string;
  objectId: (call: AdminCall<E>, reply: Reply<E>) => string;
  details?: (call: AdminCall<E>) => Record<string, unknown>;
  /** What visitors will read of it, which may not ask or link where support may not (SAFE5). */
  shown?: (call: AdminCall<E>) => readonly string[];
}

export type Admin = ReturnType<typeof createAdmin>;

/** The two shapes of endpoints that configure, for whoever has the right: a list, and a change that is audited once it is made. */
export function createAdmin(
  bind: Bind,
  { audit, guardOutgoing }: Pick<HttpDeps, 'audit' | 'guardOutgoing'>,
  right: Right = 'configure',
) {
  return {
    list<E extends Endpoint>(endpoint: E, read: (call: AdminCall<E>) => Promise<ItemsOf<E>>) {
      bind.agent(endpoint, { right }, async (call) => ok({ items: await read(call) } as Reply<E>));
    },
    change<E extends Endpoint>(
      endpoint: E,
      change: Change<E>,
      make: (call: AdminCall<E>) => Promise<Result<Reply<E>>>,
    ) {
      bind.agent(endpoint, { right }, async (call) => {
        const shown = change.shown?.(call) ?? [];
        const allowed = await guardOutgoing.stored(call.principal, shown, change.action.split('.')[0] ?? '');
        if (!allowed.ok) return allowed;
        const made = await make(call);
        if (!made.ok) return made;
        await audit.record({
          actor: { kind: 'agent', id: call.principal.agentId },
          action: change.action,
          objectKind: change.action.split('.')[0] ?? '',
          objectId: change.objectId(call, made.value),
          ip: call.ip,
          details: change.details?.(call) ?? {},
        });
        return made;
      });
    },
  };
}

import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { agentEndpoints } from '@haven/shared/http/agent-endpoints';
import { ok, refuse } from '@haven/shared/result';
import type { Admin } from './bind-admin.ts';
import type { Bind } from './bind-endpoint.ts';
import type { HttpDeps } from './http-deps.ts';

/** How networks do, for everybody in the console. */
export function bindNetworks(bind: Bind, { networkStates }: HttpDeps): void {
  bind.agent(agentEndpoints.networks, {}, async () => ok({ items: await networkStates.list() }));
}

/** Which networks are looked into, and through whom. Addresses of sources are in no reply and no audit. */
export function bindNetworkSettings(admin: Admin, bind: Bind, { networks, chains }: HttpDeps): void {
  const { listNetworks, addNetwork, updateNetwork, removeNetwork, tryNetworkSource } = adminEndpoints;
  admin.list(listNetworks, () => networks.list());
  admin.change(
    addNetwork,
    {
      action: 'network.added',
      objectId: ({ body }) => body.id,
      details: ({ body }) => ({ ...body.fields, sources: body.sources.length }),
    },
    ({ body }) => networks.add(body),
  );
  admin.change(
    updateNetwork,
    {
      action: 'network.changed',
      objectId: ({ body }) => body.id,
      details: ({ body }) => ({ ...body.fields, sources: body.sources.length }),
    },
    ({ body }) => networks.change(body.id, body.fields, body.sources),
  );
  admin.change(removeNetwork, { action: 'network.removed', objectId: ({ body }) => body.id }, ({ body }) =>
    networks.remove(body.id),
  );
  bind.agent(tryNetworkSource, { right: 'configure' }, async ({ body: { id, family, source } }) => {
    if ('url' in source) return ok(await chains.check({ id, family }, { id: 'trial', url: source.url }));
    const stored = await networks.source(id, source.id);
    return stored ? ok(await chains.check(stored.network, stored.source)) : refuse('not_found');
  });
}

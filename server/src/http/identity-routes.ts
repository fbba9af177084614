import { identityEndpoints } from '@haven/shared/http/identity-endpoints';
import { visitorEndpoints } from '@haven/shared/http/visitor-endpoints';
import { refuse } from '@haven/shared/result';
import { addressKey } from '../features/rate-limit/address-key.ts';
import { limits } from '../features/rate-limit/limits.ts';
import type { Admin } from './bind-admin.ts';
import { createAuthenticate } from './authenticate.ts';
import type { Bind } from './bind-endpoint.ts';
import type { HttpDeps } from './http-deps.ts';

const byParam = ({ param }: { param: string }) => param;
const byAddress = ({ ip }: { ip: string }) => addressKey(ip);

/** The keys with which hosts sign who their users are. */
export function bindIdentity(admin: Admin, { identityKeys }: HttpDeps): void {
  const { listIdentity, updateIdentity, debugIdentity, createIdentityKey, retireIdentityKey } =
    identityEndpoints;
  admin.list(listIdentity, () => identityKeys.list());
  admin.change(
    updateIdentity,
    {
      action: 'inbox.identity_changed',
      objectId: byParam,
      details: ({ body }) => ({ isRequired: body.isRequired }),
    },
    ({ param, body }) => identityKeys.setRequired(param, body.isRequired),
  );
  admin.change(
    debugIdentity,
    { action: 'inbox.identity_debugged', objectId: byParam, details: ({ body }) => ({ isOn: body.isOn }) },
    ({ param, body }) => identityKeys.setDebug(param, body.isOn),
  );
  admin.change(
    createIdentityKey,
    {
      action: 'identity_key.created',
      objectId: (_call, { key }) => key.id,
      details: ({ body }) => ({ kid: body.kid, algorithm: body.algorithm }),
    },
    ({ param, body }) => identityKeys.add(param, body),
  );
  admin.change(retireIdentityKey, { action: 'identity_key.retired', objectId: byParam }, ({ param }) =>
    identityKeys.retire(param),
  );
}

/** The exchange of a host's token for a session. */
export function bindIdentify(bind: Bind, deps: HttpDeps): void {
  const { inboxes, identify } = deps;
  const authenticate = createAuthenticate(deps);
  const limit = { limit: limits.identify, by: byAddress };
  bind.open('visitor', visitorEndpoints.identify, { limit }, async ({ body, request }) => {
    const inbox = await inboxes.findByKey(body.inboxKey);
    if (!inbox) return refuse('not_found');
    // A session that has ended brings nothing along, and is no reason to refuse.
    const session = await authenticate.visitor(request);
    return identify(inbox, body.token, session.ok ? session.value : null);
  });
}

import { agentEndpoints } from '@haven/shared/http/agent-endpoints';
import { officialAdminEndpoints } from '@haven/shared/http/official-admin-endpoints';
import { officialEndpoints } from '@haven/shared/http/official-endpoints';
import { ok } from '@haven/shared/result';
import { addressKey } from '../features/rate-limit/address-key.ts';
import { limits } from '../features/rate-limit/limits.ts';
import type { Admin } from './bind-admin.ts';
import type { Bind } from './bind-endpoint.ts';
import type { HttpDeps } from './http-deps.ts';

const byAddress = ({ ip }: { ip: string }) => addressKey(ip);
const byId = (_call: unknown, { id }: { id: string }) => id;
const byParam = ({ param }: { param: string }) => param;

/** What anybody may ask: whether a contact is official, and with which keys agents' cards are signed. */
export function bindOfficial(bind: Bind, { verifyContact, officialKeys }: HttpDeps): void {
  const { verifyContact: verify, reportContact, judgeHosts, cardKeys } = officialEndpoints;
  bind.open('visitor', verify, { limit: { limit: limits.verify, by: byAddress } }, ({ body }) =>
    verifyContact.verify(body),
  );
  bind.open('visitor', reportContact, { limit: { limit: limits.report, by: byAddress } }, ({ body }) =>
    verifyContact.report(body),
  );
  bind.open('visitor', judgeHosts, { limit: { limit: limits.hosts, by: byAddress } }, async ({ body }) => {
    const inbox = { key: body.inboxKey, id: body.inboxId };
    return ok({ items: await verifyContact.judgeHosts(body.hosts, inbox) });
  });
  bind.open('visitor', cardKeys, { publicForSeconds: 60 }, async () =>
    ok({ keys: await officialKeys.publicKeys() }),
  );
}

/** What supervisors look at; each look is audited. */
export function bindIncidents(bind: Bind, { incidents, audit }: HttpDeps): void {
  const right = 'conversation.intervene';
  bind.agent(agentEndpoints.incidents, { right }, async ({ principal, query, ip }) => {
    await audit.record({
      actor: { kind: 'agent', id: principal.agentId },
      action: 'incidents.viewed',
      objectKind: 'incidents',
      objectId: query.kind ?? 'all',
      ip,
    });
    return ok(await incidents.list(principal, query));
  });
}

/** Phrases and links of agents, and what is official. */
export function bindOfficialSettings(admin: Admin, bind: Bind, deps: HttpDeps): void {
  bindPhrases(admin, bind, deps);
  bindLinks(admin, bind, deps);
  bindContacts(admin, deps);
}

function bindPhrases(admin: Admin, bind: Bind, { refusedPhrases, guardOutgoing }: HttpDeps): void {
  const { listRefusedPhrases, addRefusedPhrase, removeRefusedPhrase, tryOutgoing } = officialAdminEndpoints;
  admin.list(listRefusedPhrases, () => refusedPhrases.list());
  admin.change(
    addRefusedPhrase,
    { action: 'refused_phrase.added', objectId: byId, details: ({ body }) => body },
    ({ body }) => refusedPhrases.add(body.phrase),
  );
  admin.change(removeRefusedPhrase, { action: 'refused_phrase.removed', objectId: byParam }, ({ param }) =>
    refusedPhrases.remove(param),
  );
  bind.agent(tryOutgoing, { right: 'configure' }, async ({ body }) =>
    ok({ problem: await guardOutgoing.problemIn(body) }),
  );
}

function bindLinks(admin: Admin, bind: Bind, { linkHosts, denyList }: HttpDeps): void {
  const { listLinkHosts, setLinkHosts, denyList: denyListState } = officialAdminEndpoints;
  admin.list(listLinkHosts, () => linkHosts.list());
  admin.change(
    setLinkHosts,
    { action: 'link_hosts.changed', objectId: byParam, details: ({ body }) => body },
    ({ param, body }) => linkHosts.set(param, body.hosts),
  );
  bind.agent(denyListState, { right: 'configure' }, async () => ok(await denyList.state()));
}

function bindContacts(admin: Admin, { officialContacts, officialKeys }: HttpDeps): void {
  const { listOfficialContacts, addOfficialContact, removeOfficialContact, rotateCardKey } =
    officialAdminEndpoints;
  admin.list(listOfficialContacts, () => officialContacts.list());
  admin.change(
    addOfficialContact,
    { action: 'official_contact.added', objectId: byId, details: ({ body }) => body },
    ({ body }) => officialContacts.add(body),
  );
  admin.change(
    removeOfficialContact,
    { action: 'official_contact.removed', objectId: byParam },
    ({ param }) => officialContacts.remove(param),
  );
  admin.change(
    rotateCardKey,
    { action: 'card_key.rotated', objectId: (_call, { keyId }) => keyId },
    async () => ok(await officialKeys.rotateCardKey()),
  );
}

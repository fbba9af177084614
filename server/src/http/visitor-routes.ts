import { visitorEndpoints } from '@haven/shared/http/visitor-endpoints';
import { ok, refuse } from '@haven/shared/result';
import { addressKey } from '../features/rate-limit/address-key.ts';
import { limits } from '../features/rate-limit/limits.ts';
import type { Bind } from './bind-endpoint.ts';
import type { HttpDeps } from './http-deps.ts';
import { bindIdentify } from './identity-routes.ts';
import { readGuardedUpload } from './read-upload.ts';

const byAddress = ({ ip }: { ip: string }) => addressKey(ip);

/** Everything that a visitor may ask over HTTP; the rest goes over the socket. */
export function bindVisitorRoutes(bind: Bind, deps: HttpDeps): void {
  const { inboxes, issueTypes, faq, routing, visitorSessions, attachments, publish, identityKeys } = deps;

  bind.open('visitor', visitorEndpoints.inbox, { publicForSeconds: 60 }, async ({ param, query }) => {
    const inbox = await inboxes.findByKey(param);
    if (!inbox) return refuse('not_found');
    const { key, name, languages } = inbox;
    const { isRequired } = await identityKeys.policy(inbox.id);
    return ok({
      ...(isRequired ? { isIdentityRequired: true as const } : {}),
      key,
      name,
      languages,
      issueTypes: await issueTypes.tree(),
      articles: await faq.listPublished(query.language),
      isServed: await routing.isServed(inbox.id, inbox.teamIds, query.language),
    });
  });

  const searchLimit = { limit: limits.faqSearch, by: byAddress };
  bind.open('visitor', visitorEndpoints.searchFaq, { limit: searchLimit }, async ({ param, query }) => {
    const inbox = await inboxes.findByKey(param);
    return inbox ? ok({ articles: await faq.search(query.language, query.q) }) : refuse('not_found');
  });

  const sessionLimit = { limit: limits.openSession, by: byAddress };
  bind.open('visitor', visitorEndpoints.openSession, { limit: sessionLimit }, async ({ body }) => {
    const inbox = await inboxes.findByKey(body.inboxKey);
    if (!inbox) return refuse('not_found');
    const { isRequired } = await identityKeys.policy(inbox.id);
    if (isRequired) return refuse('refused', { details: { reason: 'identity_required' } });
    const { token, expiresAt } = await visitorSessions.open(inbox.id);
    return ok({ token, expiresAt: expiresAt.toISOString() });
  });

  bindIdentify(bind, deps);

  bind.visitor(visitorEndpoints.closeSession, {}, async ({ principal }) => {
    await visitorSessions.revoke(principal.sessionId);
    publish.revokeVisitor(principal.visitorId, 'signed_out', principal.sessionId);
    return ok({});
  });

  const uploadLimit = {
    limit: limits.visitorUpload,
    by: ({ principal }: { principal: { visitorId: string } }) => principal.visitorId,
  };
  bind.visitor(visitorEndpoints.upload, { limit: uploadLimit }, async ({ principal, request }) => {
    const file = await readGuardedUpload(request, deps.guard, principal);
    return file.ok ? attachments.add(principal, file.value.name, file.value.bytes) : file;
  });
}

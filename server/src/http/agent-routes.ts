import { agentEndpoints } from '@haven/shared/http/agent-endpoints';
import { idSchema } from '@haven/shared/ids';
import { ok, refuse } from '@haven/shared/result';
import { roleHas } from '@haven/shared/rights';
import { agentSessionMs } from '../features/agents/agent-sessions.ts';
import { limits } from '../features/rate-limit/limits.ts';
import type { AgentPrincipal } from '../principal.ts';
import type { Bind } from './bind-endpoint.ts';
import type { HttpDeps } from './http-deps.ts';
import { bindNetworks } from './network-routes.ts';
import { bindIncidents } from './official-routes.ts';
import { readGuardedUpload } from './read-upload.ts';

const byAgent = ({ principal }: { principal: AgentPrincipal }) => principal.agentId;

/** Everything that somebody signed in to the console may ask over HTTP, configuration apart. */
export function bindAgentRoutes(bind: Bind, deps: HttpDeps): void {
  bindSession(bind, deps);
  bindDirectory(bind, deps);
  bindSearch(bind, deps);
  bindIncidents(bind, deps);
  bindNetworks(bind, deps);
  bind.agent(agentEndpoints.routing, {}, ({ principal, param }) => deps.explainRouting(principal, param));

  const uploadLimit = { limit: limits.agentUpload, by: byAgent };
  bind.agent(agentEndpoints.upload, { limit: uploadLimit }, async ({ principal, request }) => {
    const file = await readGuardedUpload(request, deps.guard, principal);
    const named = file.ok ? await deps.guardOutgoing.stored(principal, [file.value.name], 'file_name') : file;
    if (!named.ok) return named;
    return file.ok ? deps.attachments.add(principal, file.value.name, file.value.bytes) : file;
  });
}

function bindSession(bind: Bind, { cookie, profiles, signIn, signOut, changePassword }: HttpDeps): void {
  bind.open('agent', agentEndpoints.signIn, {}, async ({ body, ip, response }) => {
    const signedIn = await signIn(body, ip);
    if (!signedIn.ok) return signedIn;
    response.append('Set-Cookie', cookie.set(signedIn.value.token, agentSessionMs));
    return ok({ me: signedIn.value.me });
  });

  bind.agent(agentEndpoints.signOut, { beforePasswordChange: true }, async ({ principal, ip, response }) => {
    await signOut(principal, ip);
    response.append('Set-Cookie', cookie.clear());
    return ok({});
  });

  bind.agent(agentEndpoints.me, { beforePasswordChange: true }, async ({ principal }) => {
    const me = await profiles.find(principal.agentId);
    return me ? ok({ me }) : refuse('unauthenticated');
  });

  bind.agent(agentEndpoints.changePassword, { beforePasswordChange: true }, ({ principal, body, ip }) =>
    changePassword(principal, body, ip),
  );
}

function bindDirectory(
  bind: Bind,
  { teams, inboxes, issueTypes, cannedAnswers, profiles, routing }: HttpDeps,
): void {
  bind.agent(agentEndpoints.directory, {}, async () =>
    ok({
      teams: await teams.list(),
      inboxes: (await inboxes.list()).map(({ id, name, languages }) => ({ id, name, languages })),
      issueTypes: await issueTypes.tree(),
      cannedAnswers: await cannedAnswers.list(),
    }),
  );

  bind.agent(agentEndpoints.colleagues, {}, async () => {
    // Oneself too: a supervisor takes over a chat by transferring it to themself.
    const all = await profiles.listActive();
    const states = await routing.agentStates(all.map(({ id }) => id));
    return ok({
      colleagues: all.map((profile) => {
        const { present, load } = states.get(profile.id) ?? { present: false, load: 0 };
        return { ...profile, present, load };
      }),
    });
  });
}

function bindSearch(bind: Bind, { search, conversations, audit }: HttpDeps): void {
  const limit = { limit: limits.search, by: byAgent };
  bind.agent(agentEndpoints.search, { limit }, async ({ principal, query, ip }) => {
    const cursor = query.cursor ?? null;
    if (cursor !== null && !idSchema.safeParse(cursor).success) {
      return refuse('invalid', { details: { fields: ['cursor'] } });
    }
    const page = await search.find(principal, query.q, cursor);
    const ids = page.matches.map(({ conversationId }) => conversationId);
    const views = new Map((await conversations.viewsFor(ids, principal)).map((view) => [view.id, view]));
    if (roleHas(principal.role, 'conversation.any') && ids.length > 0) {
      await audit.record({
        actor: { kind: 'agent', id: principal.agentId },
        action: 'conversation.searched',
        objectKind: 'agent',
        objectId: principal.agentId,
        ip,
        details: { found: ids },
      });
    }
    const hits = page.matches.flatMap(({ conversationId, snippet, seq }) => {
      const conversation = views.get(conversationId);
      return conversation ? [{ conversation, snippet, seq }] : [];
    });
    return ok({ hits, cursor: page.cursor });
  });
}

import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { ok, refuse } from '@haven/shared/result';
import { type Admin, createAdmin } from './bind-admin.ts';
import type { Bind } from './bind-endpoint.ts';
import type { HttpDeps } from './http-deps.ts';
import { bindIdentity } from './identity-routes.ts';
import { bindNetworkSettings } from './network-routes.ts';
import { bindOfficialSettings } from './official-routes.ts';
import { bindQueues } from './queue-routes.ts';
import { bindSkills } from './skill-routes.ts';
import { bindWebhooks } from './webhook-routes.ts';

const byParam = ({ param }: { param: string }) => param;
const byId = (_call: unknown, { id }: { id: string }) => id;
/** Every text of a body that visitors will read, in all languages. */
const wordsOf = (...texts: (string | Record<string, string>)[]) =>
  texts.flatMap((text) => (typeof text === 'string' ? [text] : Object.values(text)));
const bodyOf = ({ body }: { body: Record<string, unknown> }) => body;

/** Configuration. Every endpoint needs the right `configure`. */
export function bindAdminRoutes(bind: Bind, deps: HttpDeps): void {
  const admin = createAdmin(bind, deps);
  bindAgents(admin, deps);
  bindTeams(admin, deps);
  bindInboxes(admin, deps);
  bindIdentity(admin, deps);
  bindIssueTypes(admin, deps);
  bindSkills(admin, deps);
  bindQueues(admin, deps);
  bindOfficialSettings(admin, bind, deps);
  bindNetworkSettings(admin, bind, deps);
  bindTexts(admin, deps);
  bindBlocked(admin, deps);
  bindWebhooks(admin, deps);
}

function bindAgents(admin: Admin, { accounts, manageAgents }: HttpDeps): void {
  const { listAgents, createAgent, updateAgent, resetAgent } = adminEndpoints;
  admin.list(listAgents, () => accounts.list());
  admin.change(
    createAgent,
    {
      action: 'agent.created',
      objectId: (_call, { agent }) => agent.id,
      details: bodyOf,
      shown: ({ body }) => wordsOf(body.name),
    },
    ({ body }) => manageAgents.create(body),
  );
  admin.change(
    updateAgent,
    { action: 'agent.changed', objectId: byParam, details: bodyOf, shown: ({ body }) => wordsOf(body.name) },
    ({ principal, param, body }) => manageAgents.update(principal, param, body),
  );
  admin.change(resetAgent, { action: 'agent.password_reset', objectId: byParam }, ({ principal, param }) =>
    manageAgents.reset(principal, param),
  );
}

function bindTeams(admin: Admin, { teams }: HttpDeps): void {
  const { listTeams, createTeam, updateTeam } = adminEndpoints;
  admin.list(listTeams, () => teams.list());
  admin.change(
    createTeam,
    { action: 'team.created', objectId: byId, details: bodyOf, shown: ({ body }) => wordsOf(body.name) },
    ({ body }) => teams.create(body),
  );
  admin.change(
    updateTeam,
    { action: 'team.changed', objectId: byId, details: bodyOf, shown: ({ body }) => wordsOf(body.name) },
    ({ param, body }) => teams.rename(param, body.name),
  );
}

function bindInboxes(admin: Admin, { inboxes }: HttpDeps): void {
  const { listInboxes, createInbox, updateInbox } = adminEndpoints;
  const details = ({ body }: { body: { origins: string[]; teamIds: string[] } }) => ({
    origins: body.origins,
    teamIds: body.teamIds,
  });
  admin.list(listInboxes, () => inboxes.list());
  admin.change(
    createInbox,
    {
      action: 'inbox.created',
      objectId: byId,
      details,
      shown: ({ body }) => wordsOf(body.name, body.greeting),
    },
    ({ body }) => inboxes.create(body),
  );
  admin.change(
    updateInbox,
    {
      action: 'inbox.changed',
      objectId: byId,
      details,
      shown: ({ body }) => wordsOf(body.name, body.greeting),
    },
    ({ param, body }) => inboxes.update(param, body),
  );
}

function bindIssueTypes(admin: Admin, { issueTypes }: HttpDeps): void {
  const { listIssueTypes, createIssueType, updateIssueType } = adminEndpoints;
  const byKey = (_call: unknown, { key }: { key: string }) => key;
  admin.list(listIssueTypes, () => issueTypes.list());
  admin.change(
    createIssueType,
    {
      action: 'issue_type.created',
      objectId: byKey,
      details: bodyOf,
      shown: ({ body }) => wordsOf(body.label),
    },
    ({ body }) => issueTypes.create(body),
  );
  admin.change(
    updateIssueType,
    {
      action: 'issue_type.changed',
      objectId: byKey,
      details: bodyOf,
      shown: ({ body }) => wordsOf(body.label),
    },
    ({ param, body }) => issueTypes.update(param, body),
  );
}

function bindTexts(admin: Admin, { faq, cannedAnswers }: HttpDeps): void {
  const { listFaq, createFaq, addStarterFaq, updateFaq, deleteFaq } = adminEndpoints;
  const title = ({ body }: { body: { title: unknown } }) => ({ title: body.title });
  admin.list(listFaq, () => faq.list());
  admin.change(
    createFaq,
    {
      action: 'faq.created',
      objectId: byId,
      details: title,
      shown: ({ body }) => wordsOf(body.title, body.body),
    },
    ({ body }) => faq.create(body),
  );
  admin.change(addStarterFaq, { action: 'faq.starters_added', objectId: () => 'starters' }, async () =>
    ok({ added: await faq.addStarters() }),
  );
  admin.change(
    updateFaq,
    {
      action: 'faq.changed',
      objectId: byId,
      details: title,
      shown: ({ body }) => wordsOf(body.title, body.body),
    },
    ({ param, body }) => faq.update(param, body),
  );
  admin.change(deleteFaq, { action: 'faq.deleted', objectId: byParam }, ({ param }) => faq.remove(param));

  const { listCanned, createCanned, updateCanned, deleteCanned } = adminEndpoints;
  const shortcut = ({ body }: { body: { shortcut: string } }) => ({ shortcut: body.shortcut });
  admin.list(listCanned, () => cannedAnswers.list());
  admin.change(
    createCanned,
    {
      action: 'canned_answer.created',
      objectId: byId,
      details: shortcut,
      shown: ({ body }) => wordsOf(body.title, body.body),
    },
    ({ body }) => cannedAnswers.create(body),
  );
  admin.change(
    updateCanned,
    {
      action: 'canned_answer.changed',
      objectId: byId,
      details: shortcut,
      shown: ({ body }) => wordsOf(body.title, body.body),
    },
    ({ param, body }) => cannedAnswers.update(param, body),
  );
  admin.change(deleteCanned, { action: 'canned_answer.deleted', objectId: byParam }, ({ param }) =>
    cannedAnswers.remove(param),
  );
}

function bindBlocked(admin: Admin, { visitorBlocks }: HttpDeps): void {
  const { listBlocked, unblock } = adminEndpoints;
  admin.list(listBlocked, () => visitorBlocks.list());
  admin.change(unblock, { action: 'visitor.unblocked', objectId: byParam }, async ({ param }) =>
    (await visitorBlocks.unblock(param)) ? ok({}) : refuse('not_found'),
  );
}

import { noticeEndpoints, visitorNoticeEndpoints } from '@haven/shared/http/notice-endpoints';
import type { NoticeDraft } from '@haven/shared/service-notice';
import { ok, refuse } from '@haven/shared/result';
import { createAdmin } from './bind-admin.ts';
import type { Bind } from './bind-endpoint.ts';
import type { HttpDeps } from './http-deps.ts';

const byId = (_call: unknown, { id }: { id: string }) => id;
const wordsOf = ({ body }: { body: NoticeDraft }) => [
  ...Object.values(body.title),
  ...Object.values(body.body),
  ...(body.link === null ? [] : [body.link]),
];
const details = ({ body: { severity, network, appVersion, title } }: { body: NoticeDraft }) => ({
  severity,
  network,
  appVersion,
  title,
});

/** What the operator tells everybody: read by all, written by whoever may intervene. */
export function bindServiceNotices(bind: Bind, deps: HttpDeps): void {
  const { inboxes, serviceNotices: notices, tellServiceNotices } = deps;
  const { serviceNotices, listNotices, createNotice, updateNotice, endNotice } = noticeEndpoints;

  bind.open('visitor', visitorNoticeEndpoints.current, { publicForSeconds: 10 }, async ({ param }) =>
    (await inboxes.findByKey(param)) ? ok({ notices: await notices.listActive() }) : refuse('not_found'),
  );
  bind.agent(serviceNotices, {}, async () => ok({ items: await notices.listCounted() }));

  const manage = createAdmin(bind, deps, 'conversation.intervene');
  /** Everybody hears of it before the operator is answered, where that is possible. */
  const told = <T>(changed: T): Promise<T> =>
    tellServiceNotices.announce().then(
      () => changed,
      () => changed,
    );
  manage.list(listNotices, () => notices.list());
  manage.change(
    createNotice,
    { action: 'service_notice.created', objectId: byId, details, shown: wordsOf },
    async ({ body }) => told(await notices.create(body)),
  );
  manage.change(
    updateNotice,
    { action: 'service_notice.changed', objectId: byId, details, shown: wordsOf },
    async ({ param, body }) => told(await notices.update(param, body)),
  );
  manage.change(
    endNotice,
    {
      action: 'service_notice.ended',
      objectId: byId,
      shown: ({ body }) => Object.values(body.ending).filter((text) => text !== ''),
    },
    async ({ param, body }) => told(await notices.end(param, body.ending)),
  );
}

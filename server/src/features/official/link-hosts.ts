import type { LinkHosts } from '@haven/shared/http/official-admin-endpoints';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { Kysely } from 'kysely';
import type { Database } from '../../storage/postgres/schema.ts';

export type LinkHostLists = ReturnType<typeof createLinkHosts>;

/** Where agents may link to, by inbox (SAFE5). Haven's own address, with its page /verify, is always one of them. */
export function createLinkHosts({ db, publicUrl }: { db: Kysely<Database>; publicUrl: string }) {
  const own = new URL(publicUrl).hostname;

  async function list(): Promise<LinkHosts[]> {
    const rows = await db.selectFrom('inbox').select(['id', 'link_hosts']).orderBy('created_at').execute();
    return rows.map(({ id, link_hosts }) => ({ inboxId: id, hosts: link_hosts }));
  }

  return {
    list,

    /** Of one inbox; null: of all, for texts that every inbox shows. */
    async of(inboxId: string | null): Promise<string[]> {
      const lists = await list();
      const hosts = lists.filter((each) => inboxId === null || each.inboxId === inboxId);
      return [own, ...hosts.flatMap((each) => each.hosts)];
    },

    /** Replaces an inbox's list. */
    async set(inboxId: string, hosts: readonly string[]): Promise<Result<LinkHosts>> {
      const changed = await db
        .updateTable('inbox')
        .set({ link_hosts: [...new Set(hosts)] })
        .where('id', '=', inboxId)
        .returning('link_hosts')
        .executeTakeFirst();
      return changed ? ok({ inboxId, hosts: changed.link_hosts }) : refuse('not_found');
    },
  };
}

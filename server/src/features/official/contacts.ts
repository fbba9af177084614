import type { OfficialContact } from '@haven/shared/http/official-admin-endpoints';
import { hostRuleSchema } from '@haven/shared/hosts';
import type { Contact } from '@haven/shared/contact';
import { readContact } from '@haven/shared/official-contact';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { Kysely } from 'kysely';
import type { Clock } from '../../clock.ts';
import { newId } from '../../new-id.ts';
import { isForeignKeyViolation, isUniqueViolation } from '../../storage/postgres/failures.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import { parseUrl } from './parse-url.ts';

type Asked = { inboxId: string | null; contact: string; platform?: Contact['platform'] | undefined };

export type OfficialContacts = ReturnType<typeof createOfficialContacts>;

const columns = ['id', 'inbox_id as inboxId', 'kind', 'platform', 'value'] as const;

/** What is official: websites, addresses, numbers and handles, of one inbox or of all (SAFE6). */
export function createOfficialContacts({ db, clock }: { db: Kysely<Database>; clock: Clock }) {
  return {
    async list(): Promise<OfficialContact[]> {
      return db
        .selectFrom('official_contact')
        .select(columns)
        .orderBy('kind')
        .orderBy('value')
        .execute() as Promise<OfficialContact[]>;
    },

    /** Those that hold for an inbox, or all of them. */
    async of(inboxId: string | null): Promise<Contact[]> {
      let query = db.selectFrom('official_contact').select(['kind', 'platform', 'value']);
      if (inboxId !== null)
        query = query.where((eb) => eb.or([eb('inbox_id', 'is', null), eb('inbox_id', '=', inboxId)]));
      return query.execute() as Promise<Contact[]>;
    },

    async add(asked: Asked): Promise<Result<OfficialContact>> {
      const contact = normalised(asked);
      if (contact === null) return refuse('invalid', { details: { field: 'contact' } });
      const id = newId(clock);
      try {
        await db
          .insertInto('official_contact')
          .values({ id, inbox_id: asked.inboxId, ...contact })
          .execute();
      } catch (error) {
        if (isForeignKeyViolation(error)) return refuse('not_found');
        if (!isUniqueViolation(error)) throw error;
        return refuse('conflict', { details: { field: 'contact' } });
      }
      return ok({ id, inboxId: asked.inboxId, ...contact });
    },

    async remove(id: string): Promise<Result<Record<string, never>>> {
      const removed = await db
        .deleteFrom('official_contact')
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return removed ? ok({}) : refuse('not_found');
    },
  };
}

function normalised({ contact, platform }: Asked): Contact | null {
  if (contact.startsWith('*.'))
    return hostRuleSchema.safeParse(contact).success
      ? { kind: 'website', platform: '', value: contact }
      : null;
  const read = readContact(contact, parseUrl);
  if (read?.kind === 'phone' && !read.value.startsWith('+')) return null;
  if (read?.kind !== 'handle') return read;
  const place = platform ?? read.platform;
  return place === '' ? null : { ...read, platform: place };
}

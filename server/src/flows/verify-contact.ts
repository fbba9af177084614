import type { HostReason } from '@haven/shared/hosts';
import { findLinks } from '@haven/shared/links';
import type { Contact, ContactVerdict } from '@haven/shared/contact';
import { isOfficial, looksLike, readContact } from '@haven/shared/official-contact';
import { ok, refuse, type Result } from '@haven/shared/result';
import type { Incidents } from '../features/incidents.ts';
import type { Inboxes } from '../features/inboxes.ts';
import type { OfficialContacts } from '../features/official/contacts.ts';
import type { DenyList } from '../features/official/deny-list.ts';
import { parseUrl } from '../features/official/parse-url.ts';

type Deps = {
  contacts: Pick<OfficialContacts, 'of'>;
  denyList: Pick<DenyList, 'judge'>;
  inboxes: Pick<Inboxes, 'findByKey'>;
  incidents: Pick<Incidents, 'record'>;
  publicUrl: string;
};

type Asked = { contact: string; inboxKey?: string | undefined };

export type VerifyContact = ReturnType<typeof createVerifyContact>;

/** Answers whether a website, address, number or handle is official, for whoever was contacted from there (SAFE6). */
export function createVerifyContact({ contacts, denyList, inboxes, incidents, publicUrl }: Deps) {
  const own: Contact = { kind: 'website', platform: '', value: new URL(publicUrl).hostname };

  async function inboxOf(key: string | undefined): Promise<string | null> {
    return key === undefined ? null : ((await inboxes.findByKey(key))?.id ?? null);
  }

  /** `invalid` for what is no contact at all. */
  async function verify({ contact: typed, inboxKey }: Asked): Promise<Result<ContactVerdict>> {
    const contact = readContact(typed, parseUrl);
    if (contact === null) return refuse('invalid', { details: { field: 'contact' } });
    const official = [own, ...(await contacts.of(await inboxOf(inboxKey)))];
    const reasons: HostReason[] =
      contact.kind === 'website' ? (findLinks(typed, parseUrl)[0]?.reasons ?? []) : [];
    const said = { kind: contact.kind, value: contact.value, reasons };
    // What hides behind a name or an invisible letter is not vouched for, wherever it leads.
    const isPlain = reasons.every((reason) => reason === 'punycode' || reason === 'ip_address');
    if (isPlain && isOfficial(contact, official)) return ok({ ...said, verdict: 'official', like: null });
    const host = hostOf(contact);
    const judged = host === null ? null : await denyList.judge(host);
    if (judged !== null) reasons.push(judged);
    const like = looksLike(typed, contact, official);
    if (like !== null && like !== contact.value) reasons.push('confusable');
    const verdict = judged === 'denied' ? 'denied' : like !== null ? 'looks_like' : 'not_official';
    return ok({ ...said, verdict, like });
  }

  return {
    verify,

    /** What is known of hosts beside their form: look-alikes of official ones, and what the deny list says. */
    async judgeHosts(hosts: readonly string[], inbox: { key?: string | undefined; id?: string | undefined }) {
      const official = [own, ...(await contacts.of(inbox.id ?? (await inboxOf(inbox.key))))];
      const judged = hosts.map(async (host) => {
        const contact: Contact = { kind: 'website', platform: '', value: host };
        if (isOfficial(contact, official)) return { host, reasons: [] };
        const denied = await denyList.judge(host);
        const isAlike = looksLike(host, contact, official) !== null;
        const reasons: HostReason[] = [...(isAlike ? (['confusable'] as const) : [])];
        return { host, reasons: denied === null ? reasons : [...reasons, denied] };
      });
      return (await Promise.all(judged)).filter(({ reasons }) => reasons.length > 0);
    },

    /** Tells the supervisors of one that is not official. The asker needs no session and is not named. */
    async report(asked: Asked): Promise<Result<Record<string, never>>> {
      const answer = await verify(asked);
      if (!answer.ok) return answer;
      const { verdict, kind, value } = answer.value;
      if (verdict === 'official') return refuse('refused', { details: { reason: 'official' } });
      await incidents.record({
        kind: 'unofficial_contact',
        inboxId: await inboxOf(asked.inboxKey),
        conversationId: null,
        by: { kind: 'visitor', id: null },
        detail: { kind, value: value.slice(0, 300), verdict },
      });
      return ok({});
    },
  };
}

function hostOf({ kind, value }: Contact): string | null {
  if (kind === 'website') return value;
  return kind === 'email' ? value.slice(value.indexOf('@') + 1) : null;
}

import { createGuardOutgoing } from './flows/guard-outgoing.ts';
import { createProveOfficial } from './flows/prove-official.ts';
import { createVerifyContact } from './flows/verify-contact.ts';
import type { AppDeps, Features } from './features.ts';

/** What keeps staff from phishing and proves that support is official (SAFE5, SAFE6), tied together. */
export function createOfficialFlows(
  { config, clock }: Pick<AppDeps, 'config' | 'clock'>,
  features: Features,
) {
  const { conversations, inboxes, incidents, audit, profiles, linkHosts } = features;
  return {
    guardOutgoing: createGuardOutgoing({
      conversations,
      phrases: features.refusedPhrases,
      linkHosts,
      incidents,
      audit,
    }),
    proveOfficial: createProveOfficial({
      conversations,
      inboxes,
      async roleOf(id) {
        const isActive = (await profiles.activeCard(id)) !== null;
        return isActive ? ((await profiles.find(id))?.role ?? null) : null;
      },
      keys: features.officialKeys,
      clock,
    }),
    verifyContact: createVerifyContact({
      contacts: features.officialContacts,
      denyList: features.denyList,
      inboxes,
      incidents,
      publicUrl: config.publicUrl,
    }),
  };
}

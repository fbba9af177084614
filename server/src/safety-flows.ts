import { inspectText } from '@haven/shared/guarded-text';
import type { FlowDeps } from './flows/flow-deps.ts';
import { createGuardOutgoing } from './flows/guard-outgoing.ts';
import { createGuardText } from './flows/guard-text.ts';
import { createProveOfficial } from './flows/prove-official.ts';
import { createSecretStops } from './flows/secret-stops.ts';
import { createVerifyContact } from './flows/verify-contact.ts';
import type { AppDeps, Features } from './features.ts';

/**
 * What keeps secrets from being sent and stored (SAFE1), staff from phishing, and proves that support is official (SAFE5,
 * SAFE6), tied together.
 */
export function createSafetyFlows(
  { config, clock, log }: Pick<AppDeps, 'config' | 'clock' | 'log'>,
  features: Features,
  { writer, settle }: Pick<FlowDeps, 'writer' | 'settle'>,
) {
  const { conversations, inboxes, incidents, audit, limiter, profiles, linkHosts } = features;
  const secretStops = createSecretStops({ conversations, writer, settle, incidents, limiter });
  return {
    secretStops,
    guard: createGuardText({
      ...features.hostIdentities,
      conversations,
      stops: secretStops,
      inspect: inspectText,
      log,
    }),
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

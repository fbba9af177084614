import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { useState } from 'react';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { OnceDialog } from '../OnceDialog.tsx';
import { SectionFrame } from '../SectionFrame.tsx';
import { useItems } from '../use-items.ts';
import { InboxIdentityPart } from './InboxIdentityPart.tsx';
import { KeyDialog } from './KeyDialog.tsx';

/** By inbox: the keys with which a host vouches for its users, and whether anybody may be anonymous. */
export function IdentitySection() {
  const { identityPage: words } = useStrings();
  const language = useLanguage();
  const query = useItems('identity', adminEndpoints.listIdentity);
  const inboxesQuery = useItems('inboxes', adminEndpoints.listInboxes);
  const nameOf = (id: string) =>
    inboxesQuery.data?.items.find((inbox) => inbox.id === id)?.name[language] ?? '';
  const [addingTo, setAddingTo] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <SectionFrame subtitle={words.subtitle} query={query} needs={inboxesQuery} empty={words.empty}>
        {(items) =>
          items.map((identity) => (
            <InboxIdentityPart
              key={identity.id}
              identity={identity}
              name={nameOf(identity.id)}
              onAdd={() => setAddingTo(identity.id)}
            />
          ))
        }
      </SectionFrame>
      {addingTo !== null && (
        <KeyDialog
          inboxId={addingTo}
          inboxName={nameOf(addingTo)}
          onSecret={setSecret}
          onClose={() => setAddingTo(null)}
        />
      )}
      {secret !== null && (
        <OnceDialog
          title={words.secretTitle}
          body={words.secretBody}
          value={secret}
          done={words.secretDone}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  );
}

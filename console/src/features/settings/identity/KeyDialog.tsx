import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import {
  holdsPrivateKey,
  type IdentityAlgorithm,
  identityAlgorithms,
  kidSchema,
} from '@haven/shared/identity';
import { useState } from 'react';
import { toast } from 'sonner';
import { useStrings } from '../../../live/console-context.tsx';
import { SelectField, TextArea, TextField } from '../../../ui/Field.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { useSave } from '../use-items.ts';

type Props = {
  inboxId: string;
  inboxName: string;
  onSecret: (secret: string) => void;
  onClose: () => void;
};

/** Adds a key: a secret that Haven makes, or a public key that is pasted. A private one does not leave this page. */
export function KeyDialog({ inboxId, inboxName, onSecret, onClose }: Props) {
  const { identityPage: words, settings } = useStrings();
  const { save, isBusy, failure } = useSave('identity');
  const [isChecked, setChecked] = useState(false);
  const [kid, setKid] = useState('');
  const [algorithm, setAlgorithm] = useState<IdentityAlgorithm>('ES256');
  const [publicKey, setPublicKey] = useState('');
  const isShared = algorithm === 'HS256';
  const isPrivate = holdsPrivateKey(publicKey);
  const isKidOk = kidSchema.safeParse(kid.trim()).success;
  const keyError = isShared
    ? null
    : isPrivate
      ? words.privateHere
      : isChecked && publicKey.trim() === ''
        ? words.reasons.not_a_key
        : null;

  async function submit() {
    setChecked(true);
    if (!isKidOk || (!isShared && (isPrivate || publicKey.trim() === ''))) return;
    const made = await save(adminEndpoints.createIdentityKey, {
      params: { id: inboxId },
      body: { kid: kid.trim(), algorithm, publicKey: isShared ? null : publicKey },
    });
    if (!made.ok) return;
    if (made.value.secret === null) toast.success(settings.saved);
    else onSecret(made.value.secret);
    onClose();
  }

  return (
    <FormDialog
      title={words.addTitle(inboxName)}
      isBusy={isBusy}
      failure={failure}
      conflictText={words.kidTaken}
      refusedText={({ reason }) => words.reasons[reason as keyof typeof words.reasons] ?? null}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <SelectField
        label={words.algorithm}
        value={algorithm}
        onChange={(event) => setAlgorithm(event.target.value as IdentityAlgorithm)}
      >
        {identityAlgorithms.map((one) => (
          <option key={one} value={one}>
            {words.algorithms[one]}
          </option>
        ))}
      </SelectField>
      <TextField
        label={words.kid}
        hint={words.kidHint}
        value={kid}
        maxLength={64}
        error={isChecked && !isKidOk ? words.badKid : null}
        onChange={(event) => setKid(event.target.value)}
      />
      {isShared ? (
        <p className="mb-4 text-xs text-ink-2">{words.sharedHint}</p>
      ) : (
        <TextArea
          label={words.publicKey}
          hint={words.publicKeyHint}
          rows={6}
          value={publicKey}
          maxLength={4_000}
          spellCheck={false}
          autoComplete="off"
          error={keyError}
          onChange={(event) => setPublicKey(event.target.value)}
        />
      )}
    </FormDialog>
  );
}

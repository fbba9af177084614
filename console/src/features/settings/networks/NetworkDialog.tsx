import type { NetworkSettings } from '@haven/shared/chain/network-settings';
import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { Checkbox } from '../../../ui/Choices.tsx';
import { SelectField, TextField } from '../../../ui/Field.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { LocalizedFields } from '../LocalizedFields.tsx';
import { useSave } from '../use-items.ts';
import {
  emptySource,
  familyOf,
  type FieldName,
  fieldsOfForm,
  formOfChoice,
  formOfNetwork,
  idOfForm,
  isSourceFilled,
  offeredNetworks,
  otherEvm,
  refusedSource,
  sourceChange,
} from './network-form.ts';
import { SourceFields } from './SourceFields.tsx';

type Props = {
  network: NetworkSettings | null;
  /** Those that are there already, which are not offered. */
  taken: readonly string[];
  onClose: () => void;
};

/** Adds or edits a network; its sources are asked which network they know before anything is stored. */
export function NetworkDialog({ network, taken, onClose }: Props) {
  const { settings, networks } = useStrings();
  const words = networks.settings;
  const language = useLanguage();
  const { save, isBusy, failure } = useSave('networks');
  const offered = offeredNetworks.filter(({ id }) => !taken.includes(id));
  const [form, setForm] = useState(() =>
    network === null
      ? formOfChoice(offered[0]?.id ?? otherEvm, [emptySource(), emptySource()])
      : formOfNetwork(network),
  );
  const [isChecked, setChecked] = useState(false);
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const id = idOfForm(form);
  const read = fieldsOfForm(form);
  const family = familyOf(network, form.choice);
  const isWrong = (field: FieldName) => isChecked && !read.ok && read.wrong.has(field);
  // A second source is wanted, not needed: an empty line is left out.
  const sources = form.sources.filter((source) => source.stored !== null || source.url.trim() !== '');
  const refused = refusedSource(failure?.details);
  const refusedKey = refused === null ? undefined : sources[refused.index]?.key;
  const refusedAt = form.sources.findIndex(({ key }) => key === refusedKey);

  async function submit() {
    setChecked(true);
    if (!read.ok || id === null || sources.length === 0 || !sources.every(isSourceFilled)) return;
    const body = { id, fields: read.fields, sources: sources.map(sourceChange) };
    const saved =
      network === null
        ? await save(adminEndpoints.addNetwork, { body: { ...body, family } })
        : await save(adminEndpoints.updateNetwork, { body });
    if (!saved.ok) return;
    toast.success(settings.saved);
    onClose();
  }

  return (
    <FormDialog
      title={network === null ? words.add : words.editTitle}
      isBusy={isBusy}
      failure={refused === null ? failure : null}
      conflictText={words.conflict}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {network === null && (
        <SelectField
          label={words.network}
          value={form.choice}
          onChange={(event) => setForm(formOfChoice(event.target.value, form.sources))}
        >
          {offered.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name[language]}
            </option>
          ))}
          <option value={otherEvm}>{words.anotherEvm}</option>
        </SelectField>
      )}
      {form.choice === otherEvm && (
        <TextField
          label={words.chainId}
          inputMode="numeric"
          value={form.chainId}
          error={isChecked && id === null ? words.badChainId : null}
          onChange={(event) => change({ chainId: event.target.value })}
        />
      )}
      {(network !== null || form.choice === otherEvm) && (
        <LocalizedFields
          label={words.name}
          value={form.name}
          maxLength={60}
          isChecked={isChecked}
          onChange={(name) => change({ name })}
        />
      )}
      <SourceFields
        id={id}
        family={family}
        sources={form.sources}
        refused={refused === null ? null : { index: refusedAt, reason: refused.reason }}
        isChecked={isChecked && (sources.length === 0 || !sources.every(isSourceFilled))}
        onChange={(next) => change({ sources: next })}
      />
      <div className="grid grid-cols-1 gap-x-4 sm:grid-cols-3">
        <TextField
          label={words.symbol}
          value={form.symbol}
          maxLength={12}
          error={isWrong('symbol') ? words.badSymbol : null}
          onChange={(event) => change({ symbol: event.target.value })}
        />
        <TextField
          label={words.decimals}
          inputMode="numeric"
          value={form.decimals}
          error={isWrong('decimals') ? words.badNumber(0, 30) : null}
          onChange={(event) => change({ decimals: event.target.value })}
        />
        <TextField
          label={words.finalAfter}
          inputMode="numeric"
          value={form.finalAfter}
          error={isWrong('finalAfter') ? words.badNumber(1, 10_000) : null}
          onChange={(event) => change({ finalAfter: event.target.value })}
        />
      </div>
      <p className="-mt-2 mb-4 text-xs text-ink-3">
        {words.finalAfter}: {words.finalAfterHint}
      </p>
      <TextField
        label={words.explorer}
        hint={words.explorerHint}
        type="url"
        value={form.explorerUrl}
        maxLength={300}
        error={isWrong('explorerUrl') ? words.badExplorer : null}
        onChange={(event) => change({ explorerUrl: event.target.value })}
      />
      <Checkbox isOn={form.isEnabled} onChange={(isEnabled) => change({ isEnabled })}>
        {words.enabled}
      </Checkbox>
    </FormDialog>
  );
}

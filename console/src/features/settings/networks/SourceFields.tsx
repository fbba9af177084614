import {
  sourcesMax,
  sourceUrlMaxChars,
  type SourceCheck,
  type SourceFamily,
} from '@haven/shared/chain/network-settings';
import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useStrings } from '../../../live/console-context.tsx';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { failureText } from '../../../ui/failure-text.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { useSave } from '../use-items.ts';
import { emptySource, isSourceFilled, type SourceDraft, sourceChange } from './network-form.ts';

type Props = {
  id: string | null;
  family: SourceFamily;
  sources: readonly SourceDraft[];
  /** What the server said of the source at a place. */
  refused: { index: number; reason: string } | null;
  isChecked: boolean;
  onChange: (sources: SourceDraft[]) => void;
};

/** Whom Haven asks about a network: stored ones masked, new ones typed, each with a try. */
export function SourceFields({ id, family, sources, refused, isChecked, onChange }: Props) {
  const { networks } = useStrings();
  const words = networks.settings;
  const change = (at: number, url: string) =>
    onChange(sources.map((source, index) => (index === at ? { ...source, url } : source)));
  return (
    <fieldset className="mb-4">
      <legend className="mb-1 text-xs font-medium">{words.sources}</legend>
      <p className="mb-2 text-xs text-ink-3">{words.sourcesHint[family]}</p>
      {sources.map((source, index) => (
        <SourceField
          key={source.key}
          {...{ id, family, source, index, isChecked }}
          refused={refused?.index === index ? refused.reason : null}
          onUrl={(url) => change(index, url)}
          {...(sources.length > 1 && {
            onRemove: () => onChange(sources.filter((_, place) => place !== index)),
          })}
        />
      ))}
      {sources.length < sourcesMax && (
        <Button
          size="sm"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...sources, emptySource()])}
        >
          {words.addSource}
        </Button>
      )}
    </fieldset>
  );
}

type FieldProps = {
  id: string | null;
  family: SourceFamily;
  source: SourceDraft;
  index: number;
  isChecked: boolean;
  refused: string | null;
  onUrl: (url: string) => void;
  onRemove?: () => void;
};

function SourceField({ id, family, source, index, isChecked, refused, onUrl, onRemove }: FieldProps) {
  const strings = useStrings();
  const words = strings.networks.settings;
  const { save, isBusy } = useSave();
  const [said, setSaid] = useState<string | null>(null);
  const isFilled = isSourceFilled(source);
  const place = index + 1;

  async function tryIt() {
    if (id === null) return;
    const tried = await save(adminEndpoints.tryNetworkSource, {
      body: { id, family, source: sourceChange(source) },
    });
    setSaid(tried.ok ? outcomeText(tried.value) : failureText(tried.error, strings));
  }

  function outcomeText({ outcome, head, ms }: SourceCheck): string {
    return outcome === 'agrees' && head !== null ? words.agreesAt(head, ms) : words.outcomes[outcome];
  }

  function refusalText(reason: string): string {
    if (reason === 'twice') return words.twice;
    const outcome = Object.entries(words.outcomes).find(([name]) => name === reason);
    return outcome?.[1] ?? words.badUrl;
  }

  const error = refused !== null ? refusalText(refused) : isChecked && !isFilled ? words.badUrl : null;
  return (
    <div className="mb-2">
      <div className="flex items-start gap-2">
        <TextField
          label={words.address(place)}
          className="!mb-0 min-w-0 flex-1"
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={source.stored?.address ?? source.url}
          readOnly={source.stored !== null}
          maxLength={sourceUrlMaxChars}
          error={error}
          {...(source.stored !== null && { hint: words.kept })}
          onChange={(event) => {
            setSaid(null);
            onUrl(event.target.value);
          }}
        />
        <span className="mt-[22px] flex shrink-0 items-center gap-1">
          <Button size="sm" isBusy={isBusy} disabled={!isFilled || id === null} onClick={() => void tryIt()}>
            {words.tryIt}
          </Button>
          {onRemove !== undefined && (
            <IconButton size="sm" label={words.removeSource(place)} onClick={onRemove}>
              <X size={16} aria-hidden />
            </IconButton>
          )}
        </span>
      </div>
      <p role="status" className="text-xs text-ink-2">
        {said}
      </p>
    </div>
  );
}

import type { Declaration } from '@haven/shared/declaration';
import type { RequestField } from '@haven/shared/request';
import { checkAnswer } from '@haven/shared/request-answer';
import { useEffect, useState } from 'preact/hooks';
import { type App, useApp, useStrings } from '../app-model.ts';
import { useStore } from '../store.ts';
import type { RequestRow } from '../thread/rows.ts';
import { draftOf, type RequestDraft } from './drafts.ts';
import { OwnershipField } from './OwnershipField.tsx';
import { PicturesField } from './PicturesField.tsx';
import { RequestField as Field } from './RequestField.tsx';
import type { RequestWords } from './words.ts';

type Props = { row: RequestRow; words: RequestWords };

/** The fields of a request, each checked while it is typed, by the code that the server checks with. */
export function RequestForm({ row: { entryId, items, proved }, words }: Props) {
  const app = useApp();
  const { errors } = useStrings();
  const store = draftOf(app.requestDrafts, entryId);
  const draft = useStore(store);
  const { connection } = useStore(app.liveState);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isOnline = connection === 'live';
  const isUploading = draft.picks.some(({ attachment, isFailed }) => attachment === null && !isFailed);

  const isProofAlone = items.length === 1 && items[0]?.field === 'ownership';

  // Whoever was asked for nothing else has said all with the signature.
  useEffect(() => {
    setProblem(null);
    if (isProofAlone && proved !== null && isOnline) void submit();
  }, [isProofAlone, proved, isOnline]);

  /** What counts as the answer: of an address to be proved, what was. */
  function valueOf(field: RequestField): string {
    return field === 'ownership' ? (proved ?? '') : (draft.values[field]?.trim() ?? '');
  }

  function write(field: RequestField, value: string): void {
    setProblem(null);
    store.update((current) => ({ ...current, values: { ...current.values, [field]: value } }));
  }

  async function submit(): Promise<void> {
    const wrong = items.find((item) => {
      const value = valueOf(item.field);
      return value !== '' && !checkAnswer(item, value, Date.now()).ok;
    });
    if (wrong) return document.getElementById(`${entryId}-${wrong.field}`)?.focus();
    const isUnproved = items.some(({ field }) => field === 'ownership') && proved === null;
    if (isUnproved && draft.values.ownership?.trim()) return setProblem(words.ownership.first);
    const hasFiles = draft.picks.some(({ attachment }) => attachment !== null);
    const hasText = items.some(({ field }) => valueOf(field) !== '');
    if (!hasFiles && !hasText) return setProblem(words.nothing);
    setIsBusy(true);
    const declared = await clear(app, draft, write);
    if (declared !== null) await send(declared);
    setIsBusy(false);
  }

  async function send(declared: readonly Declaration[]): Promise<void> {
    const answers = items.map(({ field }) => ({ field, value: valueOf(field) }));
    const attachmentIds = draft.picks.flatMap(({ attachment }) => attachment?.id ?? []);
    const { clientMessageId } = draft;
    const answer = await app
      .liveNow()
      ?.answerRequest({ entryId, clientMessageId, answers, attachmentIds }, declared);
    if (answer?.ok) {
      app.requestDrafts.delete(entryId);
      return;
    }
    const code = answer?.error.code ?? 'unavailable';
    if (code === 'secret_blocked') {
      await app.guard.refused('', 'other', answer?.error.details);
      return;
    }
    setProblem(code === 'conflict' ? words.taken : code === 'invalid' ? words.failed : errors[code]);
  }

  return (
    <form
      class="request-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy && isOnline && !isUploading) void submit();
      }}
    >
      {items.map((item) =>
        item.field === 'screenshot' ? (
          <PicturesField key={item.field} id={`${entryId}-screenshot`} store={store} words={words} />
        ) : item.field === 'ownership' ? (
          <OwnershipField
            key={item.field}
            id={`${entryId}-ownership`}
            entryId={entryId}
            item={item}
            value={draft.values.ownership ?? ''}
            proved={proved}
            words={words}
            onInput={(value) => write('ownership', value)}
          />
        ) : (
          <Field
            key={item.field}
            id={`${entryId}-${item.field}`}
            item={item}
            value={draft.values[item.field] ?? ''}
            words={words}
            onInput={(value) => write(item.field, value)}
          />
        ),
      )}
      {items.length > 1 && <p class="request-hint">{words.optional}</p>}
      <p class="problem" role="alert">
        {isOnline ? problem : words.offline}
      </p>
      <div class="sc-f" hidden={isProofAlone && proved === null}>
        <button type="submit" class="btn btn-primary" aria-disabled={isBusy || !isOnline || isUploading}>
          {isBusy ? words.sending : words.submit}
        </button>
      </div>
    </form>
  );
}

/**
 * Looks at every text before it leaves the device (SAFE1). What stands in the field of a hash is said to be one (SAFE3); the
 * key of an address that is known is stopped all the same. Null when something must not go.
 */
async function clear(
  app: App,
  { values }: RequestDraft,
  write: (field: RequestField, value: string) => void,
): Promise<Declaration[] | null> {
  const declared = new Set<Declaration>();
  for (const [field, value] of Object.entries(values) as [RequestField, string][]) {
    if (field === 'hash') {
      const judged = await app.guard.judge(value, ['transaction_hash']);
      if (!judged.ok) {
        const cleared = await app.guard.refused(value, 'other', judged.error.details);
        if (!cleared.ok) write(field, cleared.text);
        return null;
      }
      declared.add('transaction_hash');
      continue;
    }
    const cleared = await app.guard.clear(value, 'other');
    if (!cleared.ok) {
      write(field, cleared.text);
      return null;
    }
    for (const each of cleared.declared) declared.add(each);
  }
  return [...declared];
}

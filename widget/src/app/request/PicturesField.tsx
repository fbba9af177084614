import { newId } from '@haven/shared/browser/ids';
import { filesPerMessage } from '@haven/shared/limits';
import { useApp } from '../app-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { type Store, useStore } from '../store.ts';
import type { Pick, RequestDraft } from './drafts.ts';
import type { RequestWords } from './words.ts';

type Props = { id: string; store: Store<RequestDraft>; words: RequestWords };

/** Pictures as an answer: uploaded as they are picked, sent with the rest (SAFE9). */
export function PicturesField({ id, store, words }: Props) {
  const app = useApp();
  const { picks } = useStore(store);

  const change = (pick: string, to: Partial<Pick>) =>
    store.update((draft) => ({
      ...draft,
      picks: draft.picks.map((each) => (each.id === pick ? { ...each, ...to } : each)),
    }));

  async function add(files: readonly File[]): Promise<void> {
    for (const file of files.slice(0, filesPerMessage - picks.length)) {
      const pick: Pick = { id: newId(), name: file.name, attachment: null, isFailed: false };
      store.update((draft) => ({ ...draft, picks: [...draft.picks, pick] }));
      // A file's name may hold a secret too (SAFE1), and says nothing that is needed.
      const harmless = new File([file], 'picture', { type: file.type });
      const answer = await app.liveNow()?.upload(harmless, {});
      change(pick.id, answer?.ok ? { attachment: answer.value } : { isFailed: true });
    }
  }

  return (
    <div class="request-field">
      <div class="request-label">
        <label for={id}>{words.fields.screenshot}</label>
      </div>
      <p class="request-hint">
        <Icon name="alert" size={14} /> {words.imageCare}
      </p>
      {picks.map((pick) => (
        <p key={pick.id} class="request-file">
          <Icon name={pick.isFailed ? 'alert' : pick.attachment ? 'check' : 'clock'} size={16} />
          <span>{pick.isFailed ? words.imageFailed : pick.name}</span>
          <button
            type="button"
            class="link"
            onClick={() =>
              store.update((draft) => ({
                ...draft,
                picks: draft.picks.filter(({ id: other }) => other !== pick.id),
              }))
            }
          >
            {words.removeImage}
          </button>
        </p>
      ))}
      {picks.length < filesPerMessage && (
        <label class="btn request-pick">
          {words.addImage}
          <input
            id={id}
            class="sr-only"
            type="file"
            accept="image/*"
            multiple
            onChange={(event) => {
              const input = event.currentTarget;
              const files = [...(input.files ?? [])];
              input.value = '';
              void add(files);
            }}
          />
        </label>
      )}
    </div>
  );
}

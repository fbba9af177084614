import type { OutboxItem } from '@haven/shared/outbox-item';
import { useApp, useStrings } from '../app-model.ts';
import { isOpen, type LiveState, strandedItems } from '../session/live-state.ts';
import { changedForm } from '../start-form.ts';

/** What could not be sent into an earlier chat any more: its text is the visitor's, to be used or dropped (LIVE4). */
export function StrandedCards({ live }: { live: LiveState }) {
  const app = useApp();
  const strings = useStrings();

  function use({ clientMessageId }: OutboxItem): void {
    const text = app.liveNow()?.takeBack(clientMessageId) ?? '';
    const joined = (before: string) => (before === '' ? text : `${before}\n${text}`);
    if (isOpen(live.held)) {
      app.composer.setText(joined(app.composerState.get().text));
      app.navigation.push({ name: 'chat' });
    } else {
      app.form.update((form) => changedForm(form, { description: joined(form.description) }));
      app.navigation.push({ name: 'start-type' });
    }
  }

  return (
    <>
      {strandedItems(live).map((item) => (
        <section key={item.clientMessageId} class="card notice" aria-label={strings.stranded.title}>
          <b>{strings.stranded.title}</b>
          <p>{item.text}</p>
          <button type="button" class="btn" onClick={() => use(item)}>
            {isOpen(live.held) ? strings.stranded.useHere : strings.stranded.useAnew}
          </button>
          <button
            type="button"
            class="link mute"
            onClick={() => app.liveNow()?.takeBack(item.clientMessageId)}
          >
            {strings.stranded.drop}
          </button>
        </section>
      ))}
    </>
  );
}

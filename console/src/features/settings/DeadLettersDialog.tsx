import { adminEndpoints, type Webhook } from '@haven/shared/http/admin-endpoints';
import { useQuery } from '@tanstack/react-query';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { fetchFrom } from '../../live/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { dayAndTimeOf } from '../../ui/dates.ts';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { failureText } from '../../ui/failure-text.ts';
import { Failed, SkeletonRows } from '../../ui/States.tsx';
import { useSave } from './use-items.ts';

/** Deliveries that were given up, the newest first, each with its reason and a way to try again. */
export function DeadLettersDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const strings = useStrings();
  const { webhooks: words, failed } = strings.settings;
  const language = useLanguage();
  const { save, isBusy } = useSave('webhooks');
  const query = useQuery({
    // Below the list's key: whatever is saved there fetches this anew.
    queryKey: ['admin', 'webhooks', webhook.id, 'dead'],
    queryFn: ({ signal }) =>
      fetchFrom(adminEndpoints.listDeadLetters, { params: { id: webhook.id }, signal }),
  });

  async function again(id: string | null) {
    const done =
      id === null
        ? await save(adminEndpoints.deliverAllAgain, { params: { id: webhook.id } })
        : await save(adminEndpoints.deliverAgain, { params: { id } });
    if (!done.ok) return void toast.error(failureText(done.error, strings));
    toast.success(words.queuedAgain);
    if (id === null) onClose();
  }

  return (
    <Dialog title={words.deadTitle} subtitle={webhook.url} onClose={onClose}>
      {query.isError ? (
        <Failed text={failed} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonRows rows={3} height={40} />
      ) : query.data.items.length === 0 ? (
        <p className="text-ink-2">{words.noneDead}</p>
      ) : (
        <ul className="max-h-[50vh] divide-y divide-line overflow-y-auto">
          {query.data.items.map((letter) => (
            <li key={letter.id} className="flex items-center justify-between gap-3 py-2">
              <span className="min-w-0">
                <b className="font-medium">{words.topicNames[letter.topic]}</b>{' '}
                <span className="text-ink-3">{letter.conversation}</span>
                <small className="block text-xs text-ink-3">
                  {dayAndTimeOf(letter.diedAt, language)} · {words.reasonOf(letter)}
                </small>
              </span>
              <Button size="sm" disabled={isBusy} onClick={() => void again(letter.id)}>
                {words.again}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <DialogActions>
        <Button onClick={onClose}>{strings.common.close}</Button>
        <Button
          look="primary"
          isBusy={isBusy}
          disabled={(query.data?.items.length ?? 0) === 0}
          onClick={() => void again(null)}
        >
          {words.allAgain}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

import { adminEndpoints, type Webhook } from '@haven/shared/http/admin-endpoints';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { useStrings } from '../../live/console-context.tsx';
import { failureText } from '../../ui/failure-text.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { useSave } from './use-items.ts';

type Props = { webhook: Webhook; onSecret: (secret: string) => void };

/** A test, another secret, and the end of a webhook; the last two are asked about before. */
export function WebhookActions({ webhook, onSecret }: Props) {
  const strings = useStrings();
  const { webhooks: words, deleted, delete: remove, deleteSure } = strings.settings;
  const { save, isBusy } = useSave('webhooks');
  const [asked, setAsked] = useState<'rotate' | 'delete' | null>(null);
  const params = { id: webhook.id };

  async function ping() {
    const done = await save(adminEndpoints.pingWebhook, { params });
    if (!done.ok) toast.error(failureText(done.error, strings));
    else if (done.value.error === null) toast.success(words.pingArrived);
    else toast.error(words.pingFailed(words.reasonOf(done.value)));
  }

  async function rotate() {
    const done = await save(adminEndpoints.rotateWebhook, { params });
    if (done.ok) onSecret(done.value.secret);
    else toast.error(failureText(done.error, strings));
  }

  async function end() {
    const done = await save(adminEndpoints.deleteWebhook, { params });
    if (done.ok) toast.success(deleted);
    else toast.error(failureText(done.error, strings));
  }

  async function confirm() {
    await (asked === 'rotate' ? rotate() : end());
    setAsked(null);
  }

  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton size="sm" label={`${strings.common.more}: ${webhook.url}`}>
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => void ping()}>{words.ping}</MenuItem>
        <MenuItem onSelect={() => setAsked('rotate')}>{words.rotate}</MenuItem>
        <MenuItem isDanger onSelect={() => setAsked('delete')}>
          {remove}
        </MenuItem>
      </Menu>
      {asked !== null && (
        <ConfirmDialog
          question={asked === 'rotate' ? words.rotateSure : deleteSure(webhook.url)}
          action={asked === 'rotate' ? words.rotate : remove}
          isBusy={isBusy}
          onConfirm={() => void confirm()}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

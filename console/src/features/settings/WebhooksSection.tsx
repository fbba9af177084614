import { adminEndpoints, type Webhook } from '@haven/shared/http/admin-endpoints';
import { useState } from 'react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { dayAndTimeOf } from '../../ui/dates.ts';
import { Tag } from '../../ui/Tag.tsx';
import { DeadLettersDialog } from './DeadLettersDialog.tsx';
import { OnceDialog } from './OnceDialog.tsx';
import { SectionFrame } from './SectionFrame.tsx';
import { Cell, Row, Table } from './Table.tsx';
import { useItems } from './use-items.ts';
import { WebhookActions } from './WebhookActions.tsx';
import { WebhookDialog } from './WebhookDialog.tsx';

/** Whom Haven tells what happens, by inbox, and how that goes. */
export function WebhooksSection() {
  const { settings: words } = useStrings();
  const { webhooks } = words;
  const language = useLanguage();
  const query = useItems('webhooks', adminEndpoints.listWebhooks);
  const inboxesQuery = useItems('inboxes', adminEndpoints.listInboxes);
  const inboxes = inboxesQuery.data?.items ?? [];
  const [edited, setEdited] = useState<Webhook | 'new' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [dead, setDead] = useState<Webhook | null>(null);
  return (
    <>
      <SectionFrame
        subtitle={webhooks.subtitle}
        query={query}
        needs={inboxesQuery}
        empty={webhooks.empty}
        add={{ label: webhooks.add, onPress: () => setEdited('new') }}
      >
        {(items) => (
          <Table
            columns={[
              { title: webhooks.url },
              { title: webhooks.state },
              { title: webhooks.lastDelivered, isExtra: true },
            ]}
          >
            {items.map((webhook) => (
              <Row key={webhook.id}>
                <Cell>
                  <b className="font-mono text-xs font-medium break-all">{webhook.url}</b>
                  <small className="block text-xs text-ink-3">
                    {inboxes.find(({ id }) => id === webhook.inboxId)?.name[language] ?? ''} ·{' '}
                    {webhooks.topicCount(webhook.topics.length)}
                  </small>
                </Cell>
                <Cell>
                  <StateOf webhook={webhook} onDead={() => setDead(webhook)} />
                </Cell>
                <Cell isExtra className="num text-xs whitespace-nowrap text-ink-3">
                  {webhook.lastDeliveredAt === null
                    ? webhooks.never
                    : dayAndTimeOf(webhook.lastDeliveredAt, language)}
                </Cell>
                <Cell className="whitespace-nowrap">
                  <span className="flex justify-end gap-1">
                    <Button size="sm" onClick={() => setEdited(webhook)}>
                      {words.edit}
                    </Button>
                    <WebhookActions webhook={webhook} onSecret={setSecret} />
                  </span>
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </SectionFrame>
      {edited !== null && inboxesQuery.data !== undefined && (
        <WebhookDialog
          webhook={edited === 'new' ? null : edited}
          inboxes={inboxes}
          onClose={() => setEdited(null)}
          onSecret={setSecret}
        />
      )}
      {dead !== null && <DeadLettersDialog webhook={dead} onClose={() => setDead(null)} />}
      {secret !== null && (
        <OnceDialog
          title={webhooks.secretTitle}
          body={webhooks.secretBody}
          value={secret}
          done={webhooks.secretDone}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  );
}

/** In words: on or off, what waits, what fails, and what was given up. */
function StateOf({ webhook, onDead }: { webhook: Webhook; onDead: () => void }) {
  const {
    settings: { webhooks: words },
  } = useStrings();
  const { isEnabled, failing, pending, dead } = webhook;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {!isEnabled ? (
        <Tag tone="warn">{words.off}</Tag>
      ) : failing === null ? (
        <Tag tone="ok">{words.on}</Tag>
      ) : (
        <Tag tone="danger">{words.failing(words.reasonOf(failing))}</Tag>
      )}
      {pending > 0 && <span className="num text-xs text-ink-3">{words.pending(pending)}</span>}
      {dead > 0 && (
        <Button size="sm" onClick={onDead}>
          {words.dead(dead)}
        </Button>
      )}
    </span>
  );
}

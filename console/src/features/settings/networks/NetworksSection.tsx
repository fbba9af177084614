import type { NetworkSettings } from '@haven/shared/chain/network-settings';
import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { Button } from '../../../ui/Button.tsx';
import { failureText } from '../../../ui/failure-text.ts';
import { Tag } from '../../../ui/Tag.tsx';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { SectionFrame } from '../SectionFrame.tsx';
import { Cell, Row, Table } from '../Table.tsx';
import { useItems, useSave } from '../use-items.ts';
import { NetworkDialog } from './NetworkDialog.tsx';

/** The networks that agents look into, and whom Haven asks. */
export function NetworksSection() {
  const strings = useStrings();
  const { settings, networks } = strings;
  const words = networks.settings;
  const language = useLanguage();
  const query = useItems('networks', adminEndpoints.listNetworks);
  const { save, isBusy } = useSave('networks');
  const [edited, setEdited] = useState<NetworkSettings | 'new' | null>(null);
  const [leaving, setLeaving] = useState<NetworkSettings | null>(null);

  async function remove({ id }: NetworkSettings) {
    const done = await save(adminEndpoints.removeNetwork, { body: { id } });
    setLeaving(null);
    if (done.ok) toast.success(settings.deleted);
    else toast.error(failureText(done.error, strings));
  }

  return (
    <>
      <SectionFrame
        subtitle={words.subtitle}
        query={query}
        empty={words.empty}
        add={{ label: words.add, onPress: () => setEdited('new') }}
      >
        {(items) => (
          <Table
            columns={[
              { title: words.network },
              { title: words.state },
              { title: words.sources, isExtra: true },
            ]}
          >
            {items.map((network) => (
              <Row key={network.id}>
                <Cell>
                  <b className="font-medium">{network.name[language]}</b>
                  <small className="block font-mono text-xs break-all text-ink-3">{network.id}</small>
                </Cell>
                <Cell>
                  <Tag tone={network.isEnabled ? 'ok' : 'warn'}>
                    {network.isEnabled ? words.on : words.off}
                  </Tag>
                </Cell>
                <Cell isExtra className="text-xs text-ink-2">
                  <span className="sr-only">{words.sourceCount(network.sources.length)}</span>
                  {network.sources.map(({ id, address }) => (
                    <span key={id} className="block font-mono break-all">
                      {address}
                    </span>
                  ))}
                </Cell>
                <Cell className="whitespace-nowrap">
                  <span className="flex justify-end gap-1">
                    <Button size="sm" onClick={() => setEdited(network)}>
                      {settings.edit}
                    </Button>
                    <Button size="sm" look="ghost" onClick={() => setLeaving(network)}>
                      {settings.delete}
                    </Button>
                  </span>
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </SectionFrame>
      {edited !== null && (
        <NetworkDialog
          network={edited === 'new' ? null : edited}
          taken={query.data?.items.map(({ id }) => id) ?? []}
          onClose={() => setEdited(null)}
        />
      )}
      {leaving !== null && (
        <ConfirmDialog
          question={words.deleteSure(leaving.name[language])}
          action={settings.delete}
          isBusy={isBusy}
          onConfirm={() => void remove(leaving)}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  );
}

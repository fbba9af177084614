import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import type { QueueSetting } from '@haven/shared/http/queue-endpoints';
import { useState } from 'react';
import { useStrings } from '../../../live/console-context.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useQueueNames } from '../../../live/use-queue-names.ts';
import { SectionFrame } from '../SectionFrame.tsx';
import { Cell, Row, Table } from '../Table.tsx';
import { useItems } from '../use-items.ts';
import { Part } from './Part.tsx';
import { QueueDialog } from './QueueDialog.tsx';
import { Warning } from './Warning.tsx';

/** The queues of inboxes and teams, and how each is run. */
export function QueuesPart() {
  const { routingPage } = useStrings();
  const { queues: words } = routingPage;
  const query = useItems('queues', adminEndpoints.listQueues);
  const [edited, setEdited] = useState<QueueSetting | null>(null);
  return (
    <Part title={words.title}>
      <SectionFrame subtitle={words.subtitle} query={query} empty={words.empty}>
        {(items) => (
          <Table
            columns={[{ title: words.queue }, { title: words.mode }, { title: words.hours, isExtra: true }]}
          >
            {items.map((queue) => (
              <QueueRow
                key={`${queue.inboxId} ${queue.teamId}`}
                queue={queue}
                onEdit={() => setEdited(queue)}
              />
            ))}
          </Table>
        )}
      </SectionFrame>
      {edited !== null && <QueueDialog queue={edited} onClose={() => setEdited(null)} />}
    </Part>
  );
}

function QueueRow({ queue, onEdit }: { queue: QueueSetting; onEdit: () => void }) {
  const { settings: common, routingPage } = useStrings();
  const { queues: words, options } = routingPage;
  const { team, inbox } = useQueueNames(queue);
  const { mode, hours } = queue.settings;
  return (
    <Row>
      <Cell>
        <b className="font-medium">{team}</b>
        <small className="block text-xs text-ink-3">{inbox}</small>
        {queue.warnings.map(({ code }) => (
          <Warning key={code}>{words.warnings[code]}</Warning>
        ))}
      </Cell>
      <Cell>{options[mode]}</Cell>
      <Cell isExtra className="text-ink-2">
        {hours === null ? words.always : hours.timeZone}
      </Cell>
      <Cell className="text-right">
        <Button size="sm" onClick={onEdit}>
          {common.edit} <span className="sr-only">{`${team}, ${inbox}`}</span>
        </Button>
      </Cell>
    </Row>
  );
}

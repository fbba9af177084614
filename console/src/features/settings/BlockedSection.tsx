import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { dayOf } from '../../ui/dates.ts';
import { failureText } from '../../ui/failure-text.ts';
import { SectionFrame } from './SectionFrame.tsx';
import { Cell, Row, Table } from './Table.tsx';
import { useItems, useSave } from './use-items.ts';

/** Visitors whose new conversations are refused. */
export function BlockedSection() {
  const strings = useStrings();
  const { settings: words, customer, block, visitorName } = strings;
  const { blocked } = words;
  const language = useLanguage();
  const query = useItems('blocked', adminEndpoints.listBlocked);
  const { save, isBusy } = useSave('blocked');

  async function unblock(id: string) {
    const done = await save(adminEndpoints.unblock, { params: { id } });
    if (!done.ok) toast.error(failureText(done.error, strings));
  }

  return (
    <SectionFrame subtitle={blocked.subtitle} query={query} empty={blocked.empty}>
      {(items) => (
        <Table columns={[{ title: customer.blocked }, { title: block.reason }]}>
          {items.map((visitor) => (
            <Row key={visitor.id}>
              <Cell>
                <b className="font-medium">{visitorName(visitor.label)}</b>
                <small className="block text-xs text-ink-3">
                  {blocked.since(dayOf(visitor.blockedAt, language))}
                </small>
              </Cell>
              <Cell className="text-ink-2">{visitor.reason}</Cell>
              <Cell className="text-right">
                <Button size="sm" disabled={isBusy} onClick={() => void unblock(visitor.id)}>
                  {blocked.unblock}
                </Button>
              </Cell>
            </Row>
          ))}
        </Table>
      )}
    </SectionFrame>
  );
}

import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import type { DenyListState, LinkHosts } from '@haven/shared/http/official-admin-endpoints';
import { hostRuleSchema } from '@haven/shared/hosts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { fetchFrom, useDirectory } from '../../../live/queries.ts';
import { Button } from '../../../ui/Button.tsx';
import { dayAndTimeOf } from '../../../ui/dates.ts';
import { TextArea } from '../../../ui/Field.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { SectionFrame } from '../SectionFrame.tsx';
import { Cell, Row, Table } from '../Table.tsx';
import { useItems, useSave } from '../use-items.ts';
import { SafetyPart } from './SafetyPart.tsx';

/** Where agents may link to, by inbox, and the list of hosts that phish. */
export function LinksPart() {
  const { official } = useStrings();
  const { links: words } = official.settings;
  const query = useItems('link-hosts', adminEndpoints.listLinkHosts);
  const nameOf = useInboxName();
  const [edited, setEdited] = useState<LinkHosts | null>(null);
  return (
    <SafetyPart title={words.title}>
      <SectionFrame subtitle={words.subtitle} query={query} empty={words.none}>
        {(items) => (
          <Table columns={[{ title: official.settings.phrases.inbox }, { title: words.edit }]}>
            {items.map((item) => (
              <Row key={item.inboxId}>
                <Cell>{nameOf(item.inboxId)}</Cell>
                <Cell className="font-mono text-xs text-ink-2">{item.hosts.join(', ') || words.none}</Cell>
                <Cell className="text-right">
                  <Button size="sm" onClick={() => setEdited(item)}>
                    {words.edit}
                  </Button>
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </SectionFrame>
      <DenyListLine />
      {edited !== null && (
        <HostsDialog item={edited} name={nameOf(edited.inboxId)} onClose={() => setEdited(null)} />
      )}
    </SafetyPart>
  );
}

/** The names of inboxes in the reader's language; a dash until they are there. */
export function useInboxName() {
  const language = useLanguage();
  const inboxes = useDirectory().data?.inboxes;
  return (id: string) => inboxes?.find((inbox) => inbox.id === id)?.name[language] ?? '–';
}

function HostsDialog({ item, name, onClose }: { item: LinkHosts; name: string; onClose: () => void }) {
  const { official, settings } = useStrings();
  const { links: words } = official.settings;
  const { save, isBusy, failure } = useSave('link-hosts');
  const [text, setText] = useState(item.hosts.join('\n'));
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ line, rule: asciiRule(line) }));
  const bad = rules.find(({ rule }) => rule === null);
  const other = rules.filter(({ line, rule }) => rule !== null && rule !== line.toLowerCase());

  async function submit() {
    if (bad !== undefined) return;
    const hosts = rules.flatMap(({ rule }) => (rule === null ? [] : [rule]));
    const done = await save(adminEndpoints.setLinkHosts, { params: { id: item.inboxId }, body: { hosts } });
    if (!done.ok) return;
    toast.success(settings.saved);
    onClose();
  }

  return (
    <FormDialog
      title={name}
      isBusy={isBusy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextArea
        label={words.edit}
        hint={words.hint}
        rows={6}
        className="[&_textarea]:font-mono"
        value={text}
        error={bad === undefined ? null : words.bad(bad.line)}
        onChange={(event) => setText(event.target.value)}
      />
      {other.map(({ line, rule }) => (
        <p key={line} className="mb-2 text-xs text-warn">
          {words.ascii(line, rule ?? '')}
        </p>
      ))}
    </FormDialog>
  );
}

/** A rule in the form that hosts are compared in; null for what is no host. */
function asciiRule(line: string): string | null {
  const [, star = '', host = ''] = /^(\*\.)?([^\s/:@]+)$/u.exec(line) ?? [];
  const url = `https://${host}`;
  if (host === '' || !URL.canParse(url)) return null;
  const rule = hostRuleSchema.safeParse(star + new URL(url).hostname);
  return rule.success ? rule.data : null;
}

function DenyListLine() {
  const { official } = useStrings();
  const language = useLanguage();
  const { links: words } = official.settings;
  const { data } = useQuery({
    queryKey: ['admin', 'deny-list'],
    queryFn: ({ signal }) => fetchFrom(adminEndpoints.denyList, { signal }),
  });
  if (data === undefined) return null;
  return (
    <p className={data.state === 'broken' ? 'mt-2 text-xs text-danger' : 'mt-2 text-xs text-ink-2'}>
      {textOf(data)}
    </p>
  );

  function textOf({ state, hosts, loadedAt }: DenyListState): string {
    if (state === 'broken') return words.denyBroken;
    return state === 'absent' || loadedAt === null
      ? words.denyAbsent
      : words.denyLoaded(hosts, dayAndTimeOf(loadedAt, language));
  }
}

import { adminEndpoints, type FaqSetting } from '@haven/shared/http/admin-endpoints';
import { messageMaxChars, questionMaxChars } from '@haven/shared/limits';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choices.tsx';
import { failureText } from '../../ui/failure-text.ts';
import { Tag } from '../../ui/Tag.tsx';
import { FormDialog } from './FormDialog.tsx';
import { isFilled, LocalizedFields, noText, trimmed } from './LocalizedFields.tsx';
import { RowActions } from './RowActions.tsx';
import { SectionFrame } from './SectionFrame.tsx';
import { Cell, Row, Table } from './Table.tsx';
import { useItems, useSave } from './use-items.ts';

/** Help articles in both languages. */
export function FaqSection() {
  const { settings: words } = useStrings();
  const { faq } = words;
  const language = useLanguage();
  const query = useItems('faq', adminEndpoints.listFaq);
  const [edited, setEdited] = useState<FaqSetting | 'new' | null>(null);
  return (
    <>
      <SectionFrame
        subtitle={faq.subtitle}
        query={query}
        empty={faq.empty}
        add={{ label: faq.add, onPress: () => setEdited('new') }}
      >
        {(items) => (
          <Table columns={[{ title: faq.articleTitle }, { title: words.agents.status }]}>
            {items.map((item) => (
              <Row key={item.id}>
                <Cell className="font-medium">{item.title[language]}</Cell>
                <Cell>
                  <Tag tone={item.isPublished ? 'ok' : 'plain'}>
                    {item.isPublished ? faq.published : faq.draft}
                  </Tag>
                </Cell>
                <Cell>
                  <RowActions
                    listKey="faq"
                    id={item.id}
                    name={item.title[language]}
                    endpoint={adminEndpoints.deleteFaq}
                    onEdit={() => setEdited(item)}
                  />
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </SectionFrame>
      <Starters />
      {edited !== null && (
        <FaqDialog item={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

/** Haven's own articles, for who begins: what is there already stays as it is. */
function Starters() {
  const strings = useStrings();
  const { starters } = strings.settings.faq;
  const { save, isBusy } = useSave('faq');

  async function add() {
    const done = await save(adminEndpoints.addStarterFaq, {});
    if (!done.ok) toast.error(failureText(done.error, strings));
    else toast.success(starters.added(done.value.added));
  }

  return (
    <div className="mt-4 flex flex-wrap items-center gap-3 text-sm">
      <Button size="sm" disabled={isBusy} onClick={() => void add()}>
        {starters.add}
      </Button>
      <p className="min-w-[220px] flex-1 text-xs text-ink-3">{starters.hint}</p>
    </div>
  );
}

function FaqDialog({ item, onClose }: { item: FaqSetting | null; onClose: () => void }) {
  const { settings: words } = useStrings();
  const { faq } = words;
  const language = useLanguage();
  const { save, isBusy, failure } = useSave('faq');
  const [isChecked, setChecked] = useState(false);
  const [title, setTitle] = useState(item?.title ?? noText);
  const [body, setBody] = useState(item?.body ?? noText);
  const [isPublished, setPublished] = useState(item?.isPublished ?? true);

  async function submit() {
    setChecked(true);
    if (!isFilled(title) || !isFilled(body)) return;
    const article = { title: trimmed(title), body: trimmed(body), isPublished };
    const done =
      item === null
        ? await save(adminEndpoints.createFaq, { body: article })
        : await save(adminEndpoints.updateFaq, { params: { id: item.id }, body: article });
    if (!done.ok) return;
    toast.success(words.saved);
    onClose();
  }

  return (
    <FormDialog
      title={item === null ? faq.add : item.title[language]}
      isBusy={isBusy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <LocalizedFields
        label={faq.articleTitle}
        value={title}
        maxLength={questionMaxChars}
        isChecked={isChecked}
        onChange={setTitle}
      />
      <LocalizedFields
        label={faq.body}
        hint={faq.bodyHint}
        value={body}
        maxLength={messageMaxChars}
        isChecked={isChecked}
        rows={6}
        onChange={setBody}
      />
      <Checkbox isOn={isPublished} onChange={setPublished}>
        {faq.published}
      </Checkbox>
    </FormDialog>
  );
}

import { type CannedAnswer, shortcutSchema } from '@haven/shared/canned-answer';
import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { messageMaxChars } from '@haven/shared/limits';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { TextField } from '../../ui/Field.tsx';
import { FormDialog } from './FormDialog.tsx';
import { nameMaxChars } from './limits.ts';
import { isFilled, LocalizedFields, noText, trimmed } from './LocalizedFields.tsx';
import { RowActions } from './RowActions.tsx';
import { SectionFrame } from './SectionFrame.tsx';
import { Cell, Row, Table } from './Table.tsx';
import { useItems, useSave } from './use-items.ts';

/** Saved replies in both languages. */
export function AnswersSection() {
  const { settings: words } = useStrings();
  const { answers } = words;
  const language = useLanguage();
  const query = useItems('answers', adminEndpoints.listCanned);
  const [edited, setEdited] = useState<CannedAnswer | 'new' | null>(null);
  return (
    <>
      <SectionFrame
        subtitle={answers.subtitle}
        query={query}
        empty={answers.empty}
        add={{ label: answers.add, onPress: () => setEdited('new') }}
      >
        {(items) => (
          <Table
            columns={[
              { title: answers.shortcut },
              { title: answers.replyTitle },
              { title: answers.body, isExtra: true },
            ]}
          >
            {items.map((item) => (
              <Row key={item.id}>
                <Cell className="font-mono text-xs whitespace-nowrap">/{item.shortcut}</Cell>
                <Cell className="font-medium">{item.title[language]}</Cell>
                <Cell isExtra className="max-w-[360px] truncate text-ink-2">
                  {item.body[language]}
                </Cell>
                <Cell>
                  <RowActions
                    listKey="answers"
                    id={item.id}
                    name={item.title[language]}
                    endpoint={adminEndpoints.deleteCanned}
                    onEdit={() => setEdited(item)}
                  />
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </SectionFrame>
      {edited !== null && (
        <AnswerDialog item={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

function AnswerDialog({ item, onClose }: { item: CannedAnswer | null; onClose: () => void }) {
  const { settings: words } = useStrings();
  const { answers } = words;
  const language = useLanguage();
  const { save, isBusy, failure } = useSave('answers');
  const [isChecked, setChecked] = useState(false);
  const [shortcut, setShortcut] = useState(item?.shortcut ?? '');
  const [title, setTitle] = useState(item?.title ?? noText);
  const [body, setBody] = useState(item?.body ?? noText);
  const isShortcutOk = shortcutSchema.safeParse(shortcut).success;

  async function submit() {
    setChecked(true);
    if (!isShortcutOk || !isFilled(title) || !isFilled(body)) return;
    const answer = { shortcut, title: trimmed(title), body: trimmed(body) };
    const done =
      item === null
        ? await save(adminEndpoints.createCanned, { body: answer })
        : await save(adminEndpoints.updateCanned, { params: { id: item.id }, body: answer });
    if (!done.ok) return;
    toast.success(words.saved);
    onClose();
  }

  return (
    <FormDialog
      title={item === null ? answers.add : item.title[language]}
      isBusy={isBusy}
      failure={failure}
      conflictText={answers.conflict}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        label={answers.shortcut}
        hint={answers.shortcutHint}
        value={shortcut}
        error={isChecked && !isShortcutOk ? answers.badShortcut : null}
        onChange={(event) => setShortcut(event.target.value.toLowerCase())}
      />
      <LocalizedFields
        label={answers.replyTitle}
        value={title}
        maxLength={nameMaxChars}
        isChecked={isChecked}
        onChange={setTitle}
      />
      <LocalizedFields
        label={answers.body}
        value={body}
        maxLength={messageMaxChars}
        isChecked={isChecked}
        rows={4}
        onChange={setBody}
      />
    </FormDialog>
  );
}

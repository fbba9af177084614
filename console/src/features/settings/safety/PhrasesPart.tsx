import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import type { OutgoingProblem } from '@haven/shared/http/official-admin-endpoints';
import { messageMaxChars } from '@haven/shared/limits';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { useDirectory } from '../../../live/queries.ts';
import { Button } from '../../../ui/Button.tsx';
import { failureText, problemText } from '../../../ui/failure-text.ts';
import { SelectField, TextArea, TextField } from '../../../ui/Field.tsx';
import { FormDialog } from '../FormDialog.tsx';
import { SectionFrame } from '../SectionFrame.tsx';
import { Cell, Row, Table } from '../Table.tsx';
import { useItems, useSave } from '../use-items.ts';
import { RemoveButton } from './RemoveButton.tsx';
import { SafetyPart } from './SafetyPart.tsx';

/** The deployment's own list of what agents may not write, and a box to try a text against all rules. */
export function PhrasesPart() {
  const strings = useStrings();
  const { phrases: words } = strings.official.settings;
  const query = useItems('refused-phrases', adminEndpoints.listRefusedPhrases);
  const [isAdding, setAdding] = useState(false);

  return (
    <SafetyPart title={words.title}>
      <SectionFrame
        subtitle={words.subtitle}
        query={query}
        empty={words.empty}
        add={{ label: words.add, onPress: () => setAdding(true) }}
      >
        {(items) => (
          <Table columns={[{ title: words.phrase }]}>
            {items.map(({ id, phrase }) => (
              <Row key={id}>
                <Cell>{phrase}</Cell>
                <Cell className="text-right">
                  <RemoveButton
                    list="refused-phrases"
                    endpoint={adminEndpoints.removeRefusedPhrase}
                    id={id}
                    label={words.remove}
                  />
                </Cell>
              </Row>
            ))}
          </Table>
        )}
      </SectionFrame>
      <TryBox />
      {isAdding && <PhraseDialog onClose={() => setAdding(false)} />}
    </SafetyPart>
  );
}

function PhraseDialog({ onClose }: { onClose: () => void }) {
  const { official, settings } = useStrings();
  const { phrases: words } = official.settings;
  const { save, isBusy, failure } = useSave('refused-phrases');
  const [phrase, setPhrase] = useState('');

  async function submit() {
    const done = await save(adminEndpoints.addRefusedPhrase, { body: { phrase } });
    if (!done.ok) return;
    toast.success(settings.saved);
    onClose();
  }

  return (
    <FormDialog
      title={words.add}
      isBusy={isBusy}
      failure={failure?.code === 'invalid' ? null : failure}
      conflictText={words.conflict}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField
        label={words.phrase}
        maxLength={100}
        value={phrase}
        error={failure?.code === 'invalid' ? words.bad : null}
        onChange={(event) => setPhrase(event.target.value)}
      />
    </FormDialog>
  );
}

function TryBox() {
  const strings = useStrings();
  const { phrases: words } = strings.official.settings;
  const language = useLanguage();
  const inboxes = useDirectory().data?.inboxes ?? [];
  const { save, isBusy, failure } = useSave();
  const [chosen, setChosen] = useState('');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<OutgoingProblem | null | undefined>(undefined);
  const inboxId = chosen || (inboxes[0]?.id ?? '');

  async function judge(event: FormEvent) {
    event.preventDefault();
    const done = await save(adminEndpoints.tryOutgoing, { body: { inboxId, text } });
    setProblem(done.ok ? done.value.problem : undefined);
  }

  return (
    <form
      aria-label={words.tryTitle}
      onSubmit={(event) => void judge(event)}
      className="mt-3 rounded-lg border border-line bg-surface px-4 py-3"
    >
      <h3 className="mb-2 font-medium">{words.tryTitle}</h3>
      <SelectField
        label={words.inbox}
        value={inboxId}
        onChange={(event) => {
          setChosen(event.target.value);
          setProblem(undefined);
        }}
      >
        {inboxes.map(({ id, name }) => (
          <option key={id} value={id}>
            {name[language]}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={words.text}
        maxLength={messageMaxChars}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(undefined);
        }}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" isBusy={isBusy} disabled={text.trim() === '' || inboxId === ''}>
          {words.tryIt}
        </Button>
        <output className={problem ? 'text-danger' : 'text-ok'}>
          {problem === null && words.fine}
          {problem && problemText(problem, strings)}
        </output>
        {failure !== null && (
          <p role="alert" className="text-danger">
            {failureText(failure, strings)}
          </p>
        )}
      </div>
    </form>
  );
}

import { type Language, languages } from '@haven/shared/language';
import { useStrings } from '../../live/console-context.tsx';
import { Checkboxes } from '../../ui/Choices.tsx';

type Props = { values: Language[]; isChecked: boolean; onChange: (values: Language[]) => void };

/** Which languages an agent or an inbox serves: one at least. */
export function LanguagesField({ values, isChecked, onChange }: Props) {
  const { settings, languageTitles } = useStrings();
  const { fields } = settings;
  return (
    <Checkboxes
      label={fields.languages}
      values={values}
      error={isChecked && values.length === 0 ? fields.oneLanguage : null}
      options={languages.map((value) => ({ value, label: languageTitles[value], lang: value }))}
      onChange={onChange}
    />
  );
}

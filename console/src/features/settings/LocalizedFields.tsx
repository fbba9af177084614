import { type Language, languages, type Localized } from '@haven/shared/language';
import type { ReactNode } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { TextArea, TextField } from '../../ui/Field.tsx';

type Props = {
  label: string;
  value: Localized;
  onChange: (value: Localized) => void;
  maxLength: number;
  hint?: ReactNode;
  /** After a first try: what is empty says so. */
  isChecked: boolean;
  rows?: number;
};

/** The same text in every language of the product. */
export function LocalizedFields({ label, value, onChange, maxLength, hint, isChecked, rows }: Props) {
  const {
    settings: { fields },
  } = useStrings();
  const names: Record<Language, string> = { 'zh-CN': fields.inChinese, en: fields.inEnglish };
  return (
    <>
      {languages.map((language) => {
        const common = {
          label: `${label} (${names[language]})`,
          lang: language,
          maxLength,
          value: value[language],
          error: isChecked && value[language].trim() === '' ? fields.required : null,
          ...(hint !== undefined && { hint }),
        };
        const set = (text: string) => onChange({ ...value, [language]: text });
        return rows === undefined ? (
          <TextField key={language} {...common} onChange={(event) => set(event.target.value)} />
        ) : (
          <TextArea key={language} {...common} rows={rows} onChange={(event) => set(event.target.value)} />
        );
      })}
    </>
  );
}

/** Nothing in any language. */
export const noText: Localized = { 'zh-CN': '', en: '' };

/** The same without spaces around. */
export function trimmed(value: Localized): Localized {
  return { 'zh-CN': value['zh-CN'].trim(), en: value.en.trim() };
}

/** Whether every language has something. */
export function isFilled(value: Localized): boolean {
  return languages.every((language) => value[language].trim() !== '');
}

import type { IssueBranch, IssueType } from '@haven/shared/issue-type';
import type { Language } from '@haven/shared/language';

export type IssueNames = {
  branch: string | null;
  type: string | null;
  full: string;
  found: IssueType | null;
};

/** The words of an issue type's key; the key itself where it is not offered any more. */
export function issueNames(key: string, branches: readonly IssueBranch[], language: Language): IssueNames {
  const branch = branches.find((one) => one.key === key || key.startsWith(`${one.key}.`));
  const type = branch?.types.find((one) => one.key === key) ?? null;
  const parts = [branch?.label[language] ?? null, type?.label[language] ?? null];
  const full = parts.filter((part) => part !== null).join(' · ');
  return { branch: parts[0] ?? null, type: parts[1] ?? null, full: full === '' ? key : full, found: type };
}

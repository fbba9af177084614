import type { AskedField } from '@haven/shared/playbook';

/** What a step can start elsewhere. A step whose action is not given shows none. */
export type PlaybookActions = {
  /** Sends the visitor a request for these. */
  askFor?: (fields: readonly AskedField[]) => void;
  openDiagnosis?: () => void;
};

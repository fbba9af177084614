import type { RequestField } from '@haven/shared/request';

/** What a step can start elsewhere. A step whose action is not given shows none. */
export type PlaybookActions = {
  /** Asks the visitor for these, once the agent has looked at the request. */
  askFor?: (fields: readonly RequestField[]) => void;
  openDiagnosis?: () => void;
};

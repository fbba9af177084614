import type { RequestField } from '@haven/shared/request';

const fields: Record<RequestField, string> = {
  hash: 'Transaction hash',
  address: 'Address',
  network: 'Network',
  app_version: 'App version',
  device: 'Phone and system',
  time: 'When it happened',
  steps: 'Steps',
  error_text: 'Error text',
  screenshot: 'Screenshot',
};

/** Words of requests for facts, and of what visitors answered, in English. */
export const enRequests = {
  fields,
  ask: 'Ask for information',
  title: 'Ask for information',
  subtitle: 'The visitor gets a card. Every field is checked while they type.',
  choose: 'Fields',
  most: (count: number, most: number) => `${count} of ${most}`,
  suggested: 'for this issue type',
  network: 'Network of hash and address',
  anyNetwork: 'Any',
  remark: 'A word to the visitor',
  remarkPlaceholder: 'Optional: why you ask',
  send: 'Send card',
  sent: 'Card sent',
  asked: (fieldNames: string) => `Asked for: ${fieldNames}`,
  open: 'waiting',
  answered: 'answered',
  withdrawn: 'taken back',
  withdraw: 'Take back',
  received: (field: string) => `${field} received`,
  unknown: 'not known',
  pictures: (count: number) => (count === 1 ? '1 picture' : `${count} pictures`),
  copy: (field: string) => `Copy ${field}`,
  facts: {
    title: 'Facts',
    failed: 'The facts could not be loaded.',
    checked: 'Checksum valid',
    form: 'Form valid',
    found: (networks: string) => `Found on ${networks}`,
    notFound: 'Not found on any network',
    ambiguous: (count: number) => `${count} chains write it so`,
  },
};

import type { Playbook, PlaybookKey } from '../playbook.ts';
import { failed } from './failed.ts';
import { notReceived } from './not-received.ts';
import { password } from './password.ts';
import { pending } from './pending.ts';
import { theft } from './theft.ts';
import { zeroAfterImport } from './zero-after-import.ts';

/** Every playbook with its words. The console loads this when one is shown. */
export const playbooks: Readonly<Record<PlaybookKey, Playbook>> = {
  pending,
  failed,
  not_received: notReceived,
  theft,
  zero_after_import: zeroAfterImport,
  password,
};

/** Whether a playbook has this step, or this end. */
export function hasStep(playbook: PlaybookKey, step: string): boolean {
  return playbooks[playbook].steps.some(({ key }) => key === step);
}

export function hasEnd(playbook: PlaybookKey, end: string): boolean {
  return playbooks[playbook].ends.some(({ key }) => key === end);
}

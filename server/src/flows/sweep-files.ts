import type { Attachments } from '../features/attachments/attachments.ts';
import type { Logger } from '../log.ts';
import { passEvery } from './pass-every.ts';

/** Uploads that nobody sent are rare and small: an hour late is soon enough. */
const pauseMs = 60 * 60_000;

/** Removes files that no entry claimed within a day, and those of erased entries. */
export function createSweepFiles({ attachments, log }: { attachments: Attachments; log: Logger }) {
  return {
    /** Starts the passes; call what it returns to stop them. */
    start(): () => void {
      return passEvery(pauseMs, () => attachments.sweep(), { log, failed: 'unsent files were not removed' });
    },
  };
}

import type { Attachments } from '../features/attachments/attachments.ts';
import type { Logger } from '../log.ts';

/** Uploads that nobody sent are rare and small: an hour late is soon enough. */
const pauseMs = 60 * 60_000;

/** Removes files that no entry claimed within a day, and those of erased entries. */
export function createSweepFiles({ attachments, log }: { attachments: Attachments; log: Logger }) {
  return {
    /** Starts the passes; call what it returns to stop them. */
    start(): () => void {
      const timer = setInterval(() => {
        attachments
          .sweep()
          .catch((error: unknown) => log.warn({ err: error }, 'unsent files were not removed'));
      }, pauseMs);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
}

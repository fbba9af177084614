import type { Config } from './config.ts';
import type { Logger } from './log.ts';

type Step = () => Promise<void>;

export interface Supervisor {
  /** Registers what is to be closed at the end, last opened first. */
  onClose: (step: Step) => void;
  /** From now on a signal drains the clients first. */
  serving: (drain: Step) => void;
  /** Closes everything that was registered. Never throws. */
  closeAll: () => Promise<void>;
  /** Logs an error that nobody expected, closes, and exits with 1: the state can't be trusted. */
  fail: (error: unknown) => Promise<void>;
}

/** `npm` and a terminal both pass Ctrl-C on, so one press may arrive twice. */
const echoMs = 500;
/** What closing the engines may take after the drain. */
const closeMs = 1_500;

/**
 * Ends the process well: SIGINT and SIGTERM drain within `drainMs`, close and exit 0; a second signal exits at once.
 * An error that nobody caught ends the process as `fail` does.
 */
export function superviseProcess({ drainMs }: Pick<Config, 'drainMs'>, log: Logger): Supervisor {
  const steps: Step[] = [];
  let drain: Step | undefined;
  let stoppingSince: number | undefined;

  async function closeAll(): Promise<void> {
    for (const step of steps.splice(0).reverse()) {
      await step().catch((err: unknown) => log.error({ err }, 'Closing failed.'));
    }
  }

  async function stop(signal: string): Promise<void> {
    log.info(`${signal}: stopping, within ${drainMs + closeMs} ms. Once more to exit at once.`);
    if (drain) await within(drainMs, drain());
    await within(closeMs, closeAll());
    log.info('Stopped.');
    process.exit(0);
  }

  function onSignal(signal: NodeJS.Signals): void {
    if (!drain) process.exit(signal === 'SIGINT' ? 130 : 143);
    if (stoppingSince === undefined) {
      stoppingSince = performance.now();
      void stop(signal);
    } else if (performance.now() - stoppingSince > echoMs) {
      process.exit(1);
    }
  }

  async function fail(err: unknown): Promise<void> {
    // What still waits for an engine while it closes is no reason to leave the rest open.
    if (stoppingSince !== undefined) return log.warn({ err }, 'Stopping met an error.');
    if (process.exitCode === 1) process.exit(1);
    process.exitCode = 1;
    log.fatal({ err }, 'An unexpected error ends the process.');
    await within(closeMs, closeAll());
    process.exit(1);
  }

  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('uncaughtException', (error) => void fail(error));
  process.on('unhandledRejection', (reason) => void fail(reason));
  return {
    onClose: (step) => void steps.push(step),
    serving: (step) => {
      drain = step;
    },
    closeAll,
    fail,
  };

  async function within(ms: number, work: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([work.catch((err: unknown) => log.error({ err }, 'Stopping met an error.')), late]);
    clearTimeout(timer);
  }
}

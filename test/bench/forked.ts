import { type ChildProcess, fork, type ForkOptions } from 'node:child_process';
import { on, once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type Forked = {
  child: ChildProcess;
  /** Its next message, also one that came before it was asked for; rejects when there comes none any more. */
  next(): Promise<unknown>;
  /** Kills it, if it still runs. */
  end(): Promise<void>;
};

/** Starts a program of this folder as a process of its own, which tells by messages how far it is. */
export function forkProgram(name: string, args: readonly string[] = [], options: ForkOptions = {}): Forked {
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), args, options);
  // Its end comes after its last message here; the exit itself may be heard of before.
  const messages = on(child, 'message', { close: ['disconnect'] });
  const exited = once(child, 'exit');
  return {
    child,
    async next() {
      const { done, value } = (await messages.next()) as IteratorResult<[unknown], undefined>;
      if (done)
        throw new Error(`${name} ended with ${(await exited).join(' ')} before it had said everything.`);
      return value[0];
    },
    async end() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';

export interface GuardedProcess {
  /** Of the program itself, so that a test can signal it. */
  pid: number;
  /** Everything it printed so far. */
  output: () => string;
  /** Whether it still runs. */
  isRunning: () => boolean;
  /** Waits for its end; resolves with its exit code, or 128 and the signal's number. */
  wait: () => Promise<number>;
  /** Sends a signal and waits for the end. */
  end: (signal: NodeJS.Signals) => Promise<number>;
}

export interface SpawnOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Runs as this user; only root may ask for that. */
  uid?: number;
  gid?: number;
}

/**
 * A shell stands between us and the program: it reads a pipe that only we hold, so when this process dies in any
 * way, even by SIGKILL, the program is killed too. Nothing outlives a test run, also when a terminal or `timeout`
 * signals the whole group: the shell goes on waiting, and whoever reads the pipe does not hear of it.
 */
const guard = `
trap : TERM INT HUP
"$@" </dev/null 3>&- 4<&- & child=$!
echo "$child" >&3; exec 3>&-
{ trap '' TERM INT HUP; read -r _ <&4; kill -KILL "$child" 2>/dev/null; } & reader=$!
wait "$child"; code=$?
while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done
kill -KILL "$reader" 2>/dev/null
exit "$code"`;

/** Starts a program that ends with this process. Throws when it can't be started at all. */
export async function spawnGuarded(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<GuardedProcess> {
  const shell = spawn('/bin/sh', ['-c', guard, 'guard', command, ...args], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  const pidPipe = shell.stdio[3] as Readable;
  const lifeline = shell.stdio[4] as Writable;
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  shell.stdout?.on('data', collect);
  shell.stderr?.on('data', collect);
  const exited = once(shell, 'close').then(([code]) => {
    lifeline.destroy();
    return code as number;
  });
  const [firstLine] = (await once(pidPipe, 'data')) as [Buffer];
  const pid = Number(firstLine.toString());
  // The guard ends it with us, so while nobody waits for it, it must not keep us alive.
  hold(shell, false);

  function wait(): Promise<number> {
    hold(shell, true);
    return exited;
  }

  return {
    pid,
    output: () => output,
    isRunning: () => shell.exitCode === null,
    wait,
    end(signal) {
      if (shell.exitCode === null) process.kill(pid, signal);
      return wait();
    },
  };
}

/** Whether the child and its pipes keep our event loop running. */
function hold(shell: ChildProcess, isHeld: boolean): void {
  const pipes = shell.stdio.filter((pipe) => pipe instanceof Socket);
  for (const handle of [shell, ...pipes]) {
    if (isHeld) handle.ref();
    else handle.unref();
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTempFolder } from '../support/temp-folder.ts';

/** What V8 writes at the end of a process that ran with `--cpu-prof`; times in microseconds. */
type CpuProfile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
};

/** Where one function spends time itself, without what it calls: its part of the time in which anything ran. */
export type SelfTime = { where: string; part: number };

export type Profiling = {
  /** For the server that is looked at. */
  env: Record<string, string>;
  /** Looks while `work` lasts; resolves with the functions that took most. */
  during(pid: number, work: () => Promise<unknown>, count: number): Promise<SelfTime[]>;
};

const typescript = new URL('../bin/run-typescript.mjs', import.meta.url).href;
const profiler = new URL('profiler.ts', import.meta.url).href;

/** Looks where a server's time goes. Sampling slows it by a few percent. */
export async function prepareProfiling(): Promise<Profiling> {
  const file = join(await createTempFolder('profile'), 'server.cpuprofile');
  return {
    env: {
      NODE_OPTIONS: `--import=${typescript} --import=${profiler}`,
      PROFILE_TO: file,
    },
    async during(pid, work, count) {
      process.kill(pid, 'SIGUSR2');
      await work();
      process.kill(pid, 'SIGUSR2');
      return topOf(await readWritten(file), count);
    },
  };
}

async function readWritten(file: string): Promise<CpuProfile> {
  for (;;) {
    await sleep(200);
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text.endsWith('}')) return JSON.parse(text) as CpuProfile;
  }
}

function topOf(profile: CpuProfile, count: number): SelfTime[] {
  const spent = new Map<string, number>();
  addSelfTimes(spent, profile);
  const all = [...spent.values()].reduce((sum, micros) => sum + micros, 0);
  return [...spent]
    .sort(([, one], [, other]) => other - one)
    .slice(0, count)
    .map(([where, micros]) => ({ where, part: micros / all }));
}

function addSelfTimes(spent: Map<string, number>, { nodes, samples, timeDeltas }: CpuProfile): void {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  for (const [index, id] of samples.entries()) {
    const name = names.get(id);
    if (name === undefined || name.startsWith('(idle)') || name.startsWith('(program)')) continue;
    spent.set(name, (spent.get(name) ?? 0) + (timeDeltas[index] ?? 0));
  }
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  const file = url.split(/node_modules\/|\/server\//).at(-1) ?? '';
  return `${functionName || 'anonymous'} ${file === '' ? '' : `${file}:${lineNumber + 1}`}`.trim();
}

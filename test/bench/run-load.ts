import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadReport } from './load-plan.ts';
import { cpuSecondsOf } from './process-use.ts';
import type { Subject } from './subject.ts';

const generator = fileURLToPath(new URL('generate-load.ts', import.meta.url));
const warmUpMs = 1_500;

export type Run = LoadReport & {
  entriesPerSecond: number;
  /** Processor time of the server for one delivered entry, in microseconds. */
  cpuMicrosPerEntry: number;
};

/** Loads a subject from a process of its own. Throws when anything was refused or doubled. */
export async function runLoad(subject: Subject, measureMs: number, rate: number | null = null): Promise<Run> {
  const { url, sockets, resumes } = subject;
  const child = fork(generator, [], { stdio: ['pipe', 'inherit', 'inherit', 'ipc'] });
  child.stdin?.end(JSON.stringify({ url, sockets, resumes, warmUpMs, measureMs, rate }));
  await once(child, 'message');
  const before = await cpuSecondsOf(subject.pid);
  const [report] = (await once(child, 'message')) as [LoadReport];
  const used = (await cpuSecondsOf(subject.pid)) - before;
  if (report.refused > 0 || report.doubled > 0 || report.acked === 0) {
    throw new Error(`${subject.name} failed under load: ${JSON.stringify(report)}`);
  }
  return {
    ...report,
    entriesPerSecond: report.acked / report.seconds,
    cpuMicrosPerEntry: (used * 1e6) / report.delivered,
  };
}

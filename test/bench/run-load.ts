import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadReport } from './load-plan.ts';
import { cpuSecondsOf } from './process-use.ts';
import type { Subject } from './subject.ts';

const generator = fileURLToPath(new URL('generate-load.ts', import.meta.url));
const warmUpMs = 1_500;

export type Run = LoadReport & {
  entriesPerSecond: number;
  /** Processor time of the server for one entry that was committed and delivered, in microseconds. */
  cpuMicrosPerEntry: number;
};

/** Loads a subject from a process of its own. Throws when anything was refused, lost or doubled. */
export async function runLoad(subject: Subject, measureMs: number, rate: number | null = null): Promise<Run> {
  const { url, sockets, resumes } = subject;
  const child = fork(generator, [], { stdio: ['pipe', 'inherit', 'inherit', 'ipc'] });
  child.stdin?.end(JSON.stringify({ url, sockets, resumes, warmUpMs, measureMs, rate }));
  await messageOf(child);
  const before = await cpuSecondsOf(subject.pid);
  await messageOf(child);
  const used = (await cpuSecondsOf(subject.pid)) - before;
  const report = (await messageOf(child)) as LoadReport;
  if (report.refused + report.lost + report.doubled > 0 || report.acked === 0) {
    throw new Error(`${subject.name} failed under load: ${JSON.stringify(report)}`);
  }
  return {
    ...report,
    entriesPerSecond: report.acked / report.seconds,
    cpuMicrosPerEntry: (used * 1e6) / report.acked,
  };
}

/** The generator's next message; rejects when it ends instead. */
function messageOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the load generator ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message);
    });
  });
}

import { forkProgram } from './forked.ts';
import type { LoadReport } from './load-plan.ts';
import { cpuSecondsOf, residentKbOf } from './process-use.ts';
import type { Subject } from './subject.ts';

/** Of a load that says nothing else; one that is shorter is warmed up for as long as it lasts. */
const warmUpMaxMs = 1_500;
/** How often memory is looked at, or twenty times in a short run. */
const sampleMs = 2_000;

export type Load = {
  measureMs: number;
  warmUpMs?: number;
  /** Sends in a second; null or left out: as fast as it goes, one in flight from each side. */
  rate?: number | null;
  /** Decides who sends next where there is a rate. */
  seed: number;
};

/** What a load needs to know of what it is put on. */
export type Loaded = Omit<Subject, 'stop'>;

export type Run = LoadReport & {
  entriesPerSecond: number;
  /** Processor time of the server for one entry that was committed and delivered, in microseconds. */
  cpuMicrosPerEntry: number;
  /** Resident memory of the server, in kilobytes, from the first to the last moment that was measured. */
  residentKb: number[];
};

/** Loads a subject from a process of its own. Throws when anything was refused, lost or doubled. */
export async function runLoad(
  subject: Loaded,
  { measureMs, warmUpMs = Math.min(warmUpMaxMs, measureMs), rate = null, seed }: Load,
): Promise<Run> {
  const { url, sockets, resumes } = subject;
  const generator = forkProgram('generate-load.ts', [], { stdio: ['pipe', 'inherit', 'inherit', 'ipc'] });
  generator.child.stdin?.end(JSON.stringify({ url, sockets, resumes, warmUpMs, measureMs, rate, seed }));
  await generator.next();
  const before = await cpuSeconds(subject);
  const memory = watchMemory(subject.pid, Math.min(sampleMs, measureMs / 20));
  await generator.next();
  const used = (await cpuSeconds(subject)) - before;
  const residentKb = await memory.stop();
  const report = (await generator.next()) as LoadReport;
  if (report.refused + report.lost + report.doubled > 0 || report.acked === 0) {
    throw new Error(`${subject.name} failed under load: ${JSON.stringify(report)}`);
  }
  return {
    ...report,
    residentKb,
    entriesPerSecond: report.acked / report.seconds,
    cpuMicrosPerEntry: (used * 1e6) / report.acked,
  };
}

async function cpuSeconds({ pid, otherPids = [] }: Loaded): Promise<number> {
  const each = await Promise.all([pid, ...otherPids].map(cpuSecondsOf));
  return each.reduce((sum, seconds) => sum + seconds, 0);
}

function watchMemory(pid: number, everyMs: number) {
  const samples = [residentKbOf(pid)];
  const timer = setInterval(() => samples.push(residentKbOf(pid)), everyMs);
  return {
    stop(): Promise<number[]> {
      clearInterval(timer);
      return Promise.all(samples);
    },
  };
}

type Pace = {
  everyMs: number;
  /** How long the first request after a silence waits for others like it. */
  soonMs: number;
};

/** `ask` may be called at any rate: `work` runs soon, at most once in `everyMs`, and the last request always counts. */
export function atMostEvery({ everyMs, soonMs }: Pace, work: () => Promise<void>) {
  let timer: NodeJS.Timeout | undefined;
  let isDue = false;
  let isRunning = false;
  let isStopped = false;
  let ranAt = -Infinity;

  function plan(): void {
    if (!isDue || isRunning || isStopped || timer !== undefined) return;
    const waitMs = Math.max(soonMs, ranAt + everyMs - performance.now());
    timer = setTimeout(() => void run(), waitMs).unref();
  }

  async function run(): Promise<void> {
    timer = undefined;
    isDue = false;
    isRunning = true;
    ranAt = performance.now();
    await work();
    isRunning = false;
    plan();
  }

  return {
    ask(): void {
      isDue = true;
      plan();
    },
    stop(): void {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

// Given to a server by `--import`: tells whoever connects to the socket HAVEN_BENCH_LAG how late the event loop was
// since the one before.
import { createServer } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const resolution = 10;
const path = process.env.HAVEN_BENCH_LAG;

if (isMainThread && path) {
  const delays = monitorEventLoopDelay({ resolution });
  delays.enable();
  // What is recorded is the whole time between two ticks of a timer.
  const lateMs = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - resolution);
  createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(JSON.stringify({ p99Ms: lateMs(delays.percentile(99)), maxMs: lateMs(delays.max) }));
    delays.reset();
  })
    .listen(path)
    .unref();
}

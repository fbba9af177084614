import { connect } from 'node:net';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { createTempFolder } from '../support/temp-folder.ts';

const probe = new URL('lag-probe.mjs', import.meta.url).href;

/** How late a process's event loop was, in milliseconds. */
export type Lag = { p99Ms: number; maxMs: number };

export type LagProbe = {
  /** The environment with which the process is started: the product itself has no part in this. */
  env: { NODE_OPTIONS: string; HAVEN_BENCH_LAG: string };
  /** Since the reading before, or the start. */
  read(): Promise<Lag>;
};

export async function createLagProbe(): Promise<LagProbe> {
  const path = join(await createTempFolder('lag'), 'socket');
  return {
    env: { NODE_OPTIONS: `--import ${probe}`, HAVEN_BENCH_LAG: path },
    read: async () => JSON.parse(await readAll(connect({ path }))) as Lag,
  };
}

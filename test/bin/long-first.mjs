import { sep } from 'node:path';
import TestSequencer from '@jest/test-sequencer';

// Each keeps a worker for a minute or more. On a fresh clone jest knows no times and goes by the size of files, so that a
// small file that takes long would run last, and alone. Not the benchmarks: beside these they may run out of patience.
const LONG = ['routing/referee.test.ts', 'e2e/offline.test.ts', 'faults/short-form.test.ts'];

/** Begins with the tests that take longest, so that no worker is left with one of them at the end. */
export default class LongFirst extends TestSequencer {
  sort(tests) {
    const isLong = ({ path }) => LONG.some((name) => path.split(sep).join('/').endsWith(`/test/${name}`));
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}

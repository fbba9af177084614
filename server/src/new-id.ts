import { randomFillSync } from 'node:crypto';
import { type Id, uuidV7 } from '@haven/shared/ids';
import type { Clock } from './clock.ts';

/** Random bytes of one id. */
const size = 10;
/** Drawn for many ids at once: one draw costs the same for ten bytes as for thousands. */
const pool = new Uint8Array(size * 400);
let next = pool.length;

/** Makes an id for a new row. */
export function newId(clock: Clock): Id {
  if (next === pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  next += size;
  return uuidV7(clock.now(), pool.subarray(next - size, next));
}

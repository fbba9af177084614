import { randomBytes } from 'node:crypto';
import { type Id, uuidV7 } from '@haven/shared/ids';
import type { Clock } from './clock.ts';

/** Makes an id for a new row. */
export function newId(clock: Clock): Id {
  return uuidV7(clock.now(), randomBytes(10));
}

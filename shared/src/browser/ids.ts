import { type Id, uuidV7 } from '../ids.ts';

/** Makes a UUIDv7 on the device, for `clientMessageId` (MSG4). */
export function newId(): Id {
  return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
}

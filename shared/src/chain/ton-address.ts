import { base64nopad } from '@scure/base';
import { crc16 } from '../crc16.ts';
import { formOf, type Locate, problemOf, type Reading } from './address-form.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const SIGNS = 48;
const TEST_FLAG = 0x80;
const [BOUNCEABLE, NOT_BOUNCEABLE] = [0x11, 0x51];

/** TON: 36 bytes in either alphabet of base64 with a CRC, or a workchain and 64 hex digits. */
export function readTonAddress(text: string, locate: Locate): Reading {
  if (/^(?:0|-1):[0-9a-f]{64}$/i.test(text)) return formOf('ton', 'raw', text.toLowerCase(), false);
  if (text.length !== SIGNS || !/^[EUk0][A-Za-z0-9+/_-]{47}$/.test(text)) return null;
  const url = text.replace(/\+/g, '-').replace(/\//g, '_');
  const bytes = decode(url);
  // Another chain's address of 48 signs may begin so.
  if (!bytes || ![0, 0xff].includes(bytes[1] ?? -1)) return null;
  if (!isValid(url)) return problemOf('checksum', 'ton', locate(url, ALPHABET, isValid));
  const tag = bytes[0] ?? 0;
  if (tag & TEST_FLAG) return problemOf('test_network', 'ton');
  if (tag !== BOUNCEABLE && tag !== NOT_BOUNCEABLE) return problemOf('version', 'ton');
  return formOf('ton', tag === BOUNCEABLE ? 'bounceable' : 'not bounceable', url);
}

function decode(url: string): Uint8Array | null {
  try {
    return base64nopad.decode(url.replace(/-/g, '+').replace(/_/g, '/'));
  } catch {
    return null;
  }
}

function isValid(url: string): boolean {
  const bytes = decode(url);
  if (bytes?.length !== 36) return false;
  const crc = crc16(bytes.subarray(0, 34));
  return bytes[34] === crc >> 8 && bytes[35] === (crc & 0xff);
}

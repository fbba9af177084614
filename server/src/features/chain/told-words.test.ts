import { encodeErrorResult } from 'viem';
import { decodeReason } from './evm/revert-reason.ts';
import { knownErrors } from './evm/known-errors.ts';
import { resemble } from './evm/look-alike.ts';
import { maskedAddress } from './masked-address.ts';
import { plainLine } from './plain-line.ts';

it.each([
  ['https://eth.example/v3/a1b2c3', 'https://eth.example/…'],
  ['https://eth.example/?apikey=a1b2c3', 'https://eth.example/…'],
  ['https://user:secret@eth.example:8443/', 'https://eth.example:8443/'],
  ['https://eth.example/', 'https://eth.example/'],
  ['no address', '…'],
])('[SAFE8] masks %s', (url, masked) => expect(maskedAddress(url)).toBe(masked));

it.each([
  ['one\nline\r\nonly', 'one line only'],
  ['\u202eesrever\u2066', 'esrever'],
  ['zero\u200bwidth', 'zero width'],
  ['  many   spaces ', 'many spaces'],
  ['too long', 'too l'],
])('[SAFE8] shows %j as one plain line', (text, line) =>
  expect(plainLine(text, line === 'too l' ? 5 : 100)).toBe(line),
);

it('[SAFE8] decodes what it knows and guesses nothing', () => {
  expect(decodeReason('0x')).toEqual({ kind: 'none' });
  expect(decodeReason('0x12')).toEqual({ kind: 'selector', selector: '0x12' });
  expect(decodeReason('0xdeadbeef')).toEqual({ kind: 'selector', selector: '0xdeadbeef' });
  // The selector of Error(string), and bytes that are no string.
  expect(decodeReason('0x08c379a0ffff')).toEqual({ kind: 'selector', selector: '0x08c379a0' });
  const bare = encodeErrorResult({ abi: knownErrors, errorName: 'EnforcedPause' });
  expect(decodeReason(bare)).toEqual({ kind: 'error', name: 'EnforcedPause', args: [] });
  const args = ['0x000000000022D473030F116dDEE9F6B43aC78BA3', 1n, 2n] as const;
  const allowance = encodeErrorResult({ abi: knownErrors, errorName: 'ERC20InsufficientAllowance', args });
  expect(decodeReason(allowance)).toEqual({
    kind: 'error',
    name: 'ERC20InsufficientAllowance',
    args: [
      { name: 'spender', value: args[0] },
      { name: 'allowance', value: '1' },
      { name: 'needed', value: '2' },
    ],
  });
});

it('[SAFE8] takes two addresses for alike by their ends alone', () => {
  const friend = '0xabcd000000000000000000000000000000001234';
  expect(resemble(friend, '0xABCD999999999999999999999999999999991234')).toBe(true);
  expect(resemble(friend, friend)).toBe(false);
  expect(resemble(friend, '0xabce000000000000000000000000000000001234')).toBe(false);
});

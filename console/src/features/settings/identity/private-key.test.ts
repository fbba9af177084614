import { isPrivateKey } from './private-key.ts';

test.each([
  ['-----BEGIN PRIVATE KEY-----\nMIG…', true],
  ['-----BEGIN EC PRIVATE KEY-----', true],
  ['-----BEGIN ENCRYPTED PRIVATE KEY-----', true],
  ['{"kty":"EC","crv":"P-256","x":"a","y":"b","d" : "c"}', true],
  ['  {"kty":"oct","k":"c2VjcmV0"}', true],
  ['-----BEGIN PUBLIC KEY-----\nMFk…', false],
  ['{"kty":"EC","crv":"P-256","x":"a","y":"b","kid":"d"}', false],
  ['', false],
])('%s is private: %s', (text, is) => {
  expect(isPrivateKey(text)).toBe(is);
});

import { holdsPrivateKey } from './identity.ts';

test.each([
  ['-----BEGIN PRIVATE KEY-----\nMIG…', true],
  ['-----BEGIN EC PRIVATE KEY-----', true],
  ['-----BEGIN ENCRYPTED PRIVATE KEY-----', true],
  ['{"kty":"EC","crv":"P-256","x":"a","y":"b","d" : "c"}', true],
  ['  {"kty":"oct","k":"c2VjcmV0"}', true],
  ['[{"kty":"EC","d":"c"}]', true],
  ['key = {"kty":"EC","d":"c"}', true],
  ["{ kty: 'EC', d: 'c' }", true],
  ['MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg', true],
  ['MC4CAQAwBQYDK2VwBCIEIA', true],
  ['MHcCAQEEIA', true],
  ['MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE', false],
  ['MCowBQYDK2VwAyEA', false],
  ['-----BEGIN PUBLIC KEY-----\nMFk…', false],
  ['{"kty":"EC","crv":"P-256","x":"a","y":"b","kid":"d"}', false],
  ['', false],
])('%s is private: %s', (text, is) => {
  expect(holdsPrivateKey(text)).toBe(is);
});

import type { Challenge } from '@haven/shared/ownership';
import { ownershipMessage } from '@haven/shared/ownership-message';
import { createSiweMessage, parseSiweMessage, validateSiweMessage } from 'viem/siwe';

const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const nonce = '0123456789abcdef0123456789abcdef';
const issuedAt = '2026-11-26T17:00:00.000Z';
const expiresAt = '2026-11-26T17:05:00.000Z';
const requestId = '0190a000-0000-7000-8000-000000000001';
const challenge = (language: Challenge['language']): Challenge => ({
  domain: 'support.example',
  uri: 'https://support.example',
  address,
  network: 'eip155:137',
  nonce,
  issuedAt,
  expiresAt,
  requestId,
  language,
});

it.each(['en', 'zh-CN'] as const)(
  '[SAFE7] a message in %s is what viem writes and reads as EIP-4361',
  (language) => {
    const message = ownershipMessage(challenge(language));
    const read = parseSiweMessage(message);
    expect(read).toMatchObject({
      domain: 'support.example',
      address,
      uri: 'https://support.example',
      version: '1',
      chainId: 137,
      nonce,
      issuedAt: new Date(issuedAt),
      expirationTime: new Date(expiresAt),
      requestId,
      statement: expect.any(String),
    });
    expect(
      createSiweMessage({
        address,
        chainId: 137,
        domain: 'support.example',
        expirationTime: new Date(expiresAt),
        issuedAt: new Date(issuedAt),
        nonce,
        requestId,
        statement: read.statement ?? '',
        uri: 'https://support.example',
        version: '1',
      }),
    ).toBe(message);
    const holds = (over: object) =>
      validateSiweMessage({
        message: read,
        domain: 'support.example',
        nonce,
        time: new Date(issuedAt),
        ...over,
      });
    expect(holds({})).toBe(true);
    expect(holds({ domain: 'evil.example' })).toBe(false);
    expect(holds({ time: new Date(expiresAt) })).toBe(false);
  },
);
